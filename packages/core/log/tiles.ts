import { concatBytes } from "@noble/hashes/utils.js";
import { fail, ok, type Result } from "../domain/result.ts";
import { HASH_SIZE } from "./tree-hash.ts";

/** The files of a log as C2SP tlog-tiles lays them out: which there are, and entry bundles. */

/** Hashes of a full tile, entries of a full bundle. */
export const TILE_WIDTH = 256;

/** Levels of the tree from one level of tiles to the next. */
export const TILE_HEIGHT = 8;

const LONGEST_ENTRY = 0xffff;

/** A tile of hashes at a level, or a bundle of entries. */
export interface Tile {
  readonly level: number | "entries";
  readonly index: number;
  /** Hashes or entries in it, 1 to 256; with less than 256 it is a partial one. */
  readonly width: number;
}

/** `tile/0/x001/x234/067`, `tile/entries/000.p/5`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  const partial = width === TILE_WIDTH ? "" : `.p/${width}`;
  return `tile/${level}/${groups.join("/")}${partial}`;
}

const PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

/** Undefined for a path that is no tile's. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level, index, width] = PATH.exec(path) ?? [];
  if (level === undefined || index === undefined) return undefined;
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  // Leading zeros, widths and levels that do not exist: such a tile has another path, or none.
  const exists = tile.level === "entries" || tile.level < 64;
  return exists && tile.width >= 1 && tilePath(tile) === path ? tile : undefined;
}

/** Hashes, or entries, that a level of tiles holds in a log of `size` entries. */
const hashesOf = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** The width that a tile has in a log of `size` entries; 0 or less where it has no such tile. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.min(TILE_WIDTH, hashesOf(level, size) - index * TILE_WIDTH);
}

/**
 * The tiles and entry bundles of a log of `size` entries, those only that the log of `since`
 * entries did not have: bundles first, then each level, by index.
 */
export function* tilesOf(size: number, since = 0): Generator<Tile, void, undefined> {
  yield* tilesAt("entries", size, since);
  for (let level = 0; hashesOf(level, size) > 0; level += 1) {
    yield* tilesAt(level, hashesOf(level, size), hashesOf(level, since));
  }
}

function* tilesAt(
  level: Tile["level"],
  hashes: number,
  before: number,
): Generator<Tile, void, undefined> {
  if (hashes === before) return;
  for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < hashes; index += 1) {
    yield { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
  }
}

/** The partial tiles and the partial bundle at the right edge of a log of `size` entries. */
export function partialTilesOf(size: number): readonly Tile[] {
  const found: Tile[] = [];
  if (size % TILE_WIDTH > 0) found.push(lastTile("entries", size));
  for (let level = 0; hashesOf(level, size) > 0; level += 1) {
    if (hashesOf(level, size) % TILE_WIDTH > 0) found.push(lastTile(level, hashesOf(level, size)));
  }
  return found;
}

const lastTile = (level: Tile["level"], hashes: number): Tile => ({
  level,
  index: Math.floor(hashes / TILE_WIDTH),
  width: hashes % TILE_WIDTH,
});

/** Hash `at` of a tile of hashes. */
export const hashInTile = (tile: Uint8Array, at: number): Uint8Array =>
  tile.subarray(at * HASH_SIZE, (at + 1) * HASH_SIZE);

/**
 * `u16be(length) ‖ entry` one after another.
 *
 * @throws on an entry of more than 65,535 bytes.
 */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [lengthOf(entry), entry]));
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length > LONGEST_ENTRY) throw new Error(`an entry of ${length} bytes: at most 65,535`);
  return Uint8Array.of(length >> 8, length & 0xff);
}

/** The `width` entries of a bundle, which must hold just so many and nothing else. */
export function decodeBundle(bundle: Uint8Array, width: number): Result<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length && entries.length < width) {
    const from = at + 2;
    if (from > bundle.length) return wrongBundle();
    at = from + (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
    entries.push(bundle.subarray(from, at));
  }
  return at === bundle.length && entries.length === width ? ok(entries) : wrongBundle();
}

const wrongBundle = (): Result<never> =>
  fail(
    "log.bundle",
    "日志条目文件长度不符：文件可能不完整，请重新下载。",
    "The bundle of log entries has the wrong length. It may be incomplete: download it again.",
  );

import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  decodeBundle,
  encodeBundle,
  parseTilePath,
  type Tile,
  TILE_WIDTH,
  tilePath,
} from "@yangguang/core/log/tiles.ts";
import type { LogFiles } from "../services/context.ts";
import { writeAtomically } from "./atomic-file.ts";

const HASH_BYTES = 32;

/** The log's files in a folder on the disk. Whoever reads or writes gives paths of the log's own. */
export const logFolder = (folder: string): LogFiles => ({
  async read(path) {
    const exact = await readIfThere(join(folder, path));
    if (exact !== undefined) return exact;
    const tile = parseTilePath(path);
    return tile === undefined ? undefined : cutFromLonger(folder, tile);
  },
  write: (path, bytes) => writeAtomically(join(folder, path), bytes),
  remove: (path) => rm(join(folder, path), { force: true }),
});

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR"].includes(code)) return undefined;
    throw error;
  }
}

/** Partial tiles that newer checkpoints do not need are gone; what they held begins a longer one. */
async function cutFromLonger(folder: string, tile: Tile): Promise<Uint8Array | undefined> {
  for (const width of await longerWidths(folder, tile)) {
    const bytes = await readIfThere(join(folder, tilePath({ ...tile, width })));
    if (bytes === undefined) continue;
    if (tile.level !== "entries") return bytes.subarray(0, tile.width * HASH_BYTES);
    const entries = decodeBundle(bytes, width);
    if (entries.ok) return encodeBundle(entries.value.slice(0, tile.width));
  }
  return undefined;
}

async function longerWidths(folder: string, tile: Tile): Promise<readonly number[]> {
  const partials = dirname(join(folder, tilePath({ ...tile, width: 1 })));
  const names = await readdir(partials).catch(() => []);
  const widths = names.map(Number).filter((width) => width > tile.width);
  return [TILE_WIDTH, ...widths];
}

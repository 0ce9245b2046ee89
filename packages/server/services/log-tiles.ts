import { equalBytes, utf8 } from "@yangguang/core/log/bytes.ts";
import { GrowingTree } from "@yangguang/core/log/tree.ts";
import { SHA256_TREE, type TreeHash } from "@yangguang/core/log/tree-hash.ts";
import { TileWriter } from "@yangguang/core/log/tile-writer.ts";
import { consistencyFromTiles, rootFromTiles } from "@yangguang/core/log/tile-proofs.ts";
import {
  decodeBundle,
  hashInTile,
  partialTilesOf,
  type Tile,
  TILE_WIDTH,
  tilePath,
  tilesOf,
} from "@yangguang/core/log/tiles.ts";
import { entriesOfLeaves } from "../registry/log-tree.ts";
import type { Executor } from "../registry/tables.ts";
import type { LogFiles } from "./context.ts";

/** Entries fetched at once: bounded memory, few round trips. */
const BATCH = 2000;

/** Tiles and entry bundles in a folder, growing with the leaves in the database. */
export class LogTiles {
  readonly #files: LogFiles;
  readonly #hash: TreeHash;
  #writer: TileWriter;

  private constructor(files: LogFiles, hash: TreeHash, writer: TileWriter) {
    this.#files = files;
    this.#hash = hash;
    this.#writer = writer;
  }

  static empty(files: LogFiles, hash: TreeHash = SHA256_TREE): LogTiles {
    return new LogTiles(files, hash, new TileWriter(hash));
  }

  /**
   * Goes on with the files of a log of that size and root; undefined where they are missing or are
   * not those.
   */
  static async resume(
    files: LogFiles,
    size: number,
    root: Uint8Array,
    hash: TreeHash = SHA256_TREE,
  ): Promise<LogTiles | undefined> {
    const read = readerOf(files);
    try {
      const actual = await rootFromTiles(size, size, read, hash);
      if (!equalBytes(actual, root)) return undefined;
      await checkNewest(files, size, hash);
      const partials = new Map<string, Uint8Array>();
      for (const path of partialTilesOf(size).map(tilePath)) partials.set(path, await read(path));
      const writer = new TileWriter(hash, size, (path) => partials.get(path) ?? new Uint8Array());
      return new LogTiles(files, hash, writer);
    } catch {
      return undefined;
    }
  }

  get size(): number {
    return this.#writer.size;
  }

  root(): Uint8Array {
    return this.#writer.root();
  }

  /** Lays out the leaves up to `size`, reads what it wrote, and computes it anew. @throws if that differs. */
  async growTo(db: Executor, size: number): Promise<void> {
    const since = this.size;
    if (size <= since) return;
    while (this.size < size) {
      const entries = await entriesOfLeaves(db, this.size, Math.min(this.size + BATCH, size));
      if (entries.length === 0) throw new Error(`the database has no leaf ${this.size}`);
      for (const entry of entries) await this.#put(this.#writer.append(utf8(entry)));
    }
    await this.#put(this.#writer.partials());
    await checkWritten(this.#files, since, size, this.#hash);
    if (!equalBytes(await this.rootOf(size), this.root())) throw badFiles("the root");
  }

  /** The root of the first `size` entries, from the files. */
  rootOf(size: number): Promise<Uint8Array> {
    return rootFromTiles(size, this.size, readerOf(this.#files), this.#hash);
  }

  /** PROOF of RFC 6962 that the log of `size` entries is the beginning of this one. */
  consistencyFrom(size: number): Promise<readonly Uint8Array[]> {
    return consistencyFromTiles(size, this.size, readerOf(this.#files), this.#hash);
  }

  async #put(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
    for (const { path, bytes } of files) await this.#files.write(path, bytes);
  }
}

const badFiles = (what: string): Error =>
  new Error(`${what}: the log's folder does not hold what was written to it; check the disk`);

const readerOf =
  (files: LogFiles) =>
  async (path: string): Promise<Uint8Array> => {
    const bytes = await files.read(path);
    if (bytes === undefined) throw badFiles(path);
    return bytes;
  };

/** That the entries of the last bundle are those that the tiles commit to. */
const checkNewest = (files: LogFiles, size: number, hash: TreeHash): Promise<void> =>
  checkWritten(files, Math.max(0, size - 1), size, hash);

/** Computes anew, from the files, every tile that the log of `since` entries did not have. */
async function checkWritten(
  files: LogFiles,
  since: number,
  size: number,
  hash: TreeHash,
): Promise<void> {
  const read = readerOf(files);
  for (const tile of tilesOf(size, since)) {
    if (tile.level === "entries") continue;
    const bytes = await read(tilePath(tile));
    const before = Math.floor(since / TILE_WIDTH ** tile.level) - tile.index * TILE_WIDTH;
    const expected =
      tile.level === 0
        ? await leavesOf(read, tile, hash)
        : await nodesOf(read, tile, Math.max(0, before), hash);
    for (const [at, each] of expected) {
      if (!equalBytes(hashInTile(bytes, at), each)) throw badFiles(tilePath(tile));
    }
  }
}

type Read = (path: string) => Promise<Uint8Array>;

async function leavesOf(
  read: Read,
  tile: Tile,
  hash: TreeHash,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const path = tilePath({ ...tile, level: "entries" });
  const entries = decodeBundle(await read(path), tile.width);
  if (!entries.ok) throw badFiles(path);
  return new Map(entries.value.map((entry, at) => [at, hash.leaf(entry)]));
}

/** The hashes of a tile above level 0, from place `from` on, out of the full tiles below it. */
async function nodesOf(
  read: Read,
  tile: Tile,
  from: number,
  hash: TreeHash,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const nodes = new Map<number, Uint8Array>();
  for (let at = from; at < tile.width; at += 1) {
    const level = Number(tile.level) - 1;
    const index = tile.index * TILE_WIDTH + at;
    const below = await read(tilePath({ level, index, width: TILE_WIDTH }));
    const tree = new GrowingTree(hash);
    for (let child = 0; child < TILE_WIDTH; child += 1) tree.append(hashInTile(below, child));
    nodes.set(at, tree.root());
  }
  return nodes;
}

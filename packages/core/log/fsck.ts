import { type Text, text } from "../domain/text.ts";
import { equalBytes } from "./bytes.ts";
import {
  decodeBundle,
  hashInTile,
  partialTilesOf,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  tileWidth,
} from "./tiles.ts";
import { HASH_SIZE, SHA256_TREE, type TreeHash } from "./tree-hash.ts";
import { type Completed, GrowingTree } from "./tree.ts";

/**
 * The full check of a log: everything is computed anew from the entries and compared with the tiles
 * and the root. Memory does not grow with the log.
 */

export interface FsckRequest {
  /** Of the checkpoint; whether that has a quorum is another question. */
  readonly size: number;
  readonly root: Uint8Array;
  /** A file of the log by its path, such as `tile/entries/000.p/5`; undefined if there is none. */
  readonly read: (path: string) => Promise<Uint8Array | undefined> | Uint8Array | undefined;
  readonly hash?: TreeHash;
  /** Sizes of which the root is wanted too. */
  readonly rootsOf?: ReadonlySet<number>;
  /** Told of every entry that is where the log says, in their order. */
  readonly visit?: (entry: Uint8Array, index: number) => void;
}

export interface FsckFinding {
  /** Of the file; `checkpoint` for the root. */
  readonly path: string;
  readonly problem: "missing" | "unreadable" | "wrong";
  readonly message: Text;
}

export interface FsckReport {
  /** Empty for a log that is whole. */
  readonly findings: readonly FsckFinding[];
  /** How many entries were read. */
  readonly entries: number;
  /** Recomputed; undefined where too much is missing. */
  readonly root: Uint8Array | undefined;
  /** By size, those of `rootsOf` that could be recomputed. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
}

export async function fsck(request: FsckRequest): Promise<FsckReport> {
  const check = new LogCheck(request);
  for (let index = 0; index * TILE_WIDTH < request.size; index += 1) await check.leaves(index);
  return check.finish();
}

/** 256 leaves, or what there is at the right edge. */
interface Leaves {
  readonly index: number;
  readonly width: number;
}

class LogCheck {
  readonly #request: FsckRequest;
  readonly #hash: TreeHash;
  /** Undefined from where leaves are missing that nothing can stand for. */
  #tree: GrowingTree | undefined;
  #entries = 0;
  readonly #findings: FsckFinding[] = [];
  readonly #roots = new Map<number, Uint8Array>();
  /** Tiles above level 0 as they should be: by level the one at the right edge, and full ones. */
  readonly #edge: Uint8Array[] = [];
  #full: { path: string; bytes: Uint8Array }[] = [];

  constructor(request: FsckRequest) {
    this.#request = request;
    this.#hash = request.hash ?? SHA256_TREE;
    this.#tree = new GrowingTree(this.#hash);
    this.#note(0);
  }

  /** Checks a bundle against its tile, and takes up whichever of them is the log's. */
  async leaves(index: number): Promise<void> {
    const leaves = { index, width: tileWidth(0, index, this.#request.size) };
    const bundlePath = tilePath({ ...leaves, level: "entries" });
    const path = tilePath({ ...leaves, level: 0 });
    const entries = await this.#readBundle(bundlePath, leaves.width);
    const ofTile = await this.#readTile(path, leaves.width);
    const ofBundle = entries && this.#hashEntries(entries);
    const chosen = await this.#choose(leaves, ofBundle, ofTile);
    if (ofBundle && chosen !== ofBundle) this.#find(bundlePath, "wrong");
    if (ofTile && chosen && !equalBytes(chosen, ofTile)) this.#find(path, "wrong");
    if (entries && chosen === ofBundle) this.#visit(entries, index);
    if (chosen) this.#append(chosen);
    else await this.#appendUnseen(leaves);
    for (const { path, bytes } of this.#full.splice(0)) await this.#compare(path, bytes);
  }

  async finish(): Promise<FsckReport> {
    const root = this.#tree?.root();
    if (root) {
      for (const tile of partialTilesOf(this.#request.size)) {
        if (typeof tile.level !== "number" || tile.level === 0) continue;
        const bytes = this.#edgeTile(tile.level).subarray(0, tile.width * HASH_SIZE);
        await this.#compare(tilePath(tile), bytes);
      }
    }
    if (!root || !equalBytes(root, this.#request.root)) this.#find("checkpoint", "wrong");
    return { findings: this.#findings, entries: this.#entries, root, roots: this.#roots };
  }

  async #readBundle(path: string, width: number): Promise<readonly Uint8Array[] | undefined> {
    const bytes = await this.#request.read(path);
    const entries = bytes && decodeBundle(bytes, width);
    if (entries?.ok !== true) return this.#find(path, bytes ? "unreadable" : "missing");
    this.#entries += width;
    return entries.value;
  }

  async #readTile(path: string, width: number): Promise<Uint8Array | undefined> {
    const bytes = await this.#request.read(path);
    if (bytes?.length === width * HASH_SIZE) return bytes;
    return this.#find(path, bytes ? "unreadable" : "missing");
  }

  /** What the entries' tile should be. */
  #hashEntries(entries: readonly Uint8Array[]): Uint8Array {
    const tile = new Uint8Array(entries.length * HASH_SIZE);
    for (const [at, entry] of entries.entries()) tile.set(this.#hash.leaf(entry), at * HASH_SIZE);
    return tile;
  }

  /**
   * Where a bundle and its tile do not agree, what stands above tells which of them is altered; if
   * it does not, the entries count.
   */
  async #choose(
    leaves: Leaves,
    ofBundle: Uint8Array | undefined,
    ofTile: Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> {
    if (!ofBundle || !ofTile || equalBytes(ofBundle, ofTile)) return ofBundle ?? ofTile;
    const above = await this.#rootAbove(leaves);
    const tree = leaves.width === TILE_WIDTH ? new GrowingTree(this.#hash) : this.#tree;
    const isTiles = above && tree && equalBytes(tree.rootWith(hashesIn(ofTile)), above);
    return isTiles === true ? ofTile : ofBundle;
  }

  /** What the log says elsewhere of full leaves: their hash; of others: the root with them. */
  async #rootAbove({ index, width }: Leaves): Promise<Uint8Array | undefined> {
    if (width < TILE_WIDTH) return this.#request.root;
    const above = Math.floor(index / TILE_WIDTH);
    const aboveWidth = tileWidth(1, above, this.#request.size);
    const tile = await this.#request.read(tilePath({ level: 1, index: above, width: aboveWidth }));
    if (tile?.length !== aboveWidth * HASH_SIZE) return undefined;
    return hashInTile(tile, index % TILE_WIDTH);
  }

  #append(tile: Uint8Array): void {
    const tree = this.#tree;
    if (!tree) return;
    for (const hash of hashesIn(tile)) {
      tree.append(hash, this.#completed);
      this.#note(tree.size);
    }
  }

  /** Neither entries nor hashes: their root may stand above, so that the rest can be checked. */
  async #appendUnseen(leaves: Leaves): Promise<void> {
    const above = leaves.width === TILE_WIDTH ? await this.#rootAbove(leaves) : undefined;
    if (above) this.#tree?.appendSubtree(TILE_HEIGHT, above, this.#completed);
    else this.#tree = undefined;
  }

  #note(size: number): void {
    if (this.#tree && this.#request.rootsOf?.has(size)) this.#roots.set(size, this.#tree.root());
  }

  #visit(entries: readonly Uint8Array[], index: number): void {
    const { visit } = this.#request;
    if (!visit) return;
    for (const [at, entry] of entries.entries()) visit(entry, index * TILE_WIDTH + at);
  }

  readonly #completed: Completed = (treeLevel, hashIndex, hash) => {
    if (treeLevel === 0 || treeLevel % TILE_HEIGHT !== 0) return;
    const level = treeLevel / TILE_HEIGHT;
    const at = hashIndex % TILE_WIDTH;
    const tile = this.#edgeTile(level);
    tile.set(hash, at * HASH_SIZE);
    if (at < TILE_WIDTH - 1) return;
    const index = Math.floor(hashIndex / TILE_WIDTH);
    this.#full.push({ path: tilePath({ level, index, width: TILE_WIDTH }), bytes: tile.slice() });
  };

  #edgeTile(level: number): Uint8Array {
    const tile = this.#edge[level] ?? new Uint8Array(TILE_WIDTH * HASH_SIZE);
    this.#edge[level] = tile;
    return tile;
  }

  async #compare(path: string, expected: Uint8Array): Promise<void> {
    const tile = await this.#readTile(path, expected.length / HASH_SIZE);
    if (tile && !equalBytes(tile, expected)) this.#find(path, "wrong");
  }

  #find(path: string, problem: FsckFinding["problem"]): undefined {
    this.#findings.push({ path, problem, message: MESSAGES[problem](path) });
  }
}

function* hashesIn(tile: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at * HASH_SIZE < tile.length; at += 1) yield hashInTile(tile, at);
}

const MESSAGES: Readonly<Record<FsckFinding["problem"], (path: string) => Text>> = {
  missing: (path) => text(`缺少文件 ${path}`, `${path} is missing`),
  unreadable: (path) =>
    text(`文件 ${path} 长度不符，无法读取`, `${path} has the wrong length and cannot be read`),
  wrong: (path) =>
    path === "checkpoint"
      ? text(
          "由条目重新计算的根哈希与检查点不符",
          "the checkpoint's root is not that of the entries",
        )
      : text(`文件 ${path} 与日志其余部分不符`, `${path} does not agree with the rest of the log`),
};

import { HASH_SIZE, SHA256_TREE, type TreeHash } from "./tree-hash.ts";
import { hashesInTiles } from "./tile-proofs.ts";
import {
  decodeBundle,
  encodeBundle,
  partialTilesOf,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
} from "./tiles.ts";
import { type Completed, GrowingTree } from "./tree.ts";

/** A file of the log, by its path below the log's folder. */
export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Turns entries into tiles and bundles. It holds the unfinished ones only, one of each level, so
 * that its memory does not grow with the log.
 */
export class TileWriter {
  readonly #hash: TreeHash;
  readonly #tree: GrowingTree;
  #entries: Uint8Array[] = [];
  /** By level, the tile at the right edge; of its bytes only those already hashed count. */
  readonly #tiles: Uint8Array[] = [];
  #finished: TileFile[] = [];

  /**
   * Begins a log, or goes on with one of `size` entries.
   *
   * @param tileAt gives the files of {@link partialTilesOf} that size. They are believed: compare
   * {@link root} with the checkpoint before going on.
   * @throws where one of them has the wrong length.
   */
  constructor(hash: TreeHash = SHA256_TREE, size = 0, tileAt: (path: string) => Uint8Array = none) {
    this.#hash = hash;
    this.#tree = new GrowingTree(hash, size, hashesInTiles(size, tileAt, hash));
    for (const tile of partialTilesOf(size)) {
      const bytes = tileAt(tilePath(tile));
      if (tile.level !== "entries") {
        this.#tile(tile.level).set(bytes);
        continue;
      }
      const entries = decodeBundle(bytes, tile.width);
      if (!entries.ok) throw new Error(`${tilePath(tile)}: ${entries.error.message.en}`);
      this.#entries = [...entries.value];
    }
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Uint8Array {
    return this.#tree.root();
  }

  /** Returns the full tiles and the full bundle that this entry completes: for most, none. */
  append(entry: Uint8Array): readonly TileFile[] {
    this.#entries.push(entry);
    if (this.#entries.length === TILE_WIDTH) {
      const tile = { level: "entries", index: Math.floor(this.size / TILE_WIDTH) } as const;
      this.#finish(tilePath({ ...tile, width: TILE_WIDTH }), encodeBundle(this.#entries));
      this.#entries = [];
    }
    this.#tree.append(this.#hash.leaf(entry), this.#completed);
    const finished = this.#finished;
    if (finished.length > 0) this.#finished = [];
    return finished;
  }

  /** The partial tiles and the partial bundle of the log as it now is. */
  partials(): readonly TileFile[] {
    return partialTilesOf(this.size).map((tile) => ({
      path: tilePath(tile),
      bytes:
        tile.level === "entries"
          ? encodeBundle(this.#entries)
          : this.#tile(tile.level).slice(0, tile.width * HASH_SIZE),
    }));
  }

  readonly #completed: Completed = (treeLevel, hashIndex, hash) => {
    if (treeLevel % TILE_HEIGHT !== 0) return;
    const level = treeLevel / TILE_HEIGHT;
    const at = hashIndex % TILE_WIDTH;
    const tile = this.#tile(level);
    tile.set(hash, at * HASH_SIZE);
    if (at < TILE_WIDTH - 1) return;
    const index = Math.floor(hashIndex / TILE_WIDTH);
    this.#finish(tilePath({ level, index, width: TILE_WIDTH }), tile.slice());
  };

  #finish(path: string, bytes: Uint8Array): void {
    this.#finished.push({ path, bytes });
  }

  #tile(level: number): Uint8Array {
    const tile = this.#tiles[level] ?? new Uint8Array(TILE_WIDTH * HASH_SIZE);
    this.#tiles[level] = tile;
    return tile;
  }
}

function none(path: string): never {
  throw new Error(`no file ${path}`);
}

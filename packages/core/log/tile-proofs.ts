import { HASH_SIZE, SHA256_TREE, type TreeHash } from "./tree-hash.ts";
import {
  completeSubtrees,
  consistencyParts,
  GrowingTree,
  type HashAt,
  inclusionParts,
  type Leaves,
  rootOver,
  type Subtree,
} from "./tree.ts";
import { hashInTile, TILE_HEIGHT, TILE_WIDTH, tilePath, tileWidth } from "./tiles.ts";

/**
 * Roots and proofs out of the tiles of a log of `size` entries. They are as true as the tiles:
 * whoever does not trust these checks the root against a checkpoint, the proof against the root.
 */

/** Reads a file of the log by its path, such as `tile/0/000.p/5`. It throws where there is none. */
export type ReadTile = (path: string) => Uint8Array | Promise<Uint8Array>;

/** PATH of RFC 6962, section 2.1.1. @throws where there is no such leaf, or a tile is not whole. */
export function inclusionFromTiles(
  index: number,
  size: number,
  read: ReadTile,
  hash: TreeHash = SHA256_TREE,
): Promise<readonly Uint8Array[]> {
  return rootsFromTiles(inclusionParts(index, size), size, read, hash);
}

/** PROOF of RFC 6962, section 2.1.2. @throws where the old tree is larger, or a tile not whole. */
export function consistencyFromTiles(
  oldSize: number,
  size: number,
  read: ReadTile,
  hash: TreeHash = SHA256_TREE,
): Promise<readonly Uint8Array[]> {
  return rootsFromTiles(consistencyParts(oldSize, size), size, read, hash);
}

/** The root of the first `oldSize` entries, from the tiles of a log of `size`. */
export async function rootFromTiles(
  oldSize: number,
  size: number,
  read: ReadTile,
  hash: TreeHash = SHA256_TREE,
): Promise<Uint8Array> {
  const [root] = await rootsFromTiles([{ from: 0, to: oldSize }], size, read, hash);
  return root ?? hash.empty;
}

async function rootsFromTiles(
  parts: readonly Leaves[],
  size: number,
  read: ReadTile,
  hash: TreeHash,
): Promise<readonly Uint8Array[]> {
  const paths = new Set(parts.flatMap(completeSubtrees).map((one) => placeOf(one, size).path));
  const tiles = new Map<string, Uint8Array>();
  for (const path of paths) tiles.set(path, await read(path));
  const hashAt = hashesInTiles(size, (path) => tiles.get(path) ?? new Uint8Array(), hash);
  return parts.map((part) => rootOver(part, hashAt, hash));
}

/** Hashes of complete subtrees, out of the tiles of a log of `size` entries. */
export function hashesInTiles(
  size: number,
  tileAt: (path: string) => Uint8Array,
  hash: TreeHash,
): HashAt {
  return (subtree) => {
    const { path, width, from, to } = placeOf(subtree, size);
    const tile = tileAt(path);
    if (tile.length !== width * HASH_SIZE) {
      throw new Error(`${path} has ${tile.length} bytes instead of ${width * HASH_SIZE}`);
    }
    const tree = new GrowingTree(hash);
    for (let at = from; at < to; at += 1) tree.append(hashInTile(tile, at));
    return tree.root();
  };
}

interface Place extends Leaves {
  readonly path: string;
  readonly width: number;
}

/** The tile in which the hashes stand that a subtree's hash is made of, and which of it they are. */
function placeOf({ level, index }: Subtree, size: number): Place {
  const count = 2 ** (level % TILE_HEIGHT);
  const first = index * count;
  const tile = { level: Math.floor(level / TILE_HEIGHT), index: Math.floor(first / TILE_WIDTH) };
  const width = tileWidth(tile.level, tile.index, size);
  const from = first % TILE_WIDTH;
  return { path: tilePath({ ...tile, width }), width, from, to: from + count };
}

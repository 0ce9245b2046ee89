import { bytesToHex } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { leafHash, merkleRoot } from "./merkle.ts";
import { consistencyFromTiles, inclusionFromTiles, rootFromTiles } from "./tile-proofs.ts";
import { TileWriter } from "./tile-writer.ts";
import {
  decodeBundle,
  encodeBundle,
  parseTilePath,
  partialTilesOf,
  type Tile,
  tilePath,
  tilesOf,
} from "./tiles.ts";
import { SHA256_TREE } from "./tree-hash.ts";
import { GrowingTree, includes, isConsistent } from "./tree.ts";

const entryOf = (index: number): Uint8Array =>
  Uint8Array.from(
    { length: index % 5 === 0 ? 0 : 3 },
    (_, at) => Math.floor(index / 256 ** at) % 256,
  );

describe("paths of tiles", () => {
  it.each<[Tile, string]>([
    [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 1, index: 1000, width: 17 }, "tile/1/x001/000.p/17"],
    [{ level: "entries", index: 273, width: 112 }, "tile/entries/273.p/112"],
    [{ level: 63, index: 999_999, width: 1 }, "tile/63/x999/999.p/1"],
  ])("%j is %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    "tile/0/0",
    "tile/0/0000",
    "tile/0/x000/000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/001/000",
    "tile/0/x001",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/05",
    "tile/0/000.p/",
    "tile/0/../000",
    "tile/data/000",
    "/tile/0/000",
    "tile/0/000\n",
    "tile/0/x999/x999/x999/x999/x999/x999/999",
    "checkpoint",
  ])("%s is none", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe("the tiles of a size", () => {
  it("are those of the example of C2SP tlog-tiles", () => {
    const tiles = [...tilesOf(70_000)];
    const count = (level: Tile["level"], full: boolean): number =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
    expect([count(0, true), count(1, true), count(2, true), count("entries", true)]).toEqual([
      273, 1, 0, 273,
    ]);
    expect(partialTilesOf(70_000).map(tilePath)).toEqual([
      "tile/entries/273.p/112",
      "tile/0/273.p/112",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
    expect([...tilesOf(256)].map(tilePath)).toEqual([
      "tile/entries/000",
      "tile/0/000",
      "tile/1/000.p/1",
    ]);
    expect([...tilesOf(0)]).toEqual([]);
  });

  it("are the old ones and the new ones together", () => {
    const sizes = fc.nat({ max: 140_000 });
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [since, size] = [Math.min(one, other), Math.max(one, other)];
        const before = new Set([...tilesOf(since)].map(tilePath));
        const added = [...tilesOf(size, since)].map(tilePath);
        const all = [...tilesOf(size)].map(tilePath);
        expect(added).toEqual(all.filter((path) => !before.has(path)));
        const partial = all.filter((path) => path.includes(".p/"));
        expect(partialTilesOf(size).map(tilePath)).toEqual(partial);
      }),
      { seed: 6962, numRuns: 40 },
    );
  });
});

describe("entry bundles", () => {
  it("hold entries one after another with their lengths", () => {
    const entries = ["", "a", "bc"].map((text) => Uint8Array.from(text, (c) => c.charCodeAt(0)));
    const bundle = encodeBundle(entries);
    expect(bytesToHex(bundle)).toBe("000000016100026263");
    expect(decodeBundle(bundle, 3)).toEqual({ ok: true, value: entries });
    for (const width of [2, 4]) expect(decodeBundle(bundle, width).ok).toBe(false);
    for (let cut = 1; cut < bundle.length; cut += 1) {
      expect(decodeBundle(bundle.slice(0, -cut), 3).ok).toBe(false);
    }
    expect(decodeBundle(Uint8Array.of(...bundle, 0), 3).ok).toBe(false);
  });

  it("take entries of up to 65,535 bytes", () => {
    const longest = new Uint8Array(65_535).fill(9);
    expect(decodeBundle(encodeBundle([longest, longest]), 2)).toEqual({
      ok: true,
      value: [longest, longest],
    });
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow("at most 65,535");
  });
});

describe("a log of 66,000 entries in tiles", () => {
  const SIZE = 66_000;
  const files = new Map<string, Uint8Array>();
  const read = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`no file ${path}`);
    return bytes;
  };
  const roots = new Map<number, Uint8Array>();
  const published = [0, 1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, SIZE];

  beforeAll(() => {
    const writer = new TileWriter();
    const tree = new GrowingTree();
    for (let index = 0; index <= SIZE; index += 1) {
      if (published.includes(index)) {
        roots.set(index, tree.root());
        expect(writer.root()).toEqual(tree.root());
        for (const { path, bytes } of writer.partials()) files.set(path, bytes);
      }
      for (const { path, bytes } of writer.append(entryOf(index))) files.set(path, bytes);
      tree.append(leafHash(entryOf(index)));
    }
  });

  it("has just the files of the sizes published", () => {
    const expected = new Set(published.flatMap((size) => [...tilesOf(size)].map(tilePath)));
    expect(new Set(files.keys())).toEqual(expected);
  });

  it("has the roots of all sizes, from each size's own tiles", async () => {
    for (const size of published) {
      expect(await rootFromTiles(size, size, read)).toEqual(roots.get(size));
      expect(await rootFromTiles(size, SIZE, read)).toEqual(roots.get(size));
    }
  });

  it("proves consistency between all sizes", async () => {
    for (const size of published) {
      for (const oldSize of published.filter((old) => old <= size)) {
        const proof = await consistencyFromTiles(oldSize, size, read);
        const [oldRoot, root] = [roots.get(oldSize), roots.get(size)];
        if (oldRoot === undefined || root === undefined) throw new Error("a size is missing");
        expect(isConsistent({ oldSize, oldRoot, size, root, proof })).toBe(true);
      }
    }
  });

  it("proves entries", async () => {
    for (const size of published.slice(1)) {
      for (const index of new Set([0, size - 1, Math.floor(size / 2), Math.floor(size / 3)])) {
        const proof = await inclusionFromTiles(index, size, read);
        const root = roots.get(size) ?? new Uint8Array();
        const claim = { leafHash: leafHash(entryOf(index)), index, size, root, proof };
        expect(includes(claim)).toBe(true);
        expect(includes({ ...claim, leafHash: leafHash(entryOf(index + 1)) })).toBe(false);
      }
    }
  });

  it("does not take a tile that is cut short for one", async () => {
    const short = (path: string): Uint8Array => read(path).slice(32);
    await expect(inclusionFromTiles(5, 1000, short)).rejects.toThrow("tile/0/000 has 8160 bytes");
  });

  it("goes on from each size's partial tiles alone", () => {
    for (const size of published) {
      const partial = new Set(partialTilesOf(size).map(tilePath));
      const own = (path: string): Uint8Array => {
        expect(partial).toContain(path);
        return read(path);
      };
      const writer = new TileWriter(SHA256_TREE, size, own);
      expect(writer.size).toBe(size);
      expect(writer.root()).toEqual(roots.get(size));
      const next = published.find((later) => later > size && later - size < 1000) ?? size;
      const written = new Map<string, Uint8Array>();
      for (let index = size; index < next; index += 1) {
        for (const { path, bytes } of writer.append(entryOf(index))) written.set(path, bytes);
      }
      for (const { path, bytes } of writer.partials()) written.set(path, bytes);
      expect(writer.root()).toEqual(roots.get(next));
      for (const tile of tilesOf(next, size)) {
        expect(written.get(tilePath(tile))).toEqual(files.get(tilePath(tile)));
      }
    }
    expect(() => new TileWriter(SHA256_TREE, 3, () => new Uint8Array(1))).toThrow("has 1 bytes");
  });
});

describe("tiles of every small size", () => {
  it("give the root over the entries", async () => {
    for (let size = 0; size <= 70; size += 1) {
      const writer = new TileWriter();
      const entries = Array.from({ length: size }, (_, index) => entryOf(index));
      for (const entry of entries) expect(writer.append(entry)).toEqual([]);
      const files = new Map(writer.partials().map(({ path, bytes }) => [path, bytes]));
      const read = (path: string): Uint8Array => files.get(path) ?? new Uint8Array();
      expect(await rootFromTiles(size, size, read)).toEqual(merkleRoot(entries));
      const bundle = files.get(`tile/entries/000.p/${size}`) ?? new Uint8Array();
      expect(decodeBundle(bundle, size)).toEqual({ ok: true, value: entries });
    }
  });
});

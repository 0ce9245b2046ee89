import { describe, expect, it } from "vitest";
import { equalBytes } from "./bytes.ts";
import { fsck, type FsckReport } from "./fsck.ts";
import { leafHash, merkleRoot } from "./merkle.ts";
import { TileWriter } from "./tile-writer.ts";
import { encodeBundle, tilePath, tilesOf } from "./tiles.ts";
import { SHA256_TREE, treeHash } from "./tree-hash.ts";

const entryOf = (index: number): Uint8Array => Uint8Array.of(index >> 16, index >> 8, index, 1);

/**
 * Not a hash that anybody should trust, but a quick one: here it is about which file is at fault,
 * in a log large enough for three levels of tiles.
 */
const QUICK = treeHash((bytes) => {
  let state = bytes.length;
  for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193) ^ (state >>> 15);
  return new Uint8Array(new Int32Array(8).fill(state).buffer);
});

/** The files of a log and its root. */
function write(size: number, entry = entryOf, hash = QUICK) {
  const writer = new TileWriter(hash);
  const files = new Map<string, Uint8Array>();
  for (let index = 0; index < size; index += 1) {
    for (const { path, bytes } of writer.append(entry(index))) files.set(path, bytes);
  }
  for (const { path, bytes } of writer.partials()) files.set(path, bytes);
  return { files, root: writer.root() };
}

/** Full and partial tiles on three levels. */
const SIZE = 66_000;
const { files: whole, root } = write(SIZE);

const check = (
  files: ReadonlyMap<string, Uint8Array>,
  more: Partial<Parameters<typeof fsck>[0]> = {},
): Promise<FsckReport> =>
  fsck({ size: SIZE, root, hash: QUICK, read: (path) => files.get(path), ...more });

const told = ({ findings }: FsckReport): readonly string[] =>
  findings.map(({ path, problem }) => `${path} ${problem}`);

const flip = (bytes: Uint8Array | undefined, at: number): Uint8Array =>
  (bytes ?? new Uint8Array()).map((byte, index) => (index === at ? byte ^ 1 : byte));

const changed = (path: string, at: number): ReadonlyMap<string, Uint8Array> =>
  new Map(whole).set(path, flip(whole.get(path), at));

function without(...paths: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const files = new Map(whole);
  for (const path of paths) expect(files.delete(path)).toBe(true);
  return files;
}

describe("the full check of a log", () => {
  it("finds nothing in a log that is whole, and visits every entry", async () => {
    const indexes: number[] = [];
    const report = await check(whole, {
      rootsOf: new Set([0, 1, 300, SIZE, SIZE + 1]),
      visit(entry, index) {
        if (equalBytes(entry, entryOf(index))) indexes.push(index);
      },
    });
    expect(report.findings).toEqual([]);
    expect(report.entries).toBe(SIZE);
    expect(report.root).toEqual(root);
    expect([...report.roots]).toEqual([0, 1, 300, SIZE].map((size) => [size, write(size).root]));
    expect(indexes).toEqual(Array.from({ length: SIZE }, (_, index) => index));
  });

  it("is over SHA-256 unless said otherwise, of files that come when they come", async () => {
    const { files, root } = write(300, entryOf, SHA256_TREE);
    expect(root).toEqual(merkleRoot(Array.from({ length: 300 }, (_, index) => entryOf(index))));
    const read = (path: string) => Promise.resolve(files.get(path));
    const report = await fsck({ size: 300, root, read });
    expect(report).toEqual({ findings: [], entries: 300, root, roots: new Map() });
  });

  it("reads just the files that the size has", async () => {
    const asked = new Set<string>();
    await check(whole, {
      read(path) {
        asked.add(path);
        return whole.get(path);
      },
    });
    expect(asked).toEqual(new Set([...tilesOf(SIZE)].map(tilePath)));
  });

  it.each([
    "tile/entries/000",
    "tile/entries/100",
    "tile/entries/256",
    "tile/entries/257.p/208",
    "tile/0/000",
    "tile/0/256",
    "tile/0/257.p/208",
    "tile/1/000",
    "tile/1/001.p/1",
    "tile/2/000.p/1",
  ])("tells that %s is altered, and that nothing else is", async (path) => {
    const report = await check(changed(path, 5));
    expect(told(report)).toEqual([`${path} wrong`]);
    expect(report.root).toEqual(root);
  });

  it.each(["tile/entries/100", "tile/0/100", "tile/entries/257.p/208", "tile/1/000"])(
    "tells that %s is missing, or cut, and goes on without it",
    async (path) => {
      expect(told(await check(without(path)))).toEqual([`${path} missing`]);
      const cut = new Map(whole).set(path, whole.get(path)?.slice(1) ?? new Uint8Array());
      expect(told(await check(cut))).toEqual([`${path} unreadable`]);
    },
  );

  it("goes on without entries and their hashes where a tile above stands for them", async () => {
    const report = await check(without("tile/entries/100", "tile/0/100"));
    expect(told(report)).toEqual(["tile/entries/100 missing", "tile/0/100 missing"]);
    expect(report.root).toEqual(root);
    expect(report.entries).toBe(SIZE - 256);
  });

  it("has no root where the last entries are lost", async () => {
    const report = await check(without("tile/entries/257.p/208", "tile/0/257.p/208"));
    expect(told(report)).toEqual([
      "tile/entries/257.p/208 missing",
      "tile/0/257.p/208 missing",
      "checkpoint wrong",
    ]);
    expect(report.root).toBeUndefined();
  });

  it("tells of another root", async () => {
    const report = await check(whole, { root: flip(root, 0) });
    expect(told(report)).toEqual(["checkpoint wrong"]);
  });

  it("sees a rewritten entry under all hashes that were rewritten with it", async () => {
    const { files: forged } = write(SIZE, (index) => entryOf(index === 70 ? 71 : index));
    expect(told(await check(forged))).toEqual(["checkpoint wrong"]);
    // With some of the old tiles left, these and the root are at odds with the entries.
    const old = whole.get("tile/1/000") ?? new Uint8Array();
    const report = await check(new Map(forged).set("tile/1/000", old));
    expect(told(report)).toEqual(["tile/1/000 wrong", "checkpoint wrong"]);
  });

  it("does not visit an entry that is not the log's", async () => {
    const bundle = Array.from({ length: 256 }, (_, at) => entryOf(25_600 + at));
    const altered = encodeBundle(bundle.with(7, Uint8Array.of(1, 2, 3)));
    let visited = 0;
    const report = await check(new Map(whole).set("tile/entries/100", altered), {
      visit(entry) {
        if (entry.length === 4) visited += 1;
      },
    });
    expect(told(report)).toEqual(["tile/entries/100 wrong"]);
    expect(visited).toBe(SIZE - 256);
  });

  it("knows the empty log", async () => {
    const report = await fsck({ size: 0, root: merkleRoot([]), read: () => undefined });
    expect(report).toEqual({
      findings: [],
      entries: 0,
      root: merkleRoot([]),
      roots: new Map(),
    });
    const other = await fsck({ size: 0, root: leafHash(root), read: () => undefined });
    expect(told(other)).toEqual(["checkpoint wrong"]);
  });
});

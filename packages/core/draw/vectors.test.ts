import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { rollRoot } from "../log/roll-root.ts";
import { encode, fromHex, macUnder, tagHash, toHex, u16be, u32be, utf8 } from "./encoding.ts";
import {
  commitSet,
  contributionCommitment,
  drawSeed,
  freezeHash,
  policyHash,
  rowCommitment,
} from "./hashes.ts";
import { drawOf } from "./lots.ts";

/** Made from docs/specification.md by `make-vectors.py`, which shares no code with the product. */
interface Vectors {
  readonly encode: readonly { tag: string; parts: string[]; hex: string }[];
  readonly rules: { source: string; hash: string };
  readonly run: string;
  readonly rows: readonly {
    pid: string;
    secret: string;
    fields: [string, string][];
    row: string;
  }[];
  readonly rollRoot: string;
  readonly freeze: string;
  readonly draws: readonly {
    contributions: readonly { id: string; secret: string; commitment: string }[];
    commitSet: string;
    dice: string;
    beacon: string;
    seed: string;
    lots: readonly { draw: string; pid: string; group: string | null; lot: string }[];
  }[];
}

const vectors = JSON.parse(
  readFileSync(new URL("vectors.json", import.meta.url), "utf8"),
) as Vectors;
const { run, rows, freeze } = vectors;

describe("the vectors of the specification", () => {
  test("encoding, composed and decomposed characters alike", () => {
    for (const { tag, parts, hex } of vectors.encode) {
      expect(toHex(encode(tag, ...parts))).toBe(hex);
    }
  });

  test("policy file", () => {
    expect(policyHash(vectors.rules.source)).toBe(vectors.rules.hash);
  });

  test("rows, roll and freeze", () => {
    for (const { pid, secret, fields, row } of rows) {
      const named = fields.map(([name, value]) => ({ name, value }));
      expect(rowCommitment(run, pid, named, fromHex(secret, 32))).toBe(row);
    }
    expect(rollRoot(rows)).toBe(vectors.rollRoot);
    expect(freezeHash(run, vectors.rules.hash, rows.length, vectors.rollRoot)).toBe(freeze);
  });

  test.each(vectors.draws)("commitments, seed and lots of $contributions.length", (draw) => {
    for (const { id, secret, commitment } of draw.contributions) {
      expect(contributionCommitment(run, freeze, id, secret)).toBe(commitment);
    }
    expect(commitSet(freeze, draw.contributions)).toBe(draw.commitSet);
    expect(drawSeed({ run, freeze, ...draw })).toBe(draw.seed);
    for (const { draw: code, pid, group, lot } of draw.lots) {
      expect(drawOf(draw.seed, run, code, [{ pid, group }])).toEqual({ [pid]: lot });
    }
  });
});

describe("what is refused", () => {
  const [lone, four] = vectors.draws;
  if (lone === undefined || four === undefined) throw new Error("two draws are expected");

  it("a secret that was not committed to", () => {
    const [platform] = lone.contributions;
    if (platform === undefined) throw new Error("a contributor is expected");
    const contributions = [{ ...platform, secret: "00".repeat(32) }];
    expect(() => drawSeed({ run, freeze, ...lone, contributions })).toThrow(
      'the secret of "platform" is not the one committed to',
    );
  });

  it("a contributor who walked away, or came late", () => {
    const contributions = four.contributions.slice(1);
    expect(() => drawSeed({ run, freeze, ...four, contributions })).toThrow("not those of");
  });

  it("contributors out of order, twice, or none", () => {
    expect(() => commitSet(freeze, four.contributions.toReversed())).toThrow("strict order");
    expect(() => commitSet(freeze, [...lone.contributions, ...lone.contributions])).toThrow(
      "strict order",
    );
    expect(() => commitSet(freeze, [])).toThrow("needs a contributor");
  });

  it("hex of another length or in capitals", () => {
    const secret = new Uint8Array(32);
    expect(() => rowCommitment(run, "ab", [], secret)).toThrow("not 16 bytes");
    expect(() => rowCommitment(run, "AB".repeat(16), [], secret)).toThrow("not 16 bytes");
    expect(() => rowCommitment(run, "ab".repeat(16), [], secret.slice(1))).toThrow("32 bytes");
    expect(() => freezeHash(run, "00", 1, vectors.rollRoot)).toThrow("not 32 bytes");
    expect(() => drawOf(lone.seed, run, "*", [{ pid: "ab".repeat(16), group: "twins" }])).toThrow(
      "not 16 bytes",
    );
  });

  it("half a surrogate pair, and numbers that do not fit their bytes", () => {
    expect(() => utf8("\ud800")).toThrow("surrogate");
    expect(() => u16be(65_536)).toThrow("two bytes");
    expect(() => u16be(-1)).toThrow("two bytes");
    expect(() => u32be(2 ** 32)).toThrow("four bytes");
    expect(() => u32be(0.5)).toThrow("four bytes");
  });
});

describe("drawOf", () => {
  const seed = "5e".repeat(32);
  const pids = Array.from({ length: 500 }, (_, index) =>
    toHex(tagHash("pid", u32be(index)).slice(0, 16)),
  );
  const alone = pids.map((pid) => ({ pid, group: null }));

  it("gives siblings of one group one lot, and everybody else another", () => {
    const group = "ee".repeat(16);
    const lots = drawOf(seed, run, "*", [
      { pid: "aa".repeat(16), group },
      { pid: "bb".repeat(16), group },
      ...alone,
    ]);
    expect(lots["aa".repeat(16)]).toBe(lots["bb".repeat(16)]);
    expect(new Set(Object.values(lots)).size).toBe(alone.length + 1);
  });

  it("gives the same lot whoever else draws and in whatever order", () => {
    const forwards = drawOf(seed, run, "*", alone);
    expect(drawOf(seed, run, "*", alone.toReversed())).toEqual(forwards);
    expect(drawOf(seed, run, "*", alone.slice(3, 4))).toEqual({
      [pids[3] ?? ""]: forwards[pids[3] ?? ""],
    });
  });

  it("draws afresh for each school, run and seed", () => {
    const lots = [
      drawOf(seed, run, "*", alone),
      drawOf(seed, run, "a", alone),
      drawOf(seed, `${run}0`, "*", alone),
      drawOf("5f".repeat(32), run, "*", alone),
    ];
    expect(new Set(lots.flatMap((draw) => Object.values(draw))).size).toBe(4 * alone.length);
  });
});

test("one key serves many messages", () => {
  const mac = macUnder(new Uint8Array(32));
  const first = toHex(mac("t", "x"));
  expect(toHex(mac("t", "y"))).not.toBe(first);
  expect(toHex(mac("t", "x"))).toBe(first);
});

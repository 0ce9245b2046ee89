import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { encode, fromHex, toHex } from "./encoding.ts";
import {
  commitSet,
  contributionCommitment,
  drawSeed,
  freezeHash,
  policyHash,
  rollRoot,
  rowCommitment,
} from "./hashes.ts";
import { drawOf } from "./lots.ts";

/** Made by an independent program from docs/specification.md alone. */
interface Vectors {
  readonly encode: readonly { tag: string; parts: string[]; hex: string }[];
  readonly rules: { source: string; hash: string };
  readonly run: string;
  readonly rows: readonly { pid: string; secret: string; fields: [string, string][]; row: string }[];
  readonly rollRoot: string;
  readonly freeze: string;
  readonly contributors: readonly { id: string; secret: string; commitment: string }[];
  readonly commitSet: string;
  readonly dice: string;
  readonly seed: string;
  readonly lots: readonly { draw: string; pid: string; group: string | null; lot: string }[];
}

const vectors = JSON.parse(
  readFileSync(new URL("vectors.json", import.meta.url), "utf8"),
) as Vectors;
const { run, rows, freeze, contributors } = vectors;

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
    expect(rowCommitment(run, pid, named, fromHex(secret))).toBe(row);
  }
  const root = rollRoot(rows);
  expect(root).toBe(vectors.rollRoot);
  expect(freezeHash(run, vectors.rules.hash, rows.length, root)).toBe(freeze);
});

test("a roll out of order, or with one child twice, has no root", () => {
  const [first, second] = rows;
  if (!first || !second) throw new Error("too few rows");
  expect(() => rollRoot([second, first])).toThrow("strict order");
  expect(() => rollRoot([first, first])).toThrow("strict order");
});

test("commitments, seed and lots", () => {
  for (const { id, secret, commitment } of contributors) {
    expect(contributionCommitment(run, freeze, id, secret)).toBe(commitment);
  }
  expect(commitSet(freeze, contributors)).toBe(vectors.commitSet);
  const seed = drawSeed({
    run,
    freeze,
    commitSet: vectors.commitSet,
    dice: vectors.dice,
    beacon: "",
    secrets: contributors.map(({ secret }) => secret),
  });
  expect(seed).toBe(vectors.seed);
  for (const { draw, pid, group, lot } of vectors.lots) {
    expect(drawOf(seed, run, draw, [{ pid, group }])).toEqual({ [pid]: lot });
  }
});

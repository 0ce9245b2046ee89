import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { entryText, readEntry } from "../log/entries.ts";
import { merkleRoot } from "../log/merkle.ts";
import { rollRoot } from "../log/roll-root.ts";
import { auditSample } from "./audit.ts";
import type { CeremonyPlan } from "./ceremony-state.ts";
import { publicKeys } from "./contributor-keys.ts";
import { encode, fromHex, macUnder, tagHash, toHex, u16be, u32be, utf8 } from "./encoding.ts";
import { checkShare, deal, openBox, recoverSecret } from "./escrow.ts";
import {
  commitSet,
  contributionCommitment,
  drawSeed,
  freezeHash,
  policyHash,
  rowCommitment,
} from "./hashes.ts";
import { drawOf, holderLines, holdersHash, lotHolders } from "./lots.ts";
import { rehearse, valueOf } from "./testing/rehearsal.ts";

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
  readonly ceremony: {
    /** `plan.json`, to the byte. */
    plan: string;
    contributors: readonly {
      id: string;
      signing: string;
      opening: string;
      key: string;
      box: string;
    }[];
    /** `shares` by receiver; `random` is what the dealer drew, in the order in which it did. */
    deals: readonly {
      id: string;
      r: string;
      c: string;
      a: readonly string[];
      shares: Readonly<Record<string, string>>;
      boxes: Readonly<Record<string, string>>;
      random: string;
    }[];
    /** All entries of the run, to the byte. */
    entries: readonly string[];
    logRoot: string;
    lots: readonly { pid: string; lot: string }[];
    audit: readonly string[];
    /** The texts that the hashes of the outcome are over. */
    outcome: Readonly<Record<"cutoffs" | "full" | "placements", string>>;
  };
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

describe("the ceremony of the vectors", () => {
  const { ceremony } = vectors;
  const plan = JSON.parse(ceremony.plan) as CeremonyPlan & { readonly audit: number };
  const entries = ceremony.entries.map((text) => valueOf(readEntry(JSON.parse(text))));
  const entryOf = <T extends string>(t: T) => {
    const found = entries.find((entry) => entry.t === t);
    if (found === undefined) throw new Error(`an entry ${t} is expected`);
    return found as Extract<typeof found, { readonly t: T }>;
  };

  test("keys, shares, points, boxes, and the secret rebuilt", () => {
    for (const { signing, opening, key, box } of ceremony.contributors) {
      expect(publicKeys({ signing, opening })).toEqual({ key, box });
    }
    for (const { id, r, c, a, shares, boxes, random } of ceremony.deals) {
      const dealt = deal({
        run,
        freeze,
        id,
        contributors: ceremony.contributors,
        threshold: plan.threshold,
        random: reading(random),
      });
      expect(dealt).toEqual({ secret: r, c, a, boxes });
      const numbered = ceremony.contributors.flatMap(({ id: to, opening }, index) => {
        const share = shares[to];
        if (share === undefined) return [];
        const place = { run, freeze, from: id, to };
        expect(openBox(place, boxes[to] ?? "", opening)).toEqual({ ok: true, value: share });
        expect(checkShare(share, index + 1, a)).toBe(true);
        return [{ number: index + 1, share }];
      });
      expect(recoverSecret(plan.threshold, numbered)).toBe(r);
    }
  });

  test("every entry to the byte, made by the contributors' devices", () => {
    const { t: _t, run: _run, ...hashes } = entryOf("open");
    const { cutoffs, full, placements } = entryOf("outcome");
    const rehearsed = rehearse({
      plan,
      rows: rows.map(({ row }) => row),
      roll: vectors.rollRoot,
      holders: entryOf("freeze").holders,
      hashes,
      dice: entryOf("dice").dice,
      present: ["platform", "notary"],
      beacon: entryOf("beacon").sig,
      outcome: { cutoffs, full, placements },
      random: (name) => reading(randomOf(name)),
    });
    const { entries: made } = rehearsed;
    expect(made.map(entryText)).toEqual(ceremony.entries);
    expect(toHex(merkleRoot(made.map((entry) => utf8(entryText(entry)))))).toBe(ceremony.logRoot);
  });

  /** What the devices of the vectors draw: two keys, and what they need to deal. */
  function randomOf(name: string): string {
    const keys = ceremony.contributors.find(({ id }) => id === name);
    if (keys !== undefined) return keys.signing + keys.opening;
    return ceremony.deals.find(({ id }) => `${id} deals` === name)?.random ?? "";
  }

  test("plan, outcome, lots and audit sample", () => {
    expect(toHex(tagHash("xadm/v1/plan", ceremony.plan))).toBe(entryOf("open").plan);
    const { cutoffs, full, placements } = ceremony.outcome;
    expect(entryOf("outcome")).toMatchObject({
      cutoffs: toHex(tagHash("xadm/v1/cutoffs", cutoffs)),
      full: toHex(tagHash("xadm/v1/outcome", full)),
      placements: toHex(tagHash("xadm/v1/placements", placements)),
    });
    const { seed } = entryOf("seed");
    const groupOf = ({ fields }: (typeof rows)[number]): string | null =>
      fields.find(([name]) => name === "lot-group")?.[1] || null;
    const holders = lotHolders(rows.map((row) => ({ pid: row.pid, group: groupOf(row) })));
    expect(holdersHash(holderLines(holders))).toBe(entryOf("freeze").holders);
    expect(drawOf(seed, run, "*", holders)).toEqual(
      Object.fromEntries(ceremony.lots.map(({ pid, lot }) => [pid, lot])),
    );
    const pids = rows.map(({ pid }) => pid);
    expect(auditSample(seed, run, pids, plan.audit)).toEqual(ceremony.audit);
    expect(auditSample(seed, run, pids.toReversed(), plan.audit)).toEqual(ceremony.audit);
    expect(auditSample(seed, run, pids, 299)).toHaveLength(pids.length);
  });
});

/** Hands out these bytes, in their order, and no more. */
function reading(hex: string): (bytes: number) => Uint8Array {
  let at = 0;
  return (bytes) => {
    at += 2 * bytes;
    return fromHex(hex.slice(at - 2 * bytes, at), bytes);
  };
}

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

describe("lotHolders", () => {
  const [pid, brother, other] = ["aa", "bb", "cc"].map((byte) => byte.repeat(16));
  const group = "ee".repeat(16);
  if (pid === undefined || brother === undefined || other === undefined) throw new Error("pids");

  it("shares a lot among those of a group who are on the roll, from two on", () => {
    const pair = [
      { pid, group },
      { pid: brother, group },
      { pid: other, group: "dd".repeat(16) },
    ];
    expect(lotHolders(pair)).toEqual([
      { pid, group },
      { pid: brother, group },
      { pid: other, group: null },
    ]);
    expect(lotHolders(pair.slice(1))).toEqual([
      { pid: brother, group: null },
      { pid: other, group: null },
    ]);
  });

  it("lets no group have the id of a child", () => {
    expect(() =>
      lotHolders([
        { pid, group: other },
        { pid: brother, group: other },
        { pid: other, group: null },
      ]),
    ).toThrow("also the id of a group");
  });
});

test("one key serves many messages", () => {
  const mac = macUnder(new Uint8Array(32));
  const first = toHex(mac("t", "x"));
  expect(toHex(mac("t", "y"))).not.toBe(first);
  expect(toHex(mac("t", "x"))).toBe(first);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntryOf, EntryType, LogEntry } from "../log/entries.ts";
import { isSignedBy, publicKeys, signEntry } from "./contributor-keys.ts";
import type { CeremonyState } from "./ceremony-state.ts";
import { commitOf, judgementOf, newCeremony, recoveredSecretOf, seedOf } from "./ceremony-state.ts";
import { foldEntry } from "./ceremony.ts";
import { toHex } from "./encoding.ts";
import { deal } from "./escrow.ts";
import { commitSet } from "./hashes.ts";
import { nextSteps } from "./next-steps.ts";
import type { Cast, Rehearsal } from "./testing/rehearsal.ts";
import { castOf, invented, rehearse, valueOf } from "./testing/rehearsal.ts";

const ROUND = {
  plan: 1000,
  sig: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
};
const hash = "ab".repeat(32);

const cast = castOf(3);
const whole = rehearse(cast);
const { run } = cast.plan;
const [FIRST = "", SECOND = "", THIRD = ""] = cast.plan.contributors;

/** The first entry of a type in a rehearsed run. */
function entryOf<T extends EntryType>(t: T, from: Rehearsal = whole): EntryOf<T> & LogEntry {
  const found = from.entries.find((entry): entry is EntryOf<T> & LogEntry => entry.t === t);
  if (found === undefined) throw new Error(`no ${t} in this rehearsal`);
  return found;
}

/** The state before the first entry of a type. */
function before(
  t: EntryType,
  from: Rehearsal = whole,
  plan: Cast["plan"] = cast.plan,
): CeremonyState {
  const at = from.entries.findIndex((entry) => entry.t === t);
  return from.entries
    .slice(0, at)
    .reduce<CeremonyState>(
      (state, entry, index) => valueOf(foldEntry(state, entry, index)),
      newCeremony(plan),
    );
}

const codeOf = (state: CeremonyState, entry: LogEntry): string => {
  const folded = foldEntry(state, entry, 99);
  return folded.ok ? "ok" : folded.error.code;
};

const secretsOf = (id: string, from: Rehearsal = whole) => {
  const device = from.devices.get(id);
  if (device === undefined) throw new Error(`no device of ${id}`);
  return device.secrets;
};

const freeze = entryOf("freeze").freeze;

describe("a run in order", () => {
  it("is folded to the end, and nothing is awaited then", () => {
    const kinds = whole.state.past.map(({ entry }) => entry.t);
    const runs = kinds.filter((t, index) => t !== kinds[index - 1]);
    expect(runs.map((t) => `${kinds.filter((each) => each === t).length} ${t}`)).toEqual([
      "1 open",
      "3 contributor",
      "1 freeze",
      "3 commit",
      "6 share",
      "1 cset",
      "1 dice",
      "3 reveal",
      "1 seed",
      "1 outcome",
      "1 announce",
    ]);
    expect(nextSteps(whole.state)).toEqual([]);
    // Rows are passed over, but count among the places.
    expect(whole.state.past.find(({ entry }) => entry.t === "freeze")?.index).toBe(11);
  });

  it("is plain JSON at every moment", () => {
    const state = before("cset");
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it("needs nobody but the platform where it is alone", () => {
    const alone = rehearse(castOf(1));
    expect(nextSteps(alone.state)).toEqual([]);
    expect(alone.entries.some(({ t }) => t === "share")).toBe(false);
  });

  it("gives the same seed whoever stays away, as long as a threshold is left", () => {
    for (const size of [3, 5]) {
      const full = castOf(size);
      const seed = entryOf("seed", rehearse(full)).seed;
      const { contributors, threshold } = full.plan;
      for (const shift of [0, 1]) {
        const present = contributors.slice(shift).slice(0, threshold);
        const some = rehearse({ ...full, present });
        expect(entryOf("seed", some).seed).toBe(seed);
        expect(some.entries.filter(({ t }) => t === "recover")).toHaveLength(size - threshold);
      }
    }
  });
});

describe("the place of an entry", () => {
  /** By type, where it may stand: one sample entry tried after every step. */
  const ORDER = ["open", "freeze", "cset", "dice", "seed", "outcome", "announce"] as const;
  const samples: readonly (readonly [LogEntry, readonly string[]])[] = [
    // Before open, after open, after freeze, after cset, after dice, after seed, after outcome, at the end.
    [entryOf("open"), ["ok", "late", "late", "late", "late", "late", "late", "late"]],
    [entryOf("app"), ["early", "ok", "ok", "ok", "ok", "ok", "ok", "ok"]],
    [entryOf("contributor"), ["early", "ok", "late", "late", "late", "late", "late", "late"]],
    [entryOf("freeze"), ["early", "-", "late", "late", "late", "late", "late", "late"]],
    [entryOf("commit"), ["early", "early", "ok", "late", "late", "late", "late", "late"]],
    [entryOf("share"), ["early", "early", "-", "late", "late", "late", "late", "late"]],
    [entryOf("cset"), ["early", "early", "-", "late", "late", "late", "late", "late"]],
    [entryOf("dice"), ["early", "early", "early", "ok", "late", "late", "late", "late"]],
    [entryOf("reveal"), ["early", "early", "early", "early", "ok", "late", "late", "late"]],
    [
      { t: "opened-share", run, id: FIRST, of: SECOND, share: hash, sig: "00".repeat(64) },
      ["early", "early", "early", "early", "-", "late", "late", "late"],
    ],
    [
      { t: "recover", run, id: FIRST, r: hash },
      ["early", "early", "early", "early", "-", "late", "late", "late"],
    ],
    [
      { t: "beacon", run, round: 1000, sig: ROUND.sig },
      ["early", "early", "early", "early", "-", "late", "late", "late"],
    ],
    [entryOf("seed"), ["early", "early", "early", "early", "-", "late", "late", "late"]],
    [entryOf("outcome"), ["early", "early", "early", "early", "early", "ok", "late", "late"]],
    [entryOf("announce"), ["early", "early", "early", "early", "early", "early", "ok", "late"]],
    [
      { t: "void", run, by: ["a", "b"], reason: "x" },
      ["early", "ok", "ok", "ok", "ok", "ok", "ok", "ok"],
    ],
  ];
  const states = [newCeremony(cast.plan), ...ORDER.map((t) => rehearse(cast, t).state)];
  const short = (code: string): string =>
    ({ ok: "ok", "ceremony.too-early": "early", "ceremony.too-late": "late" })[code] ?? "-";

  it.each(samples)("$t is where it belongs", (entry, expected) => {
    expect(states.map((state) => short(codeOf(state, entry)))).toEqual(expected);
  });

  it("is in its own run", () => {
    expect(
      codeOf(states[0] ?? newCeremony(cast.plan), { ...entryOf("open"), run: `${run}0` }),
    ).toBe("ceremony.other-run");
  });

  it("is nowhere once the run is void, but for rows and further voiding", () => {
    const voiding: LogEntry = {
      t: "void",
      run,
      by: ["a", "b"],
      reason: "a die fell off the table",
    };
    const state = valueOf(foldEntry(before("reveal"), voiding, 50));
    expect(codeOf(state, entryOf("reveal"))).toBe("ceremony.voided");
    expect(codeOf(state, voiding)).toBe("ok");
    expect(codeOf(state, entryOf("app"))).toBe("ok");
    expect(nextSteps(state)).toEqual([]);
  });

  it("is where it was, whatever entry is left out, repeated or moved", () => {
    const folds = (entries: readonly LogEntry[]): boolean => {
      let state = newCeremony(cast.plan);
      return entries.every((entry, index) => {
        const folded = foldEntry(state, entry, index);
        if (folded.ok) state = folded.value;
        return folded.ok;
      });
    };
    const indices = fc.integer({ min: 0, max: whole.entries.length - 1 });
    const { entries } = whole;
    fc.assert(
      fc.property(indices, indices, (from, to) => {
        const moved = entries.toSpliced(from, 1);
        const entry = entries[from];
        if (entry === undefined || entry.t === "app") return;
        // The last entry may be missing; all others are needed by a later one.
        expect(folds(moved)).toBe(entry.t === "announce");
        expect(folds(entries.toSpliced(to, 0, entry))).toBe(false);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});

describe("contributors", () => {
  const state = rehearse(cast, "open").state;
  const own = entryOf("contributor");

  it("are those of the plan, each once", () => {
    expect(codeOf(state, { ...own, id: "stranger" })).toBe("ceremony.unknown-contributor");
    expect(codeOf(state, { ...own, id: "constructor" })).toBe("ceremony.unknown-contributor");
    expect(codeOf(valueOf(foldEntry(state, own, 1)), own)).toBe("ceremony.twice");
  });

  it("have good keys of their own", () => {
    // The identity, a point of order 8, and no point at all.
    for (const key of [
      `01${"00".repeat(31)}`,
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      `02${"00".repeat(31)}`,
      "ff".repeat(32),
    ]) {
      expect(codeOf(state, { ...own, key })).toBe("ceremony.weak-key");
    }
    expect(codeOf(state, { ...own, box: "00".repeat(32) })).toBe("ceremony.weak-key");
    const other = publicKeys({ signing: "22".repeat(32), opening: "33".repeat(32) });
    const next = valueOf(foldEntry(state, own, 1));
    expect(codeOf(next, { ...own, ...other, id: SECOND })).toBe("ok");
    expect(codeOf(next, { ...own, ...other, key: own.key, id: SECOND })).toBe(
      "ceremony.shared-key",
    );
    expect(codeOf(next, { ...own, ...other, box: own.box, id: SECOND })).toBe(
      "ceremony.shared-key",
    );
  });
});

describe("the freeze", () => {
  it("needs all contributors' keys", () => {
    const state = valueOf(foldEntry(rehearse(cast, "open").state, entryOf("contributor"), 1));
    expect(codeOf(state, entryOf("freeze"))).toBe("ceremony.contributors-missing");
    expect(nextSteps(state)).toEqual([{ t: "contributor", from: [SECOND, THIRD] }]);
  });

  it("binds rules, roll and number of rows, and counts them", () => {
    const state = before("freeze");
    const frozen = entryOf("freeze");
    expect(nextSteps(state)).toEqual([{ t: "freeze", from: [] }]);
    expect(codeOf(state, { ...frozen, roll: hash })).toBe("ceremony.value");
    expect(codeOf(state, { ...frozen, freeze: hash })).toBe("ceremony.value");
    expect(codeOf(state, { ...frozen, n: 8, counts: { other: 8 } })).toBe("ceremony.value");
    expect(codeOf(state, { ...frozen, n: 8 })).toBe("ceremony.counts");
    expect(codeOf(state, { ...frozen, counts: { A1: 7 } })).toBe("ok");
    expect(codeOf(state, { ...frozen, counts: { A1: 5, other: 2 } })).toBe("ceremony.counts");
    expect(codeOf(state, { ...frozen, counts: { A1: 2, other: 5 } })).toBe("ceremony.counts");
    const few = rehearse(castOf(3, { rows: cast.rows.slice(0, 3) }), "freeze");
    expect(entryOf("freeze", few).counts).toEqual({ other: 3 });
    expect(codeOf(before("freeze", few), { ...entryOf("freeze", few), counts: { A1: 3 } })).toBe(
      "ceremony.counts",
    );
  });
});

describe("commitments", () => {
  const state = before("commit");
  const commit = entryOf("commit");
  const signed = (changes: Partial<EntryOf<"commit">>): LogEntry => {
    const { sig: _, ...rest } = { ...commit, ...changes };
    return signEntry(freeze, rest, secretsOf(commit.id).signing);
  };

  it("are awaited from all, and no word on shares before", () => {
    expect(nextSteps(state)).toEqual([{ t: "commit", from: [FIRST, SECOND, THIRD] }]);
  });

  it("have as many good points as the threshold, and a box for every other one", () => {
    const [a0 = "", a1 = ""] = commit.a;
    expect(codeOf(state, signed({}))).toBe("ok");
    expect(codeOf(state, signed({ a: [a0] }))).toBe("ceremony.points");
    expect(codeOf(state, signed({ a: [a0, a1, a1] }))).toBe("ceremony.points");
    expect(codeOf(state, signed({ a: [a0, "01".padEnd(64, "0")] }))).toBe("ceremony.points");
    const box = "00".repeat(80);
    expect(codeOf(state, signed({ boxes: { [SECOND]: box } }))).toBe("ceremony.boxes");
    expect(codeOf(state, signed({ boxes: { ...commit.boxes, [FIRST]: box } }))).toBe(
      "ceremony.boxes",
    );
    expect(codeOf(state, signed({ boxes: { [SECOND]: box, stranger: box } }))).toBe(
      "ceremony.boxes",
    );
    expect(codeOf(state, { ...commit, id: "stranger" })).toBe("ceremony.unknown-contributor");
  });

  it("are signed, every part of them", () => {
    const [a0 = "", a1 = ""] = commit.a;
    const [b1 = "", b2 = ""] = [commit.boxes[SECOND], commit.boxes[THIRD]];
    for (const changes of [
      { c: hash },
      { a: [a1, a0] },
      { boxes: { [SECOND]: b2, [THIRD]: b1 } },
      { sig: `${commit.sig.slice(0, -2)}00` },
    ]) {
      expect(codeOf(state, { ...commit, ...changes })).toBe("ceremony.signature");
    }
    const other = rehearse(castOf(3, { roll: hash }));
    expect(codeOf(state, entryOf("commit", other))).toBe("ceremony.signature");
  });

  it("may be replaced by others before the set is closed, but not under the same c", () => {
    const first = valueOf(foldEntry(state, commit, 20));
    expect(codeOf(first, commit)).toBe("ceremony.twice");
    expect(codeOf(first, signed({ a: commit.a.toReversed() }))).toBe("ceremony.twice");
    const anew = signed({ c: hash });
    expect(commitOf(valueOf(foldEntry(first, anew, 21)), FIRST)?.c).toBe(hash);
  });
});

describe("shares", () => {
  const state = before("share");
  const share = entryOf("share");
  const signed = (changes: Partial<EntryOf<"share">>): LogEntry => {
    const { sig: _, ...rest } = { ...share, ...changes };
    return signEntry(freeze, rest, secretsOf(rest.id).signing);
  };

  it("are judged by their receiver, by what it says last of this commitment", () => {
    expect(codeOf(state, share)).toBe("ok");
    expect(codeOf(state, { ...share, ok: 0 })).toBe("ceremony.signature");
    expect(codeOf(state, { ...share, c: hash })).toBe("ceremony.no-such-share");
    expect(codeOf(state, signed({ c: hash }))).toBe("ceremony.no-such-share");
    const own = commitOf(state, share.id)?.c ?? "";
    expect(codeOf(state, signed({ from: share.id, c: own }))).toBe("ceremony.no-such-share");
    expect(codeOf(state, { ...share, from: "stranger" })).toBe("ceremony.unknown-contributor");
    const judged = valueOf(foldEntry(state, share, 30));
    expect(judgementOf(judged, share.id, share.from)).toBe(1);
    const doubted = valueOf(foldEntry(judged, signed({ ok: 0 }), 31));
    expect(judgementOf(doubted, share.id, share.from)).toBe(0);
  });

  it("keep the set open until each is found valid, and the complaint is answered", () => {
    const ready = before("cset");
    const closing = entryOf("cset");
    expect(nextSteps(ready)).toEqual([{ t: "cset", from: [] }]);
    const at = ready.past.findLastIndex(({ entry }) => entry.t === "share");
    const last = ready.past[at]?.entry;
    if (last?.t !== "share") throw new Error("a share is expected");
    const open = { ...ready, past: ready.past.toSpliced(at, 1) };
    expect(codeOf(open, closing)).toBe("ceremony.not-yet");
    expect(nextSteps(open)).toEqual([{ t: "share", from: [last.id] }]);

    const complaint = signEntry(
      freeze,
      { t: "share", run, id: last.id, from: last.from, c: last.c, ok: 0 },
      secretsOf(last.id).signing,
    );
    const doubted = valueOf(foldEntry(open, complaint, 40));
    expect(codeOf(doubted, closing)).toBe("ceremony.not-yet");
    expect(nextSteps(doubted)).toEqual([{ t: "commit", from: [last.from] }]);

    const { past } = doubted;
    const { sig: _, ...rest } = commitOf(doubted, last.from) ?? entryOf("commit");
    const anew = signEntry(freeze, { ...rest, c: hash }, secretsOf(last.from).signing);
    const dealt = valueOf(foldEntry(doubted, anew, past.length));
    // Everybody judges the new shares, also who found the old ones good.
    expect(nextSteps(dealt)).toEqual([
      { t: "share", from: cast.plan.contributors.filter((id) => id !== last.from) },
    ]);
    expect(codeOf(dealt, closing)).toBe("ceremony.not-yet");
  });
});

describe("the set of commitments", () => {
  it("is of all contributors in order, and of their last commitments", () => {
    const state = before("cset");
    const closing = entryOf("cset");
    expect(codeOf(state, { ...closing, ids: closing.ids.toReversed() })).toBe("ceremony.ids");
    expect(codeOf(state, { ...closing, ids: closing.ids.slice(1) })).toBe("ceremony.ids");
    expect(codeOf(state, { ...closing, ids: closing.ids.slice(0, -1) })).toBe("ceremony.ids");
    expect(codeOf(state, { ...closing, cset: hash })).toBe("ceremony.value");
    const without = commitSet(
      freeze,
      closing.ids.slice(1).map((id) => ({ id, commitment: commitOf(state, id)?.c ?? "" })),
    );
    expect(codeOf(state, { ...closing, cset: without })).toBe("ceremony.value");
  });
});

describe("the dice", () => {
  it("are thrown often enough", () => {
    const state = before("dice");
    expect(nextSteps(state)).toEqual([{ t: "dice", from: [] }]);
    expect(codeOf(state, { ...entryOf("dice"), dice: "1".repeat(38) })).toBe(
      "ceremony.too-few-throws",
    );
    expect(codeOf(state, { ...entryOf("dice"), dice: "1".repeat(39) })).toBe("ok");
  });
});

describe("secrets", () => {
  const state = before("reveal");
  const reveal = entryOf("reveal");
  const signedReveal = (r: string, id = reveal.id): LogEntry =>
    signEntry(freeze, { t: "reveal", run, id, r }, secretsOf(id).signing);

  it("are those committed to, shown once, by their owner", () => {
    expect(nextSteps(state)[0]).toEqual({ t: "reveal", from: [FIRST, SECOND, THIRD] });
    expect(codeOf(state, reveal)).toBe("ok");
    expect(codeOf(state, { ...reveal, id: SECOND })).toBe("ceremony.signature");
    expect(codeOf(state, signedReveal(hash))).toBe("ceremony.secret");
    expect(codeOf(state, signedReveal(reveal.r, SECOND))).toBe("ceremony.secret");
    expect(codeOf(valueOf(foldEntry(state, reveal, 50)), reveal)).toBe("ceremony.twice");
  });

  it("fit the first point too, so that what is revealed is what was shared", () => {
    // A commitment to one secret, with the shares of another.
    const contributors = cast.plan.contributors.map((id) => ({
      id,
      box: publicKeys(secretsOf(id)).box,
    }));
    const order = { run, freeze, id: FIRST, contributors, threshold: 2 };
    const [shown, shared] = ["shown", "shared"].map((name) =>
      deal({ ...order, random: invented(name) }),
    );
    if (shown === undefined || shared === undefined) throw new Error("two deals are expected");
    const lie = signEntry(
      freeze,
      { t: "commit", run, id: FIRST, c: shown.c, a: shared.a, boxes: shared.boxes },
      secretsOf(FIRST).signing,
    );
    const commits = before("share").past;
    const at = commits.findIndex(({ entry }) => entry.t === "commit" && entry.id === FIRST);
    const dice = whole.state.past.filter(({ entry }) => entry.t === "dice");
    const lied: CeremonyState = {
      plan: cast.plan,
      past: [...commits.with(at, { index: at, entry: lie }), ...dice],
    };
    expect(codeOf(lied, signedReveal(shown.secret))).toBe("ceremony.secret");
    expect(codeOf(lied, signedReveal(shared.secret))).toBe("ceremony.secret");
  });
});

describe("an absent contributor", () => {
  const some = rehearse(castOf(5, { present: ["member-1", "member-3", "member-4"] }));
  const plan = castOf(5).plan;
  const state = before("opened-share", some, plan);
  const opened = entryOf("opened-share", some);
  const recover = entryOf("recover", some);

  it("is replaced by a threshold of others, and only so", () => {
    expect(nextSteps(state)).toEqual([
      { t: "reveal", from: ["member-2", "member-5"] },
      {
        t: "opened-share",
        from: ["member-1", "member-3", "member-4", "member-5"],
        of: "member-2",
      },
      {
        t: "opened-share",
        from: ["member-1", "member-2", "member-3", "member-4"],
        of: "member-5",
      },
    ]);
    expect(codeOf(state, recover)).toBe("ceremony.not-yet");
    expect(seedOf(state).ok).toBe(false);
    const ready = before("recover", some, plan);
    expect(nextSteps(ready)).toContainEqual({ t: "recover", from: [], of: "member-2" });
    expect(codeOf(ready, { ...recover, r: hash })).toBe("ceremony.value");
    expect(codeOf(ready, recover)).toBe("ok");
    const after = valueOf(foldEntry(ready, recover, 60));
    expect(codeOf(after, recover)).toBe("ceremony.twice");
    expect(codeOf(after, opened)).toBe("ceremony.twice");
  });

  it("is replaced by nobody's invention: shares are checked against its points", () => {
    const signed = (changes: Partial<EntryOf<"opened-share">>): LogEntry => {
      const { sig: _, ...rest } = { ...opened, ...changes };
      return signEntry(entryOf("freeze", some).freeze, rest, secretsOf(rest.id, some).signing);
    };
    expect(codeOf(state, opened)).toBe("ok");
    expect(codeOf(state, signed({ share: "01".padEnd(64, "0") }))).toBe("ceremony.wrong-share");
    expect(codeOf(state, signed({ share: "ff".repeat(32) }))).toBe("ceremony.wrong-share");
    expect(codeOf(state, signed({ id: "member-3" }))).toBe("ceremony.wrong-share");
    expect(codeOf(state, signed({ of: "member-5" }))).toBe("ceremony.wrong-share");
    expect(codeOf(state, signed({ of: "member-1" }))).toBe("ceremony.twice");
    expect(codeOf(state, { ...opened, sig: "00".repeat(64) })).toBe("ceremony.signature");
    expect(codeOf(valueOf(foldEntry(state, opened, 60)), opened)).toBe("ceremony.twice");
  });

  it("cannot open a share to itself: nobody gave it one", () => {
    const lone = rehearse(castOf(1));
    const [id = ""] = castOf(1).plan.contributors;
    const own = signEntry(
      entryOf("freeze", lone).freeze,
      { t: "opened-share", run, id, of: id, share: entryOf("reveal", lone).r },
      secretsOf(id, lone).signing,
    );
    expect(codeOf(before("reveal", lone, castOf(1).plan), own)).toBe("ceremony.wrong-share");
  });

  it("who dealt falsely is found out, and the run is to be voided", () => {
    const ready = before("recover", some, plan);
    const past = ready.past.map(({ index, entry }) =>
      entry.t === "commit" && entry.id === "member-2"
        ? { index, entry: { ...entry, c: hash } }
        : { index, entry },
    );
    const lied = { ...ready, past };
    expect(recoveredSecretOf(lied, "member-2")).toMatchObject({
      ok: false,
      error: { code: "ceremony.secret" },
    });
    expect(nextSteps(lied)).toContainEqual({ t: "void", from: [], of: "member-2" });
  });
});

describe("the beacon", () => {
  const planned = castOf(3);
  const plan = { ...planned.plan, beacon: ROUND.plan };
  const lit = rehearse({ ...planned, plan, beacon: ROUND.sig });
  const state = before("beacon", lit, plan);
  const beacon = entryOf("beacon", lit);

  it("goes into the seed where the plan names a round", () => {
    expect(entryOf("seed", lit).seed).not.toBe(entryOf("seed").seed);
    expect(nextSteps(state)).toEqual([{ t: "beacon", from: [] }]);
    expect(codeOf(state, { t: "seed", run, seed: entryOf("seed", lit).seed })).toBe(
      "ceremony.not-yet",
    );
  });

  it("is that round and no other, signed by the beacon, once", () => {
    expect(codeOf(state, { ...beacon, round: 1001 })).toBe("ceremony.other-round");
    expect(codeOf(state, { ...beacon, sig: `${ROUND.sig.slice(0, -2)}3a` })).toBe(
      "ceremony.beacon",
    );
    expect(codeOf(valueOf(foldEntry(state, beacon, 70)), beacon)).toBe("ceremony.twice");
    expect(codeOf(before("seed"), beacon)).toBe("ceremony.other-round");
  });
});

describe("seed and outcome", () => {
  it("are what follows from all before", () => {
    expect(nextSteps(before("seed"))).toEqual([{ t: "seed", from: [] }]);
    expect(codeOf(before("seed"), { t: "seed", run, seed: hash })).toBe("ceremony.value");
    expect(
      codeOf(before("seed"), entryOf("seed", rehearse({ ...cast, dice: "1".repeat(39) }))),
    ).toBe("ceremony.value");
    const outcome = entryOf("outcome");
    expect(nextSteps(before("outcome"))).toEqual([{ t: "outcome", from: [] }]);
    expect(codeOf(before("outcome"), { ...outcome, build: hash })).toBe("ceremony.other-build");
    expect(codeOf(before("outcome"), { ...outcome, placed: 8 })).toBe("ceremony.placed");
    expect(nextSteps(before("announce"))).toEqual([{ t: "announce", from: [] }]);
  });
});

describe("signatures", () => {
  it("hold by their own key alone, and not for keys of small order", () => {
    const commit = entryOf("commit");
    const { key } = entryOf("contributor");
    expect(isSignedBy(freeze, commit, key)).toBe(true);
    expect(isSignedBy(hash, commit, key)).toBe(false);
    // Under the identity as key, R = S·B holds for every message.
    const identity = toHex(Uint8Array.from([1, ...Array.from({ length: 31 }, () => 0)]));
    const forged = { ...commit, sig: identity + "00".repeat(32) };
    expect(isSignedBy(freeze, forged, identity)).toBe(false);
  });
});

import { bytesToHex } from "@noble/hashes/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publicKeys } from "../draw/contributor-keys.ts";
import { utf8 } from "../draw/encoding.ts";
import { randomScalar } from "../draw/escrow.ts";
import { textOf } from "../log/bytes.ts";
import { parseSignedCheckpoint } from "../log/checkpoint.ts";
import type { EntryOf, EntryType, LogEntry } from "../log/entries.ts";
import { GrowingTree } from "../log/tree.ts";
import { withManifest } from "../season/publication.ts";
import { folderOf } from "./folder.ts";
import type { RunCheck } from "./report.ts";
import { RUN_CHECKS } from "./report.ts";
import { Chance } from "./testing/chance.ts";
import type { LogStep } from "./testing/sample-log.ts";
import { cosigned } from "./testing/sample-log.ts";
import type { Sample, SampleOptions, Tamper } from "./testing/sample-run.ts";
import { sampleRun } from "./testing/sample-run.ts";
import type { VerifyOptions } from "./verify-run.ts";
import { verifyRun } from "./verify-run.ts";

const OPTIONS: SampleOptions = { seed: "verify", children: 60 };

const verified = (
  { files, trustHash, room }: Pick<Sample, "files" | "trustHash" | "room">,
  options: VerifyOptions = {},
) =>
  verifyRun(folderOf(files), {
    trust: trustHash,
    ...(room === null ? {} : { rows: folderOf(room) }),
    ...options,
  });

async function failing(
  sample: Pick<Sample, "files" | "trustHash" | "room">,
  options: VerifyOptions = {},
): Promise<readonly RunCheck[]> {
  const { checks } = await verified(sample, options);
  return checks.filter(({ result }) => result === "fails").map(({ check }) => check);
}

/** What fails in the eyes of the public, where somebody cheats. */
const publicly = (tamper: Tamper, options: Partial<SampleOptions> = {}) =>
  failing({ ...sampleRun({ ...OPTIONS, ...options }, tamper), room: null });

/** What fails in the supervised room. */
const inTheRoom = (tamper: Tamper) => failing(sampleRun(OPTIONS, tamper));

/** Changes one file as text; the manifest follows. */
const file = (path: string, change: (text: string) => string): Tamper => ({
  files: (files) =>
    new Map([...files, [path, utf8(change(textOf(files.get(path) ?? utf8("")) ?? ""))]]),
});

const isOf = <T extends EntryType>(step: LogStep, t: T): step is LogStep & { entry: EntryOf<T> } =>
  !(step.entry instanceof Uint8Array) && step.entry.t === t;

/** Changes the entries of a type in the log; nothing else follows. */
const entries = <T extends EntryType>(
  t: T,
  change: (entry: EntryOf<T>) => LogEntry | Uint8Array,
): Tamper => ({
  steps: (steps) =>
    steps.map((step) => (isOf(step, t) ? { ...step, entry: change(step.entry) } : step)),
});

/** Puts steps behind the first entry of a type. */
const after = (t: EntryType, added: (step: LogStep) => readonly LogStep[]): Tamper => ({
  steps: (steps) => {
    const at = steps.findIndex((step) => isOf(step, t));
    const step = steps[at];
    if (step === undefined) throw new Error(`no ${t}`);
    return [...steps.slice(0, at + 1), ...added(step), ...steps.slice(at + 1)];
  },
});

const without = (t: EntryType): Tamper => ({
  steps: (steps) => {
    const at = steps.findIndex((step) => isOf(step, t));
    return steps.filter((_, index) => index !== at);
  },
});

const OTHER_HASH = "ab".repeat(32);

const HONEST = sampleRun(OPTIONS);

/** The same run with its checkpoint made anew. */
function withCheckpoint(make: (sample: Sample) => Uint8Array): Sample {
  const files = new Map([...HONEST.files, ["log/checkpoint", make(HONEST)] as const]);
  return { ...HONEST, files: withManifest(HONEST.run, files), room: null };
}

/** The root that the honest checkpoint has. */
function rootNow(): Uint8Array {
  const signed = parseSignedCheckpoint(
    textOf(HONEST.files.get("log/checkpoint") ?? utf8("")) ?? "",
  );
  if (!signed.ok) throw new Error(signed.error.message.en);
  return signed.value.checkpoint.root;
}

const NOW = 1_800_000_000;

describe("an honest run", () => {
  it("holds in every check, with all rows at hand", async () => {
    const report = await verified(HONEST);
    expect(report.checks.map(({ check }) => check)).toEqual(RUN_CHECKS);
    expect(report.checks.filter(({ result }) => result !== "holds")).toEqual([]);
    expect(report.verdict).toBe("holds");
    expect(report.notProved).toHaveLength(1);
  });

  it("gives evidence in both languages, with what was expected and found", async () => {
    const { checks } = await verified(HONEST);
    for (const { recomputed, message, expected, found } of checks) {
      for (const words of [recomputed.zh, recomputed.en, message.zh, message.en, expected, found]) {
        expect(words).not.toBe("");
      }
    }
  });

  it("says what only the supervised room can check", async () => {
    const report = await verified({ ...HONEST, room: null });
    const hidden = report.checks.filter(({ result }) => result === "not-public");
    expect(hidden.map(({ check }) => check)).toEqual(["rows", "counts", "problem", "allocation"]);
    expect(report.verdict).toBe("holds");
    expect(report.notProved).toHaveLength(3);
  });

  it("says that the keys came from the folder where no trust was given", async () => {
    const report = await verifyRun(folderOf(HONEST.files));
    expect(report.verdict).toBe("holds");
    expect(report.notProved.map(({ en }) => en).join()).toContain("keys came from the folder");
  });

  it("holds whatever it is like", async () => {
    const like = fc.record({
      seed: fc.string({ maxLength: 5 }),
      children: fc.integer({ min: 5, max: 80 }),
      contributors: fc.constantFrom(1, 3, 5),
      twins: fc.boolean(),
      complaint: fc.boolean(),
      perSchoolLots: fc.boolean(),
      reserves: fc.boolean(),
      others: fc.integer({ min: 0, max: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(like, fc.boolean(), async (options, absent) => {
        const sample = sampleRun({ ...options, absent: absent && options.contributors > 1 });
        expect(await failing(sample)).toEqual([]);
      }),
      { seed: 4, numRuns: 8 },
    );
  });

  it("holds with a beacon, and by another SHA-256", async () => {
    const sample = sampleRun({ ...OPTIONS, beacon: true });
    let calls = 0;
    const counted = (bytes: Uint8Array): Uint8Array => ((calls += 1), sha256(bytes));
    expect(await failing(sample, { sha256: counted })).toEqual([]);
    expect(calls).toBeGreaterThan(500);
  });
});

describe("a run that is not over", () => {
  it.each([
    ["open", 18],
    ["freeze", 14],
    ["dice", 10],
    ["seed", 7],
    ["outcome", 6],
  ] as const)("holds so far, up to %s", async (until, waiting) => {
    const sample = sampleRun({ ...OPTIONS, until });
    const report = await verified({ ...sample, room: null });
    expect(report.verdict).toBe("holds-so-far");
    expect(report.checks.filter(({ result }) => result === "fails")).toEqual([]);
    expect(report.checks.filter(({ result }) => result === "absent")).toHaveLength(waiting);
  });

  it("does not stand once it was declared void", async () => {
    for (const options of [{ until: "dice" }, {}] as const) {
      const report = await verified(sampleRun({ ...OPTIONS, ...options, voided: true }));
      expect(report.verdict).toBe("void");
    }
  });

  it("may not hold back what it has announced", async () => {
    for (const path of ["holders.csv", "placements.csv", "cutoffs.csv", "audit.csv"]) {
      const sample = sampleRun(OPTIONS, {
        files: (files) => new Map([...files].filter(([each]) => each !== path)),
      });
      expect(await failing({ ...sample, room: null })).toContain(path.slice(0, -4));
    }
  });
});

describe("a cheat makes fail", () => {
  it("files: a file that is listed but not there, or not listed", async () => {
    const files = withManifest(HONEST.run, new Map([...HONEST.files, ["more.txt", utf8("more")]]));
    const lacking = new Map([...files].filter(([path]) => path !== "more.txt"));
    expect(await failing({ ...HONEST, files: lacking })).toEqual(["files"]);
    const changed = new Map([...files, ["more.txt", utf8("less")]]);
    expect(await failing({ ...HONEST, files: changed })).toEqual(["files"]);
    const few = [...HONEST.files].filter(([path]) => path !== "audit.csv");
    const unlisted = new Map([
      ...withManifest(HONEST.run, new Map(few)),
      ["audit.csv", HONEST.files.get("audit.csv") ?? utf8("")] as const,
    ]);
    expect(await failing({ ...HONEST, files: unlisted })).toEqual(["files"]);
  });

  it("plan: a plan that was not logged", async () => {
    const sooner = file("plan.json", (text) => text.replace('Hours":48', 'Hours":24'));
    expect(await publicly(sooner)).toEqual(["plan"]);
    const spaced = file("plan.json", (text) => text.replace(",", ", "));
    expect(await publicly(spaced)).toContain("plan");
  });

  it("trust: other keys than were logged, or than the notice says", async () => {
    const claimed = file("trust.json", (text) => text.replace("true", "false"));
    expect(await publicly(claimed)).toEqual(["trust"]);
    expect(await failing(HONEST, { trust: OTHER_HASH })).toEqual(["trust"]);
  });

  it("log-tiles: a hash in a tile, an entry in a bundle", async () => {
    const flip = (path: string): Tamper => ({
      files: (files) =>
        new Map([
          ...files,
          [
            path,
            Uint8Array.from(files.get(path) ?? [], (byte, at) => (at === 40 ? byte ^ 1 : byte)),
          ],
        ]),
    });
    const [tile, bundle] = ["log/tile/0/000.p/", "log/tile/entries/000.p/"].map(
      (start) => [...HONEST.files.keys()].find((path) => path.startsWith(start)) ?? "",
    );
    expect(await publicly(flip(tile ?? ""))).toEqual(["log-tiles"]);
    expect(await publicly(flip(bundle ?? ""))).toContain("log-tiles");
  });

  it("log-root: a checkpoint over other entries", async () => {
    const sample = withCheckpoint(({ keys, steps }) =>
      cosigned(keys, { size: steps.length, root: new Uint8Array(32) }, NOW),
    );
    expect(await failing(sample)).toEqual(["log-root"]);
    const huge = withCheckpoint(({ keys }) =>
      cosigned(keys, { size: 2 ** 50, root: new Uint8Array(32) }, NOW),
    );
    expect(await failing(huge)).toContain("log-root");
  });

  it("log-signature: a checkpoint signed by somebody else", async () => {
    const sample = withCheckpoint(({ keys, steps }) =>
      cosigned(
        { ...keys, log: { ...keys.log, secret: new Uint8Array(32).fill(7) } },
        { size: steps.length, root: rootNow() },
        NOW,
      ),
    );
    expect(await failing(sample)).toEqual(["log-signature", "log-quorum"]);
  });

  it("log-quorum: too few witnesses, or none but the government's", async () => {
    for (const names of [["notary.example"], ["inspectors.example"], []]) {
      const sample = withCheckpoint(({ keys, steps }) =>
        cosigned(
          keys,
          { size: steps.length, root: rootNow() },
          NOW,
          keys.witnesses.filter(({ name }) => names.includes(name)),
        ),
      );
      expect(await failing(sample)).toEqual(["log-quorum"]);
    }
  });

  it("entries: something in the log that is no entry", async () => {
    const junk = (bytes: Uint8Array) => after("contributor", () => [{ entry: bytes }]);
    expect(await publicly(junk(utf8("not JSON")))).toEqual(["entries"]);
    expect(await publicly(junk(Uint8Array.of(0xff, 0xfe)))).toEqual(["entries"]);
    const early = { t: "open", run: HONEST.run, note: "x" };
    expect(await publicly(junk(utf8(JSON.stringify(early))))).toEqual(["entries"]);
  });

  it("order: two freezes, an entry too early or too late, nothing at all", async () => {
    const twice = after("freeze", (step) => [{ ...step, cosignAt: 1_719_000_000 + 90_000 }]);
    expect(await publicly(twice)).toContain("order");
    const joined = HONEST.steps.find((step) => isOf(step, "contributor"));
    const late = after("cset", () => (joined === undefined ? [] : [joined]));
    expect(await publicly(late)).toContain("order");
    const again = after("outcome", ({ entry }) => [{ entry }]);
    expect(await publicly(again)).toContain("order");
    const nothing: Tamper = { plan: (plan) => ({ ...plan, run: "sample/2024/primary/2" }) };
    expect(await publicly(nothing)).toContain("order");
  });

  it("order: a result after the run was declared void", async () => {
    const on = after("seed", () => [
      { entry: { t: "void", run: HONEST.run, by: ["a", "b"], reason: "again" } },
    ]);
    expect(await publicly(on)).toEqual(["order"]);
  });

  it("moments: a step that nobody cosigned in time, objections cut short, a clock put back", async () => {
    const uncovered: Tamper = {
      steps: (steps) => {
        const at = steps.findIndex((step) => isOf(step, "freeze"));
        const next = steps.findIndex((step) => isOf(step, "commit"));
        return steps.map((step, index) =>
          index >= at && index < next ? { entry: step.entry } : step,
        );
      },
    };
    expect(await publicly(uncovered)).toEqual(["moments"]);
    const timed = (shift: (time: number) => number): Tamper => ({
      steps: (steps) =>
        steps.map((step) =>
          step.cosignAt === undefined ? step : { ...step, cosignAt: shift(step.cosignAt) },
        ),
    });
    const short = timed((time) => 1_719_000_000 + Math.floor((time - 1_719_000_000) / 2));
    expect(await publicly(short)).toEqual(["moments"]);
    const backwards = timed((time) => 3_000_000_000 - time);
    expect(await publicly(backwards)).toEqual(["moments"]);
  });

  it("moments: a log that was rewritten since", async () => {
    const path = [...HONEST.files.keys()].find((each) => each.startsWith("log/moments/"));
    const tree = new GrowingTree();
    const forked = cosigned(HONEST.keys, { size: 1, root: tree.root() }, 1_719_000_000);
    const files = new Map([...HONEST.files, [path ?? "", forked] as const]);
    expect(await failing({ ...HONEST, files: withManifest(HONEST.run, files) })).toEqual([
      "moments",
    ]);
  });

  it("policy: rules that came late, or a plan that says otherwise", async () => {
    expect(await publicly(file("policy.yaml", (text) => `${text}# later\n`))).toEqual(["policy"]);
    const more: Tamper = {
      plan: (plan) => ({
        ...plan,
        schools: Object.fromEntries(
          Object.entries(plan.schools).map(([id, seats]) => [id, seats + 1]),
        ),
      }),
    };
    expect(await publicly(more)).toEqual(["policy"]);
  });

  it("roll: two rows changed places, a child added or dropped after the freeze", async () => {
    const [first, second] = HONEST.frozen;
    if (first === undefined || second === undefined) throw new Error("two children");
    const swapped = file("roll.csv", (text) =>
      text
        .replace(first.commitment, "?")
        .replace(second.commitment, first.commitment)
        .replace("?", second.commitment),
    );
    expect(await publicly(swapped)).toEqual(["roll"]);
    const dropped = file("roll.csv", (text) =>
      text.replace(`${first.row.pid},${first.commitment}\n`, ""),
    );
    expect(await publicly(dropped)).toContain("roll");
  });

  it("freeze: a hash that does not follow, numbers that do not add up, groups too small", async () => {
    const freeze = (change: (entry: EntryOf<"freeze">) => Partial<EntryOf<"freeze">>): Tamper => ({
      freeze: (entry) => ({ ...entry, ...change(entry) }),
    });
    expect(await publicly(freeze(() => ({ freeze: OTHER_HASH })))).toEqual(["freeze"]);
    expect(await publicly(freeze(() => ({ counts: { R: 59 } })))).toEqual(["freeze"]);
    expect(await publicly(freeze(() => ({ counts: { R: 57, M: 3 } })))).toEqual(["freeze"]);
  });

  it("rows-logged: a row changed at the freeze, or logged after it", async () => {
    const changed: Tamper = {
      frozen: ([first, ...others]) =>
        first === undefined ? [] : [{ ...first, commitment: OTHER_HASH }, ...others],
    };
    expect(await publicly(changed)).toEqual(["rows-logged"]);
    const late: Tamper = {
      frozen: changed.frozen ?? ((same) => same),
      ...after("freeze", () => [{ entry: { t: "app", run: HONEST.run, c: OTHER_HASH } }]),
    };
    expect(await publicly(late)).toContain("rows-logged");
  });

  it("contributors: a stranger among them, one left out, one under two names", async () => {
    const keys = publicKeys({ signing: OTHER_HASH, opening: OTHER_HASH });
    const stranger = after("contributor", () => [
      { entry: { t: "contributor", run: HONEST.run, id: "stranger", ...keys } },
    ]);
    expect(await publicly(stranger)).toEqual(["contributors"]);
    expect(await publicly(without("contributor"))).toContain("contributors");
    const twins: Tamper = {
      contributors: (all) =>
        all.map((each) => ({ ...each, secrets: all[0]?.secrets ?? each.secrets })),
    };
    expect(await publicly(twins)).toEqual(["contributors"]);
  });

  it("commits: a signature, a point or a box that is wrong", async () => {
    const commits = (change: (entry: EntryOf<"commit">) => Partial<EntryOf<"commit">>) =>
      entries("commit", (entry) => ({ ...entry, ...change(entry) }));
    expect(await publicly(commits(() => ({ sig: "00".repeat(64) })))).toEqual(["commits"]);
    expect(await publicly(commits(({ a }) => ({ a: a.slice(0, 2) })))).toContain("commits");
    expect(await publicly(commits(() => ({ boxes: {} })))).toEqual(["commits"]);
    expect(await publicly(without("commit"))).toContain("commits");
  });

  it("shares: one that nobody found valid, or somebody found invalid", async () => {
    expect(await publicly(without("share"))).toEqual(["shares"]);
    const invalid = entries("share", (entry) => ({ ...entry, ok: 0 }));
    expect(await publicly(invalid)).toEqual(["shares"]);
  });

  it("cset: a set of other commitments", async () => {
    const other = entries("cset", (entry) => ({ ...entry, cset: OTHER_HASH }));
    expect(await publicly(other)).toEqual(["cset", "seed"]);
    const fewer = entries("cset", (entry) => ({ ...entry, ids: entry.ids.slice(1) }));
    expect(await publicly(fewer)).toEqual(["cset"]);
  });

  it("dice: too few throws; seed: other dice", async () => {
    expect(await publicly({ dice: (dice) => dice.slice(1) })).toEqual(["dice"]);
    const altered = entries("dice", (entry) => ({
      ...entry,
      dice: entry.dice.replace(/^./, (digit) => String((Number(digit) + 1) % 10)),
    }));
    expect(await publicly(altered)).toEqual(["seed"]);
  });

  it("reveals: another secret than was committed to, or none", async () => {
    const secret = randomScalar(new Chance("another").bytes);
    const other: Tamper = {
      revealed: (deals) =>
        new Map([...deals].map(([id, deal], at) => [id, at === 0 ? { ...deal, secret } : deal])),
    };
    expect(await publicly(other)).toEqual(["reveals"]);
    expect(await publicly(without("reveal"))).toEqual(["reveals", "seed"]);
  });

  it("reveals: a secret rebuilt from too few shares, or wrongly", async () => {
    const absent = { absent: true };
    expect(await publicly(without("opened-share"), absent)).toEqual(["reveals"]);
    const wrong = entries("recover", (entry) => ({ ...entry, r: "01".padEnd(64, "0") }));
    expect(await publicly(wrong, absent)).toEqual(["reveals", "seed"]);
  });

  it("beacon: of another round, missing, or not planned", async () => {
    const signed = {
      round: 657_413,
      sig: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
    };
    const other = entries("beacon", (entry) => ({ ...entry, ...signed }));
    expect(await publicly(other, { beacon: true })).toEqual(["beacon", "seed"]);
    expect(await publicly(without("beacon"), { beacon: true })).toEqual(["beacon", "seed"]);
    const unplanned = after("dice", () => [{ entry: { t: "beacon", run: HONEST.run, ...signed } }]);
    expect(await publicly(unplanned)).toContain("beacon");
  });

  it("seed: one that does not follow", async () => {
    expect(await publicly({ seed: () => OTHER_HASH })).toEqual(["seed"]);
  });

  it("holders: siblings chosen afterwards", async () => {
    const [first] = HONEST.frozen;
    const pid = first?.row.pid ?? "";
    expect(await publicly(file("holders.csv", (text) => `${text}${pid},${pid}\n`))).toContain(
      "holders",
    );
    const alone = file("holders.csv", (text) => text.replace(/\n.*\n/, "\n"));
    expect(await publicly(alone)).toContain("holders");
  });

  it("lots: two children with one lot", async () => {
    // HMAC's outer hash is of 96 bytes; a function that always gives the same one there.
    const broken = (bytes: Uint8Array): Uint8Array =>
      bytes.length === 96 ? new Uint8Array(32).fill(1) : sha256(bytes);
    expect(await failing({ ...HONEST, room: null }, { sha256: broken })).toContain("lots");
  });

  it("placements: a child at another school than was logged", async () => {
    const moved = file("placements.csv", (text) => text.replace(/,school-\d+/, ",-"));
    expect(await publicly(moved)).toContain("placements");
    const added = file("placements.csv", (text) => `${text}${"f".repeat(32)},school-001\n`);
    expect(await publicly(added)).toContain("placements");
  });

  it("seats: a school with more children than seats", async () => {
    const crowded: Tamper = {
      problem: (problem) => ({
        ...problem,
        schools: problem.schools.map(({ school, seats }) => ({ school, seats: seats + 5 })),
      }),
    };
    expect(await publicly(crowded)).toEqual(["seats"]);
  });

  it("cutoffs: other lines than were logged, a lot of nobody, a small group", async () => {
    const other = file("cutoffs.csv", (text) => text.replace(/,(\d),/, ",1$1,"));
    expect(await publicly(other)).toEqual(["cutoffs"]);
    const lot: Tamper = {
      outcome: (outcome) => ({
        ...outcome,
        cutoffs: outcome.cutoffs.map((cutoff) => ({ ...cutoff, lot: OTHER_HASH })),
      }),
    };
    expect(await publicly(lot)).toEqual(["cutoffs"]);
    const small = file("cutoffs.csv", (text) =>
      text.replace("fewer-than-5,,", `3,1,${OTHER_HASH}`),
    );
    expect(await publicly(small)).toEqual(["cutoffs"]);
  });

  it("outcome: another number of children", async () => {
    const more = entries("outcome", (entry) => ({ ...entry, placed: entry.placed + 1 }));
    expect(await publicly(more)).toEqual(["outcome"]);
  });

  it("audit: a sample that somebody chose", async () => {
    const swapped = file("audit.csv", (text) => {
      const [header, first, second, ...others] = text.split("\n");
      return [header, second, first, ...others].join("\n");
    });
    expect(await publicly(swapped)).toEqual(["audit"]);
    expect(await publicly(file("audit.csv", () => "pid\n"))).toEqual(["audit"]);
  });

  it("build: other software than was announced", async () => {
    const other = entries("outcome", (entry) => ({ ...entry, build: OTHER_HASH }));
    expect(await publicly(other)).toEqual(["build"]);
  });

  it("rows: a row that is not the one on the roll", async () => {
    const text = textOf(HONEST.room?.get("rows.jsonl") ?? new Uint8Array()) ?? "";
    const room = (rows: string) =>
      new Map([...(HONEST.room ?? []), ["rows.jsonl", utf8(rows)] as const]);
    const other = text.replace('["redistribution","yes"]', '["redistribution","no"]');
    expect(await failing({ ...HONEST, room: room(other) })).toContain("rows");
    const fewer = text.slice(text.indexOf("\n") + 1);
    expect(await failing({ ...HONEST, room: room(fewer) })).toContain("rows");
    expect(await failing({ ...HONEST, room: new Map() })).toEqual(["rows"]);
    const withdrawn = text.replace('["status","eligible"]', '["status","withdrawn"]');
    expect(await failing({ ...HONEST, room: room(withdrawn) })).toContain("rows");
  });

  it("counts: numbers by category that are not the rows'", async () => {
    const shifted: Tamper = {
      freeze: (entry) => ({ ...entry, counts: { R: 23, M: 25, O: 12 } }),
    };
    expect(await inTheRoom(shifted)).toEqual(["counts"]);
  });

  it("problem: another input than policy and rows give", async () => {
    const room = new Map([
      ...(HONEST.room ?? []),
      ["problem.json", utf8('{"lots":{},"schools":[],"steps":[]}\n')] as const,
    ]);
    expect(await failing({ ...HONEST, room })).toEqual(["problem"]);
  });

  it("allocation: a child placed against the rules, which the public cannot see", async () => {
    const favoured: Tamper = {
      problem: (problem) => ({
        ...problem,
        steps: problem.steps.map((step) => ({
          ...step,
          entries: step.entries.map((entry) => ({
            ...entry,
            keys: entry.keys.map((key) => key.map((part) => -part)),
          })),
        })),
      }),
    };
    expect(await publicly(favoured)).toEqual([]);
    expect(await inTheRoom(favoured)).toEqual(["problem", "allocation"]);
  });
});

it("goes on with the other checks whatever is missing", async () => {
  for (const path of HONEST.files.keys()) {
    const files = new Map([...HONEST.files].filter(([each]) => each !== path));
    const report = await verifyRun(folderOf(files));
    expect(report.verdict).toBe("fails");
    expect(report.checks.map(({ check }) => check)).toEqual(RUN_CHECKS);
  }
  const nothing = await verifyRun(folderOf(new Map()));
  expect(nothing.verdict).toBe("fails");
});

it("never throws on damaged files", async () => {
  const paths = [...HONEST.files.keys()];
  const damage = fc.record({
    path: fc.constantFrom(...paths),
    at: fc.nat(),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      const files = new Map(HONEST.files);
      for (const { path, at, bytes } of damages) {
        const changed = Uint8Array.from(files.get(path) ?? []);
        changed.set(
          bytes.slice(0, changed.length),
          at % Math.max(1, changed.length - bytes.length),
        );
        files.set(path, changed);
      }
      const same = paths.every(
        (path) =>
          bytesToHex(files.get(path) ?? new Uint8Array()) ===
          bytesToHex(HONEST.files.get(path) ?? new Uint8Array()),
      );
      const report = await verifyRun(folderOf(files), { trust: HONEST.trustHash });
      expect(report.verdict).toBe(same ? "holds" : "fails");
    }),
    { seed: 9, numRuns: 30 },
  );
});

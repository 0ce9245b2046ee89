import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import { allocate } from "../../allocation/allocate.ts";
import { checkProblem } from "../../allocation/check-problem.ts";
import { beaconHash } from "../../draw/beacon.ts";
import { FEWEST_THROWS } from "../../draw/dice.ts";
import { hashBytes, tagHash, toHex, utf8 } from "../../draw/encoding.ts";
import type { Deal } from "../../draw/escrow.ts";
import { holderLines, holdersHash } from "../../draw/lots.ts";
import { freezeHash, policyHash } from "../../draw/hashes.ts";
import type { EntryOf, EntryType } from "../../log/entries.ts";
import { merkleRoot } from "../../log/merkle.ts";
import { rollLeaf } from "../../log/roll-root.ts";
import type { TrustDocument } from "../../log/trust.ts";
import { formatTrust } from "../../log/trust.ts";
import type { Policy } from "../../policy/document.ts";
import { buildProblem } from "../../season/build-problem.ts";
import { holdersOf, lotsOfRun } from "../../season/commitments.ts";
import {
  cutoffLines,
  cutoffsHash,
  fullHash,
  placementLines,
  placementsHash,
} from "../../season/outcome-hashes.ts";
import { categoryCounts, runFolder, withManifest } from "../../season/publication.ts";
import type { RollRow } from "../../season/roll.ts";
import type { RunPlan } from "../../season/run-plan.ts";
import { planHash, planOf, planText } from "../../season/run-plan.ts";
import { Chance } from "./chance.ts";
import type { Circle, Committed, SampleContributor } from "./sample-ceremony.ts";
import {
  closedCircle,
  commitAll,
  inventContributor,
  registrationOf,
  revealAll,
} from "./sample-ceremony.ts";
import { logSteps } from "./sample-entries.ts";
import type { LogKeys, LogStep } from "./sample-log.ts";
import { inventLogKeys, trustOf, writeLog } from "./sample-log.ts";
import { parsed, samplePolicySource } from "./sample-policy.ts";
import { roomFiles } from "./sample-room.ts";
import type { SampleChild } from "./sample-rows.ts";
import { inventRows, inventVersions } from "./sample-rows.ts";

/** What a sample run is like. The same options give the same run, to the byte. */
export interface SampleOptions {
  readonly seed: string;
  readonly children: number;
  /** An odd number; 5 where absent. */
  readonly contributors?: number;
  /** Whether some siblings share a lot; true where absent. */
  readonly twins?: boolean;
  /** The last contributor does not reveal, and is recovered. */
  readonly absent?: boolean;
  /** The second contributor deals twice, because the first could not use its share. */
  readonly complaint?: boolean;
  readonly perSchoolLots?: boolean;
  /** Schools divide their seats in one step, which the policy cannot say: there is no `room`. */
  readonly reserves?: boolean;
  readonly beacon?: boolean;
  /** The run has got so far and no further. */
  readonly until?: EntryType;
  /** It was declared void then. */
  readonly voided?: boolean;
  /** Entries of other runs in the log; a quarter of the children where absent. */
  readonly others?: number;
}

/** A child as it is frozen. */
export interface FrozenChild {
  readonly row: RollRow;
  readonly secret: string;
  readonly commitment: string;
}

type Change<Value> = (value: Value) => Value;

/**
 * Where a cheat may change something: whatever comes later is made from what the change gives, and
 * signed and logged accordingly. `files` changes what was published, the manifest follows.
 */
export interface Tamper {
  readonly policy?: Change<string>;
  readonly plan?: Change<RunPlan>;
  readonly keys?: Change<LogKeys>;
  readonly trust?: Change<TrustDocument>;
  readonly contributors?: Change<readonly SampleContributor[]>;
  readonly children?: Change<readonly SampleChild[]>;
  /** The roll; what is logged as `app` stays. */
  readonly frozen?: Change<readonly FrozenChild[]>;
  readonly freeze?: Change<EntryOf<"freeze">>;
  readonly committed?: Change<Committed>;
  readonly dice?: Change<string>;
  /** What is revealed; what was committed to stays. */
  readonly revealed?: Change<ReadonlyMap<string, Deal>>;
  readonly seed?: Change<string>;
  readonly lots?: Change<AllocationProblem["lots"]>;
  readonly problem?: Change<AllocationProblem>;
  readonly outcome?: Change<AllocationOutcome>;
  readonly steps?: Change<readonly LogStep[]>;
  readonly files?: Change<ReadonlyMap<string, Uint8Array>>;
}

/** A run with all its secrets. */
export interface Sample {
  readonly options: SampleOptions;
  readonly run: string;
  readonly policy: Policy;
  readonly plan: RunPlan;
  readonly trust: TrustDocument;
  /** What a verifier must learn from elsewhere. */
  readonly trustHash: string;
  readonly keys: LogKeys;
  readonly contributors: readonly SampleContributor[];
  readonly children: readonly SampleChild[];
  readonly frozen: readonly FrozenChild[];
  readonly freeze: string;
  readonly deals: ReadonlyMap<string, Deal>;
  readonly seed: string;
  readonly problem: AllocationProblem;
  readonly outcome: AllocationOutcome;
  readonly steps: readonly LogStep[];
  /** The public folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** `rows.jsonl` and `problem.json` of the supervised room. */
  readonly room: ReadonlyMap<string, Uint8Array> | null;
}

export const SAMPLE_RUN = "sample/2024/primary/1";

/** A known round of drand's quicknet (docs/specification.md, section 11). */
const BEACON = {
  round: 1000,
  sig: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
};

const CONTRIBUTORS = ["inspectors", "media", "notary", "parents", "platform", "school", "union"];

const apply = <Value>(change: Change<Value> | undefined, value: Value): Value =>
  change === undefined ? value : change(value);

/** An honest run, or one in which somebody cheats. */
export function sampleRun(options: SampleOptions, tamper: Tamper = {}): Sample {
  const run = SAMPLE_RUN;
  const named = (name: string): Chance => new Chance(`${options.seed}/${name}`);
  const { children: size, perSchoolLots = false, twins = true } = options;
  const source = apply(tamper.policy, samplePolicySource({ children: size, perSchoolLots }));
  const policy = parsed(source);
  const plan = apply(tamper.plan, planOf(policy, run, termsOf(options)));
  const keys = apply(tamper.keys, inventLogKeys(named("log")));
  const trust = apply(tamper.trust, trustOf(keys));
  const contributors = apply(
    tamper.contributors,
    plan.contributors.map((id) => inventContributor(id, named(`contributor/${id}`))),
  );
  const rows = named("rows");
  const children = apply(
    tamper.children,
    inventRows(policy, size, twins, rows).map((row) => inventVersions(policy, run, row, rows)),
  );
  const frozen = apply(tamper.frozen, children.map(freezeChild));
  const hashes = {
    build: named("build").hex(32),
    plan: planHash(planText(plan)),
    rules: policyHash(source),
    trust: toHex(tagHash("xadm/v1/trust", utf8(formatTrust(trust)))),
  };
  const freeze = apply(tamper.freeze, freezeEntry(run, hashes.rules, frozen));
  const circle = { plan, freeze: freeze.freeze, contributors };
  const drawn = draw(circle, options, tamper, named("dice"));
  const allocated = allocateSample({ policy, run, frozen, seed: drawn.seed, options, tamper });
  const steps = apply(
    tamper.steps,
    logSteps({
      policy,
      children,
      chance: named("order"),
      options,
      open: { t: "open", run, ...hashes },
      registrations: contributors.map((each) => registrationOf(run, each)),
      freeze,
      ...drawn,
      outcome: outcomeEntry(run, hashes.build, frozen, allocated.outcome),
    }),
  );
  const sample = {
    options,
    run,
    policy,
    plan,
    trust,
    trustHash: hashes.trust,
    keys,
    contributors,
    children,
    frozen,
    freeze: freeze.freeze,
    deals: drawn.deals,
    seed: drawn.seed,
    ...allocated,
    steps,
  };
  const files = published(sample, source, tamper);
  return { ...sample, files, room: options.reserves === true ? null : roomFiles(sample) };
}

const termsOf = ({ contributors = 5, beacon = false }: SampleOptions) => ({
  audit: 299,
  beacon: beacon ? BEACON.round : null,
  contributors: contributors === 1 ? ["platform"] : CONTRIBUTORS.slice(0, contributors),
  objectionHours: 48,
  throws: FEWEST_THROWS,
});

function freezeChild({ versions }: SampleChild): FrozenChild {
  const last = versions.at(-1);
  const category = last?.content.category ?? null;
  if (last === undefined || category === null) throw new Error("a child without a last version");
  return { row: { ...last.content, category }, secret: last.secret, commitment: last.row };
}

function freezeEntry(
  run: string,
  rules: string,
  frozen: readonly FrozenChild[],
): EntryOf<"freeze"> {
  const leaves = frozen.map(({ row, commitment }) => rollLeaf({ pid: row.pid, row: commitment }));
  const roll = toHex(merkleRoot(leaves));
  return {
    t: "freeze",
    run,
    by: ["officer-1", "officer-2"],
    counts: categoryCounts(frozen.map(({ row }) => row.category)),
    freeze: freezeHash(run, rules, frozen.length, roll),
    holders: holdersHash(holderLines(holdersOf(frozen.map(({ row }) => row)))),
    n: frozen.length,
    roll,
  };
}

/** Commitments, dice, reveals, seed. */
function draw(circle: Circle, options: SampleOptions, tamper: Tamper, chance: Chance) {
  const { plan, freeze } = circle;
  const committed = apply(tamper.committed, commitAll(circle, options.complaint ?? false));
  const cset = closedCircle(circle, committed.deals);
  const thrown = Array.from({ length: plan.throws }, () => chance.below(10)).join("");
  const dice = apply(tamper.dice, thrown);
  const revealed = apply(tamper.revealed, committed.deals);
  const reveals = revealAll(circle, revealed, options.absent ?? false);
  const beacon = plan.beacon === null ? null : ({ t: "beacon", run: plan.run, ...BEACON } as const);
  // As section 11 has it, but of whatever was revealed: `drawSeed` refuses other secrets.
  const seed = tagHash(
    "xadm/v1/seed",
    plan.run,
    hashBytes(freeze),
    hashBytes(cset.cset),
    dice,
    beacon === null ? new Uint8Array() : hashBytes(beaconHash(beacon.sig)),
    ...plan.contributors.map((id) => hashBytes(revealed.get(id)?.secret ?? "")),
  );
  return {
    deals: committed.deals,
    commits: committed.entries,
    cset,
    dice: { t: "dice", run: plan.run, dice, readers: ["reader-1", "reader-2"] } as const,
    reveals: beacon === null ? reveals : [...reveals, beacon],
    seed: apply(tamper.seed, toHex(seed)),
  };
}

interface ToAllocate {
  readonly policy: Policy;
  readonly run: string;
  readonly frozen: readonly FrozenChild[];
  readonly seed: string;
  readonly options: SampleOptions;
  readonly tamper: Tamper;
}

function allocateSample({ policy, run, frozen, seed, options, tamper }: ToAllocate) {
  const rows = frozen.map(({ row }) => row);
  const lots = apply(tamper.lots, lotsOfRun(policy, run, rows, seed));
  const built = buildProblem(policy, rows, lots);
  const problem = apply(tamper.problem, options.reserves === true ? withReserves(built) : built);
  const checked = checkProblem(problem);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error.slice(0, 3)));
  return { problem, outcome: apply(tamper.outcome, allocate(problem)) };
}

function outcomeEntry(
  run: string,
  build: string,
  frozen: readonly FrozenChild[],
  outcome: AllocationOutcome,
): EntryOf<"outcome"> {
  const pids = frozen.map(({ row }) => row.pid);
  const lines = placementLines(pids, outcome);
  return {
    t: "outcome",
    run,
    build,
    cutoffs: cutoffsHash(cutoffLines(outcome)),
    full: fullHash(pids, outcome),
    placements: placementsHash(lines),
    placed: lines.filter((line) => !line.endsWith(" -")).length,
  };
}

/** In the step by points a tenth of each school's seats is set apart for every third child. */
const withReserves = (problem: AllocationProblem): AllocationProblem => ({
  ...problem,
  steps: problem.steps.map((step) =>
    step.mechanism === "deferred-acceptance"
      ? {
          ...step,
          divisions: Object.fromEntries(
            problem.schools.map(({ school, seats }) => [
              school,
              {
                pools: [
                  { id: "far", group: "far", seats: Math.ceil(seats / 10), handOn: "open" },
                  { id: "open", group: null, handOn: null },
                ],
              },
            ]),
          ),
          entries: step.entries.map((entry, at) =>
            at % 3 === 0 ? { ...entry, groups: ["far"] } : entry,
          ),
        }
      : step,
  ),
});

function published(
  sample: Omit<Sample, "files" | "room">,
  source: string,
  tamper: Tamper,
): ReadonlyMap<string, Uint8Array> {
  const { run, plan, trust, keys, frozen, outcome, seed, steps } = sample;
  const types = new Set(
    steps.flatMap(({ entry }) =>
      entry instanceof Uint8Array || entry.run !== run ? [] : [entry.t],
    ),
  );
  const files = runFolder({
    plan,
    policy: utf8(source),
    trust: formatTrust(trust),
    roll: types.has("freeze")
      ? {
          children: frozen.map(({ row: { pid, lotGroup }, commitment }) => ({
            pid,
            row: commitment,
            lotGroup,
          })),
          counts: categoryCounts(frozen.map(({ row }) => row.category)),
        }
      : null,
    announced: types.has("announce") ? { outcome, seed } : null,
    log: writeLog(steps, keys, run),
  });
  if (!files.ok) throw new Error(JSON.stringify(files.error));
  return tamper.files === undefined ? files.value : withManifest(run, tamper.files(files.value));
}

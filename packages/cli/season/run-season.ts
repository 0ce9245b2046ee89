import { prepareExplainer } from "@yangguang/core/allocation/explain.ts";
import type { Explainer } from "@yangguang/core/allocation/explain.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { FEWEST_THROWS } from "@yangguang/core/draw/dice.ts";
import type { PolicyRefusal } from "@yangguang/core/policy/decision.ts";
import { makeKeyring } from "@yangguang/server/keys/keyring.ts";
import { batches } from "@yangguang/server/registry/batches.ts";
import { connectRegistry } from "@yangguang/server/registry/connect.ts";
import { NO_AGENCIES } from "@yangguang/server/services/agencies.ts";
import type { Services } from "@yangguang/server/services/context.ts";
import { makePolicyShelf, UNWATCHED } from "@yangguang/server/services/context.ts";
import type {
  ChildResult,
  SeasonChild,
  SeasonPhase,
  WholeSeason,
} from "@yangguang/server/services/whole-season.ts";
import { runWholeSeason } from "@yangguang/server/services/whole-season.ts";
import type { Pool } from "pg";
import type { PolicyFile } from "./inputs.ts";
import type { Progress } from "./progress.ts";
import type { ParsedChild } from "./read-row.ts";
import type { ChildOutcome, SeasonRunResult, Standing } from "./run-result.ts";
import { seededBytes, seededDice, seedFor } from "./seeded-bytes.ts";

const PHASE_LABELS: Readonly<Record<SeasonPhase, Text>> = {
  submit: text("提交报名", "Apply"),
  settle: text("判定类别和积分", "Decide category and points"),
  freeze: text("冻结名册", "Freeze the roll"),
  draw: text("摇号", "Draw lots"),
  allocate: text("分配学位", "Allocate seats"),
  announce: text("公布结果", "Announce results"),
};

export interface RunSettings {
  readonly file: PolicyFile;
  readonly children: readonly ParsedChild[];
  /** 64 hex digits, from which all of the run's randomness comes. */
  readonly seed: string;
  readonly pool: Pool;
  readonly progress: Progress;
}

/** Runs a whole season over the children of a file, through the services that the screens use. */
export async function runSeasonOverFile(
  settings: RunSettings,
): Promise<Result<SeasonRunResult, PolicyRefusal>> {
  const { file, children, seed, progress } = settings;
  const { city, year, level } = file.policy;
  let now = 0;
  const services = makeServices(settings, () => now);
  const show = phaseDisplay(progress, children.length);
  const season = await runWholeSeason(services, {
    season: {
      id: file.policy.id,
      run: `${city.zh}/${year}/${level}/1`,
      policySource: file.source,
      zoneMap: null,
    },
    children: children.map((child) => seasonChild(child, seed)),
    dice: seededDice(seed, FEWEST_THROWS),
    setClock: (instant) => {
      now = instant;
    },
    onProgress: show,
  });
  return season.ok ? ok(resultOf(season.value, file, children, seed)) : season;
}

/** Begins each phase when the one before it is through, so that its own time is counted. */
function phaseDisplay(progress: Progress, total: number) {
  let current: SeasonPhase = "submit";
  progress.begin(PHASE_LABELS.submit, total);
  const enter = (phase: SeasonPhase, count: number): void => {
    if (phase !== current) progress.begin(PHASE_LABELS[phase], count);
    current = phase;
  };
  return (phase: SeasonPhase, done: number, count: number): void => {
    enter(phase, count);
    progress.update(done);
    if (phase === "submit" && done === count) enter("settle", count);
  };
}

function makeServices({ seed, pool }: RunSettings, clock: () => number): Services {
  return {
    db: connectRegistry(pool),
    clock,
    random: seededBytes(seed),
    keys: makeKeyring(seedFor(seed, "master-key")),
    agencies: NO_AGENCIES,
    // The file holds all answers and nobody waits for a notice: there is nothing to do later.
    enqueue: async () => {},
    policies: makePolicyShelf(),
    publicLog: UNWATCHED,
  };
}

const seasonChild = (parsed: ParsedChild, seed: string): SeasonChild => ({
  child: {
    name: parsed.child.name,
    document: parsed.child.document,
    birthDate: parsed.child.document.birthDate ?? statedBirthDate(parsed),
  },
  form: {
    choices: parsed.choices,
    consentsToRedistribution: parsed.consentsToRedistribution,
    lotGroup: parsed.lotGroup === null ? null : groupId(parsed.lotGroup, seed),
    disputes: [],
  },
  facts: parsed.facts,
});

/** A group goes by a number like a child's own: 32 hex digits that tell nothing of the file. */
const groupId = (group: string, seed: string): string =>
  seedFor(seed, `lot-group ${group}`).toString("hex", 0, 16);

function statedBirthDate({ facts }: ParsedChild): PlainDate | null {
  const stated = facts["child.birthDate"];
  const date = typeof stated === "string" ? parsePlainDate(stated) : null;
  return date?.ok === true ? date.value : null;
}

function resultOf(
  whole: WholeSeason,
  { policy }: PolicyFile,
  children: readonly ParsedChild[],
  seed: string,
): SeasonRunResult {
  const { season, run } = whole;
  const { freeze, draw } = season.state;
  if (freeze === null || draw === null) throw new Error("a season that ran has no draw");
  return {
    policy,
    policyHash: season.policyHash,
    seed,
    drawSeed: draw.seed,
    rollRoot: freeze.rollRoot,
    run,
    children: outcomes(whole, children),
  };
}

async function* outcomes(
  { run, applications, results }: WholeSeason,
  children: readonly ParsedChild[],
): AsyncGenerator<ChildOutcome> {
  const explain = prepareExplainer(run.problem, run.outcome);
  const pairs = children.map((child, place) => ({ child, application: applications[place] }));
  for (const batch of batches(pairs)) {
    const ids = batch.flatMap(({ application }) =>
      application?.ok === true ? [application.value.applicationId] : [],
    );
    const found = (await results(ids)).values();
    for (const { child, application } of batch) {
      if (application === undefined) throw new Error("a child has no application");
      if (application.ok) yield outcomeOf(child, next(found), explain);
      else {
        const standing: Standing = { kind: "refused", reason: application.error };
        yield { child, pid: null, decision: null, standing, verdicts: [] };
      }
    }
  }
}

function next<Item>(items: Iterator<Item>): Item {
  const { value, done } = items.next();
  if (done === true) throw new Error("an application has no result");
  return value;
}

function outcomeOf(child: ParsedChild, result: ChildResult, explain: Explainer): ChildOutcome {
  const { pid, state, decision } = result;
  return { child, pid, decision, standing: standingOf(state), verdicts: explain(pid) };
}

function standingOf({ status, offer, referral }: ChildResult["state"]): Standing {
  if (status === "offered" && offer !== null) return { kind: "placed", offer };
  if (status === "unplaced") return { kind: "unplaced" };
  if (status === "left-out") return { kind: "review", reasons: referral };
  throw new Error(`a season that ran leaves no application ${status}`);
}

import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Cutoff,
  KeyPart,
  Placement,
  SchoolVerdict,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import { standingAt } from "./cutoffs.ts";
import { atPlace, compareKeys, lotOf } from "./order.ts";
import type { StepRecord } from "./step-records.ts";
import { stepRecords } from "./step-records.ts";

/** By pid: the verdicts, in the order in which the steps looked at the schools. */
export type Explainer = (pid: string) => readonly SchoolVerdict[];

/** One child's verdicts; for many children use `prepareExplainer`, which looks through all once. */
export const explain = (
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  pid: string,
): readonly SchoolVerdict[] => prepareExplainer(problem, outcome)(pid);

/**
 * Reads problem and outcome once; each child then costs only as much as its lists are long. For
 * every step in which the child still waited for a seat it says of each listed school down to the
 * one received why it was refused or given; nothing of a school further down the list, and nothing
 * for a pid that entered no step. What it shows of others is the public cutoff alone.
 */
export function prepareExplainer(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): Explainer {
  const placements = new Map(outcome.placements.map((placement) => [placement.pid, placement]));
  const records = stepRecords(problem, outcome);
  return (pid) => {
    const placement = placements.get(pid);
    const verdicts: SchoolVerdict[] = [];
    for (const record of records) {
      const placedHere = placement?.step === record.step.id;
      const entry = record.waiting.get(pid);
      if (entry !== undefined) {
        verdicts.push(...stepVerdicts(problem, record, entry, placedHere ? placement : undefined));
      }
      if (placedHere) break;
    }
    return verdicts;
  };
}

function stepVerdicts(
  problem: AllocationProblem,
  record: StepRecord,
  entry: StepEntry,
  placement: Placement | undefined,
): readonly SchoolVerdict[] {
  const { step } = record;
  const { pid, list } = entry;
  const shown = list.slice(0, placement?.listRank ?? list.length);
  const child = record.childOf.get(pid);
  if (child === undefined) {
    const ranking = { rank: record.rankOf.get(pid) ?? 0, atMost: step.competitorsAtMost ?? 0 };
    const { keys, points } = entry;
    const lot = lotOf(problem, ONE_FOR_ALL, pid);
    const own = { key: atPlace(keys, 0), points: atPlace(points, 0), lot };
    return shown.map((school, place) => ({
      step: step.id,
      school,
      listRank: place + 1,
      verdict: "outside-competitors",
      own,
      ranking,
    }));
  }
  const firstWish = record.contest.market.listStart[child] ?? 0;
  return shown.map((_, place) => {
    const admitted = place + 1 === placement?.listRank;
    return verdictAt(problem, record, entry, firstWish + place, admitted ? placement : undefined);
  });
}

/** Of one wish of a competitor; `placement` where the wish was met. */
function verdictAt(
  problem: AllocationProblem,
  record: StepRecord,
  entry: StepEntry,
  wish: number,
  placement: Placement | undefined,
): SchoolVerdict {
  const { step, contest } = record;
  const { listRank: _, ...own } = standingAt(problem, contest, wish);
  const school = contest.market.listSchool[wish] ?? 0;
  const place = wish - (contest.market.listStart[contest.wisher[wish] ?? 0] ?? 0);
  const at = { step: step.id, school: contest.schools[school] ?? "", listRank: place + 1, own };
  if (placement === undefined && contest.market.seats[school] === 0) {
    return { ...at, verdict: "no-seats-in-step" };
  }
  const asked = { ...at, ...record.rankAmongWanting(wish) };
  if (placement !== undefined) {
    const cutoff = record.cutoff(school, placement.pool);
    if (cutoff === undefined) throw new Error(`no cutoff for ${at.school} in step ${step.id}`);
    return { ...asked, ...poolOf(cutoff), verdict: "admitted", cutoff };
  }
  const nearest = record.nearestPool(entry, school);
  if (nearest === undefined) return { ...asked, verdict: withoutCutoff(record, entry, school) };
  const refused = { ...asked, ...poolOf(nearest.cutoff), cutoff: nearest.cutoff };
  return { ...refused, ...refusal(record, entry, wish, nearest.cutoff, nearest.standing) };
}

const poolOf = ({ pool }: Cutoff): { readonly pool?: string } =>
  pool === undefined ? {} : { pool };

/** Why nobody of the child's kind was admitted although the school had seats. */
function withoutCutoff(
  record: StepRecord,
  entry: StepEntry,
  school: number,
): SchoolVerdict["verdict"] {
  if (record.step.ties === "admit-none") return "tied-at-last-seat";
  if (isInFamily(record.step, entry.pid)) return "not-all-together";
  return record.isEligible(entry, school) ? "cap-reached" : "not-eligible";
}

function refusal(
  record: StepRecord,
  entry: StepEntry,
  wish: number,
  cutoff: Cutoff,
  lastStanding: number,
): Pick<SchoolVerdict, "verdict" | "decidedBy"> {
  const { step, contest } = record;
  const { market } = contest;
  const school = market.listSchool[wish] ?? 0;
  const place = wish - (market.listStart[contest.wisher[wish] ?? 0] ?? 0);
  if (step.mechanism === "top-trading-cycles") return { verdict: "traded-away" };
  if (record.refusedWithTie(wish)) return { verdict: "tied-at-last-seat" };
  if ((contest.standing[wish] ?? 0) < lastStanding) {
    return { verdict: isInFamily(step, entry.pid) ? "not-all-together" : "cap-reached" };
  }
  if (contest.called(school)) return { verdict: "beaten-by-call" };
  if (cutoff.listRank !== undefined && place + 1 > cutoff.listRank) {
    return { verdict: "beaten-by-choice-rank" };
  }
  const key = atPlace(entry.keys, place);
  if (compareKeys(key, cutoff.key) === 0) return { verdict: "beaten-by-lot" };
  const part = key.findIndex((value, index) => value !== cutoff.key[index]);
  return { verdict: "beaten-by-key", decidedBy: partAt(step, part) };
}

const isInFamily = ({ together }: AllocationStep, pid: string): boolean =>
  Object.values(together ?? {}).some((family) => family.includes(pid));

function partAt({ keyParts, id }: AllocationStep, index: number): KeyPart {
  const part = keyParts[index];
  if (part === undefined) throw new Error(`step ${id} compares no part ${index}`);
  return part;
}

import type {
  AllocationOutcome,
  AllocationProblem,
  Placement,
} from "@yangguang/core/domain/allocation-problem.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import { ONE_FOR_ALL } from "@yangguang/core/domain/allocation-problem.ts";
import { SMALLEST_GROUP } from "@yangguang/core/season/outcome-hashes.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { ResultRow } from "@yangguang/web/public/views.ts";
import type { CutoffRow } from "@yangguang/web/views.ts";
import type { CachedRun } from "../../services/run-cache.ts";
import { schoolName, stepLabel } from "../common-views.ts";

/** As on the public files: what is about a handful of children would be about them. */
export const publicCutoffRows = (
  policy: Policy,
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): readonly CutoffRow[] =>
  cutoffRows(policy, problem, outcome).map((row) =>
    row.admitted === null || row.admitted >= SMALLEST_GROUP
      ? row
      : { ...row, admitted: null, points: null, lot: "" },
  );

export const cutoffRows = (
  policy: Policy,
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): readonly CutoffRow[] =>
  outcome.cutoffs.map((cutoff) => ({
    school: schoolName(policy, cutoff.school),
    step: stepLabel(policy, cutoff.step),
    admitted: cutoff.admitted,
    binding: cutoff.binding,
    points: comparesPoints(problem, cutoff.step) ? formatPoints(cutoff.points) : null,
    lot: cutoff.lot,
  }));

const comparesPoints = ({ steps }: AllocationProblem, id: string): boolean =>
  steps.find((step) => step.id === id)?.keyParts.some(({ by }) => by === "points") ?? false;

/** Every child of the roll with its place, ascending by pid. */
export interface PublicResults {
  readonly all: readonly Placement[];
  readonly byPid: ReadonlyMap<string, Placement>;
  readonly placed: number;
}

const resultsOf = new WeakMap<CachedRun, PublicResults>();

/** All results of a run, put together once; also of children whom no step could consider. */
export function publicResults(run: CachedRun): PublicResults {
  const known = resultsOf.get(run);
  if (known !== undefined) return known;
  const placements = new Map(run.outcome.placements.map((one) => [one.pid, one]));
  const all = Object.keys(run.problem.lots[ONE_FOR_ALL] ?? {}).map(
    (pid) => placements.get(pid) ?? { pid, school: null, step: null, listRank: null },
  );
  const results = {
    all,
    byPid: new Map(all.map((one) => [one.pid, one])),
    placed: all.filter(({ school }) => school !== null).length,
  };
  resultsOf.set(run, results);
  return results;
}

export const resultRow = (
  policy: Policy,
  problem: AllocationProblem,
  placement: Placement,
): ResultRow => ({
  pid: placement.pid,
  school: placement.school === null ? null : schoolName(policy, placement.school),
  lot: lotOf(problem, placement),
});

/** The lot that counted where the child was placed; the common one where it was not. */
export function lotOf(problem: AllocationProblem, { pid, school, step }: Placement): string {
  const perSchool = problem.steps.find(({ id }) => id === step)?.lotScope === "per-school";
  const draw = perSchool && school !== null ? school : ONE_FOR_ALL;
  return problem.lots[draw]?.[pid] ?? "";
}

/** Starts with a byte-order mark, by which spreadsheets know that the file is UTF-8. */
const CSV_HEAD = "\uFEFFpid,school,school_name,lot\r\n";

/** The published list as CSV, row by row; not the step, which would tell a child's category. */
export function* resultsTable(policy: Policy, run: CachedRun): Generator<string> {
  yield CSV_HEAD;
  for (const placement of publicResults(run).all) {
    const { pid, school } = placement;
    const name = school === null ? "" : schoolName(policy, school).zh;
    const fields = [pid, school ?? "", name, lotOf(run.problem, placement)];
    yield `${fields.map(csvField).join(",")}\r\n`;
  }
}

/** As RFC 4180 has it: quoted where it holds a comma, a quote or a line's end. */
const csvField = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

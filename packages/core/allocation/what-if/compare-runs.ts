import type { AllocationOutcome, AllocationProblem } from "../../domain/allocation-problem.ts";
import type { Failure, Result } from "../../domain/result.ts";
import { err, failure, ok } from "../../domain/result.ts";
import { allocate } from "../allocate.ts";
import { checkProblem } from "../check-problem.ts";
import { compareText } from "../order.ts";
import type { BureauReport } from "../report/bureau-report.ts";
import { bureauReport } from "../report/bureau-report.ts";
import type { Variant } from "./variant.ts";
import { applyVariant } from "./variant.ts";

/** Runs side by side: the problem as it stands, and each variant against it. */
export interface Comparison {
  readonly base: BureauReport;
  readonly variants: readonly {
    readonly name: string;
    readonly report: BureauReport;
    readonly differences: Differences;
  }[];
}

interface Differences {
  /** Children whose school is another one, or who have a seat in one run only: the four below. */
  readonly changed: number;
  readonly better: number;
  readonly worse: number;
  /** No list of theirs names both schools. */
  readonly incomparable: number;
  readonly unchanged: number;
  /** Schools where anybody comes, goes or is one more or less; ascending. */
  readonly schools: readonly SchoolDifference[];
}

interface SchoolDifference {
  readonly school: string;
  /** More admitted than in the base, or fewer. */
  readonly admitted: number;
  readonly unfilled: number;
  /** Children there in the variant alone, and in the base alone. */
  readonly come: number;
  readonly gone: number;
}

/**
 * Runs the problem and its variants. Refused, with every reason, are a problem or a variant that
 * `checkProblem` refuses, changes of what the problem does not have, and names used twice.
 */
export function compareRuns(
  base: AllocationProblem,
  variants: readonly Variant[],
): Result<Comparison, readonly Failure[]> {
  const checked = checkProblem(base);
  if (!checked.ok) return checked;
  const problems = variants.map((variant) => readyVariant(base, variant));
  const failures = [
    ...repeatedNames(variants),
    ...problems.flatMap((problem) => (problem.ok ? [] : problem.error)),
  ];
  if (failures.length > 0) return err(failures);
  const outcome = allocate(base);
  const preferences = preferencesOf(base);
  return ok({
    base: bureauReport(base, outcome),
    variants: problems.flatMap((problem, index) => {
      if (!problem.ok) return [];
      const other = allocate(problem.value);
      return {
        name: variants[index]?.name ?? "",
        report: bureauReport(problem.value, other),
        differences: differencesOf(preferences, outcome, other),
      };
    }),
  });
}

function readyVariant(
  base: AllocationProblem,
  variant: Variant,
): Result<AllocationProblem, readonly Failure[]> {
  const changed = applyVariant(base, variant);
  if (!changed.ok) return changed;
  const checked = checkProblem(changed.value);
  if (checked.ok) return checked;
  return err(
    checked.error.map((one) => ({ ...one, place: `${variant.name}: ${one.place ?? ""}` })),
  );
}

const repeatedNames = (variants: readonly Variant[]): readonly Failure[] =>
  [...Map.groupBy(variants, ({ name }) => name)]
    .filter(([, { length }]) => length > 1)
    .map(([name]) =>
      failure(
        "what-if.name-repeated",
        `方案名称“${name}”重复，请为每个方案使用不同的名称。`,
        `The name “${name}” stands for several variants; give each its own.`,
        name,
      ),
    );

type Preferences = ReadonlyMap<string, readonly (readonly string[])[]>;

/** By pid: its lists in the order of the steps. */
function preferencesOf({ steps }: AllocationProblem): Preferences {
  const lists = new Map<string, string[][]>();
  for (const { pid, list } of steps.flatMap(({ entries }) => entries)) {
    const own = lists.get(pid);
    if (own === undefined) lists.set(pid, [[...list]]);
    else own.push([...list]);
  }
  return lists;
}

function differencesOf(
  preferences: Preferences,
  base: AllocationOutcome,
  other: AllocationOutcome,
): Differences {
  const counts = { better: 0, worse: 0, incomparable: 0, unchanged: 0 };
  const moves = new Map<string, { come: number; gone: number }>();
  const move = (school: string | null, which: "come" | "gone"): void => {
    if (school === null) return;
    const known = moves.get(school) ?? { come: 0, gone: 0 };
    known[which] += 1;
    moves.set(school, known);
  };
  const schoolBy = (outcome: AllocationOutcome): ReadonlyMap<string, string | null> =>
    new Map(outcome.placements.map(({ pid, school }) => [pid, school]));
  const [before, after] = [schoolBy(base), schoolBy(other)];
  for (const [pid, lists] of preferences) {
    const [one = null, two = null] = [before.get(pid), after.get(pid)];
    counts[judge(lists, one, two)] += 1;
    if (one === two) continue;
    move(one, "gone");
    move(two, "come");
  }
  const { better, worse, incomparable } = counts;
  return {
    changed: better + worse + incomparable,
    ...counts,
    schools: schoolDifferences(base, other, moves),
  };
}

/** By the first list that names both; a seat is better than none. */
function judge(
  lists: readonly (readonly string[])[],
  before: string | null,
  after: string | null,
): "better" | "worse" | "incomparable" | "unchanged" {
  if (before === after) return "unchanged";
  if (before === null) return "better";
  if (after === null) return "worse";
  const both = lists.find((list) => list.includes(before) && list.includes(after));
  if (both === undefined) return "incomparable";
  return both.indexOf(after) < both.indexOf(before) ? "better" : "worse";
}

function schoolDifferences(
  base: AllocationOutcome,
  other: AllocationOutcome,
  moves: ReadonlyMap<string, { readonly come: number; readonly gone: number }>,
): readonly SchoolDifference[] {
  const before = new Map(base.seatsLeft.map(({ school, seats }) => [school, seats]));
  return other.seatsLeft
    .map(({ school, seats }) => {
      const { come = 0, gone = 0 } = moves.get(school) ?? {};
      return {
        school,
        admitted: come - gone,
        unfilled: seats - (before.get(school) ?? 0),
        come,
        gone,
      };
    })
    .filter(({ come, gone, unfilled }) => come > 0 || gone > 0 || unfilled !== 0)
    .toSorted((a, b) => compareText(a.school, b.school));
}

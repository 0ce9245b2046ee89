import type {
  AllocationOutcome,
  AllocationProblem,
} from "@yangguang/core/domain/allocation-problem.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { OutcomeSummary, SeatsTable } from "@yangguang/web/officers/views.ts";
import type { OfferCount, StatusCount } from "../../services/overview.ts";
import type { CachedRun } from "../../services/run-cache.ts";
import { categoryLabel } from "../common-views.ts";
import { cutoffRows } from "../public/results-view.ts";

/** Whoever answered yes, whether or not the child then came. */
const ACCEPTED = ["accepted", "registered", "absent"];

/** Where the children of the roll are, now and later in the season. */
export const ON_ROLL_STATUSES = [
  "on-roll",
  "offered",
  "unplaced",
  "accepted",
  "declined",
  "lapsed",
  "registered",
  "absent",
];

export function seatsTable(
  policy: Policy,
  { placements, seatsLeft }: AllocationOutcome,
  offers: readonly OfferCount[],
): SeatsTable {
  const admitted = tally(placements, ({ school, step }) =>
    school === null || step === null ? null : `${school} ${step}`,
  );
  const left = new Map(seatsLeft.map(({ school, seats }) => [school, seats]));
  const offersAt = (school: string, statuses: readonly string[]): number =>
    sum(
      offers.filter((offer) => offer.school === school && statuses.includes(offer.status)),
      ({ count }) => count,
    );
  return {
    steps: policy.steps.map(({ label }) => label),
    rows: policy.plan.schools.map(({ id, name, seats }) => ({
      school: name,
      seats,
      admitted: policy.steps.map((step) => admitted.get(`${id} ${step.id}`) ?? 0),
      left: left.get(id) ?? 0,
      accepted: offersAt(id, ACCEPTED),
      registered: offersAt(id, ["registered"]),
    })),
  };
}

/** What the allocation gave, for officers, from the run and the figures of its roll. */
export const outcomeSummary = (
  policy: Policy,
  { problem, outcome }: CachedRun,
  hash: string,
  counts: readonly StatusCount[],
  offers: readonly OfferCount[],
): OutcomeSummary => ({
  seats: seatsTable(policy, outcome, offers),
  cutoffs: cutoffRows(policy, problem, outcome),
  placed: outcome.placements.filter(({ school }) => school !== null).length,
  unplaced: unplacedByCategory(policy, problem, outcome, counts),
  hash,
});

/** Some of them entered no step at all, so they are counted as the roll without the placed. */
function unplacedByCategory(
  policy: Policy,
  problem: AllocationProblem,
  outcome: AllocationOutcome,
  counts: readonly StatusCount[],
): OutcomeSummary["unplaced"] {
  const categories = new Map(
    problem.steps.flatMap(({ entries }) => entries.map(({ pid, category }) => [pid, category])),
  );
  const placed = tally(outcome.placements, ({ pid, school }) =>
    school === null ? null : (categories.get(pid) ?? null),
  );
  return policy.categories.flatMap(({ id }) => {
    const onRoll = sum(
      counts.filter(({ category, status }) => category === id && ON_ROLL_STATUSES.includes(status)),
      ({ count }) => count,
    );
    const children = onRoll - (placed.get(id) ?? 0);
    return children === 0 ? [] : [{ category: categoryLabel(policy, id), children }];
  });
}

function tally<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

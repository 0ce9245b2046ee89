import type {
  AllocationProblem,
  AllocationStep,
  Mechanism,
  Ring,
  SeatDivision,
  SeatPool,
  StepEntry,
  TieRule,
} from "../../domain/allocation-problem.ts";
import type { Failure, Result } from "../../domain/result.ts";
import { assertNever, err, failure, ok } from "../../domain/result.ts";
import { ownEntry } from "../order.ts";

/** A run to be set beside another one: the same children and lists under other rules. */
export interface Variant {
  /** What the bureau calls it; names differ. */
  readonly name: string;
  readonly changes: readonly Change[];
}

/** One rule changed. Ids are those of the problem; a change of what it does not hold is refused. */
export type Change =
  /**
   * Keys are dropped where lots or a ring decide, and rights where nothing is traded; a ring is
   * needed for a ring draw, and dropped elsewhere.
   */
  | {
      readonly change: "mechanism";
      readonly step: string;
      readonly mechanism: Mechanism;
      readonly lotScope?: AllocationStep["lotScope"];
      readonly ring?: Ring;
    }
  /** The precedence order of the pools, all of them named; at one school or at all divided alike. */
  | {
      readonly change: "pool-order";
      readonly step: string;
      readonly school?: string;
      readonly order: readonly string[];
    }
  /** Seats set apart for a pool, at one school or at all that have the pool. */
  | {
      readonly change: "pool-seats";
      readonly step: string;
      readonly school?: string;
      readonly pool: string;
      readonly seats: number;
    }
  | { readonly change: "seats"; readonly school: string; readonly seats: number }
  /** Null: all that are left. */
  | {
      readonly change: "seats-at-most";
      readonly step: string;
      readonly school: string;
      readonly seats: number | null;
    }
  | { readonly change: "ties"; readonly step: string; readonly ties: TieRule }
  /** All steps named, or some: those left out are not run. */
  | { readonly change: "steps"; readonly order: readonly string[] };

/** The problem under the variant's rules, still to be checked; or every change that cannot be made. */
export function applyVariant(
  base: AllocationProblem,
  { name, changes }: Variant,
): Result<AllocationProblem, readonly Failure[]> {
  let problem = base;
  const failures: Failure[] = [];
  for (const [index, change] of changes.entries()) {
    const changed = applyChange(problem, change, `${name}: changes[${index}]`);
    if (changed.ok) problem = changed.value;
    else failures.push(changed.error);
  }
  return failures.length === 0 ? ok(problem) : err(failures);
}

function applyChange(
  problem: AllocationProblem,
  change: Change,
  place: string,
): Result<AllocationProblem> {
  switch (change.change) {
    case "mechanism":
      return inStep(problem, change.step, place, (step) => ok(withMechanism(step, change)));
    case "ties":
      return inStep(problem, change.step, place, (step) => ok({ ...step, ties: change.ties }));
    case "pool-order":
      return inPools(problem, change, place, (pools) => reordered(pools, change.order, place));
    case "pool-seats":
      return inPools(problem, change, place, (pools) => {
        if (!pools.some(({ id, seats }) => id === change.pool && seats !== undefined)) return null;
        return ok(
          pools.map((pool) => (pool.id === change.pool ? { ...pool, seats: change.seats } : pool)),
        );
      });
    case "seats":
      return withSeats(problem, change.school, change.seats, place);
    case "seats-at-most":
      return inStep(problem, change.step, place, (step) =>
        ok(withSeatsAtMost(step, change.school, change.seats)),
      );
    case "steps":
      return withSteps(problem, change.order, place);
    default:
      return assertNever(change);
  }
}

const unknown = (what: string, id: string, place: string) =>
  err(
    failure(
      "what-if.unknown",
      `方案要改动的“${id}”（${what}）在原方案中不存在，请核对编号。`,
      `The variant changes the ${what} “${id}”, which the problem does not have; check the id.`,
      place,
    ),
  );

function inStep(
  problem: AllocationProblem,
  id: string,
  place: string,
  change: (step: AllocationStep) => Result<AllocationStep>,
): Result<AllocationProblem> {
  const index = problem.steps.findIndex((step) => step.id === id);
  const step = problem.steps[index];
  if (step === undefined) return unknown("step", id, place);
  const changed = change(step);
  return changed.ok ? ok({ ...problem, steps: problem.steps.with(index, changed.value) }) : changed;
}

function withMechanism(
  step: AllocationStep,
  { mechanism, lotScope = step.lotScope, ring }: Extract<Change, { change: "mechanism" }>,
): AllocationStep {
  const { ring: _, ...others } = step;
  const entries =
    mechanism === "top-trading-cycles" ? step.entries : step.entries.map(withoutRights);
  return {
    ...others,
    mechanism,
    lotScope,
    ...(ring === undefined ? {} : { ring }),
    ...(mechanism === "lots-only" || mechanism === "ring-draw"
      ? { keyParts: [], entries: entries.map((entry) => ({ ...entry, keys: [[]] })) }
      : { entries }),
  };
}

function withoutRights(entry: StepEntry): StepEntry {
  const { rights: _, ...others } = entry;
  return others;
}

/** Changes the pools of one school, or of all; `change` gives null where the school has no such pools. */
function inPools(
  problem: AllocationProblem,
  { step: id, school: only }: { readonly step: string; readonly school?: string },
  place: string,
  change: (pools: readonly SeatPool[]) => Result<readonly SeatPool[]> | null,
): Result<AllocationProblem> {
  return inStep(problem, id, place, (step) => {
    if (only !== undefined && ownEntry(step.divisions, only) === undefined) {
      return unknown("divided school", only, place);
    }
    let changes = 0;
    const divisions: Record<string, SeatDivision> = {};
    for (const [school, division] of Object.entries(step.divisions ?? {})) {
      divisions[school] = division;
      if (only !== undefined && only !== school) continue;
      const pools = change(division.pools);
      if (pools?.ok === false) return pools;
      if (pools === null) continue;
      divisions[school] = { ...division, pools: pools.value };
      changes += 1;
    }
    return changes > 0 ? ok({ ...step, divisions }) : unknown("pool", only ?? id, place);
  });
}

function reordered(
  pools: readonly SeatPool[],
  order: readonly string[],
  place: string,
): Result<readonly SeatPool[]> | null {
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  const inOrder = order.flatMap((id) => byId.get(id) ?? []);
  if (inOrder.length === pools.length && new Set(order).size === order.length) return ok(inOrder);
  return err(
    failure(
      "what-if.pool-order",
      "新的先后次序须把该校所有学位类别各写一次。",
      "The new order must name every pool of the school once.",
      place,
    ),
  );
}

function withSeats(
  problem: AllocationProblem,
  id: string,
  seats: number,
  place: string,
): Result<AllocationProblem> {
  const index = problem.schools.findIndex(({ school }) => school === id);
  if (index === -1) return unknown("school", id, place);
  return ok({ ...problem, schools: problem.schools.with(index, { school: id, seats }) });
}

function withSeatsAtMost(
  step: AllocationStep,
  school: string,
  seats: number | null,
): AllocationStep {
  const others = Object.entries(step.seatsAtMost ?? {}).filter(([id]) => id !== school);
  return {
    ...step,
    seatsAtMost: Object.fromEntries(seats === null ? others : [...others, [school, seats]]),
  };
}

function withSteps(
  problem: AllocationProblem,
  order: readonly string[],
  place: string,
): Result<AllocationProblem> {
  const byId = new Map(problem.steps.map((step) => [step.id, step]));
  const missing = order.find((id) => !byId.has(id));
  if (missing !== undefined) return unknown("step", missing, place);
  return ok({ ...problem, steps: order.flatMap((id) => byId.get(id) ?? []) });
}

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationOutcome, AllocationProblem } from "../domain/allocation-problem.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkProblem } from "./check-problem.ts";
import { crowdedFamilies, crowdedSchool } from "./testing/crowded-towns.ts";
import {
  familyTown,
  guaranteedTown,
  mixedTown,
  ratesTown,
  ringTown,
  townWithReserves,
  townWithTies,
  tradingTown,
} from "./testing/featured-towns.ts";
import {
  bestForAll,
  choiceStableOutcomes,
  firstField,
  isParetoDominated,
  limitStableOutcomes,
  togetherStableOutcomes,
  tradeOneByOne,
} from "./testing/literal-outcomes.ts";
import { seatsByChild } from "./testing/towns.ts";
import type { Matching } from "./testing/brute-force.ts";

const TOWNS = {
  "divided seats": townWithReserves,
  "one crowded school": crowdedSchool,
  "equal scores": townWithTies,
  trading: tradingTown,
  rings: ringTown,
  "call lists": ratesTown,
  "guaranteed seats": guaranteedTown,
  "families together": familyTown,
  "families in a crowd": crowdedFamilies,
  "all of these, step by step": mixedTown,
} as const;

/** The town without its later steps, and what the engine does with it. */
function firstStepOf(town: AllocationProblem): AllocationProblem {
  return { ...town, steps: town.steps.slice(0, 1) };
}

const byChild = (matching: Matching) => Object.fromEntries(matching);

/** What the engine gives to the competitors of the first step. */
function given(town: AllocationProblem): Readonly<Record<string, string | null>> {
  const seats = seatsByChild(allocate(firstStepOf(town)));
  return Object.fromEntries(
    [...firstField(town).requests.keys()].map((pid) => [pid, seats[pid] ?? null]),
  );
}

describe.each(Object.entries(TOWNS))("with %s", (_, towns) => {
  it("allocates every sound town as the checker demands, cutoffs and seats left included", () => {
    fc.assert(
      fc.property(towns, (town) => {
        expect(checkProblem(town)).toMatchObject({ ok: true });
        expect(checkOutcome(town, allocate(town))).toEqual([]);
      }),
      { seed: 61, numRuns: 400 },
    );
  });

  it("gives the same bytes whatever the order of the rows", () => {
    fc.assert(
      fc.property(towns, (town) => {
        const bytes = JSON.stringify(allocate(town));
        expect(JSON.stringify(allocate(reversed(town)))).toBe(bytes);
        expect(JSON.stringify(allocate(structuredClone(town)))).toBe(bytes);
      }),
      { seed: 62, numRuns: 200 },
    );
  });
});

/** Whatever has no order of its own, turned round: children, schools, groups, the keys of records. */
function reversed(town: AllocationProblem): AllocationProblem {
  return {
    ...town,
    schools: town.schools.toReversed(),
    steps: town.steps.map((step) => ({
      ...step,
      entries: step.entries
        .toReversed()
        .map((entry) => ({ ...entry, groups: (entry.groups ?? []).toReversed() })),
      ...(step.divisions === undefined ? {} : { divisions: turned(step.divisions) }),
      ...(step.rates === undefined ? {} : { rates: turned(step.rates) }),
      ...(step.seatsAtMost === undefined ? {} : { seatsAtMost: turned(step.seatsAtMost) }),
      ...(step.together === undefined
        ? {}
        : {
            together: turned(
              Object.fromEntries(
                Object.entries(step.together).map(([family, pids]) => [family, pids.toReversed()]),
              ),
            ),
          }),
    })),
    lots: turned(
      Object.fromEntries(Object.entries(town.lots).map(([draw, lots]) => [draw, turned(lots)])),
    ),
  };
}

const turned = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).toReversed());

describe("against every possible outcome of a small town", () => {
  it("gives the best stable outcome where seats are divided, guaranteed, drawn or called", () => {
    fc.assert(
      fc.property(fc.oneof(townWithReserves, guaranteedTown, ringTown, ratesTown), (town) => {
        const field = firstField(town);
        const best = bestForAll(field, choiceStableOutcomes(field));
        expect(given(town)).toEqual(byChild(best));
      }),
      { seed: 63, numRuns: 300 },
    );
  });

  it("gives the outcome of the lowest stable limits where scores are equal", () => {
    fc.assert(
      fc.property(townWithTies, (town) => {
        const field = firstField(town);
        const outcomes = new Map(
          limitStableOutcomes(field).map((one) => [JSON.stringify([...one]), one]),
        );
        expect(given(town)).toEqual(byChild(bestForAll(field, [...outcomes.values()])));
      }),
      { seed: 64, numRuns: 300 },
    );
  });

  it("trades until nobody could gain without another's loss", () => {
    fc.assert(
      fc.property(tradingTown, (town) => {
        const field = firstField(town);
        const seats = given(town);
        expect(seats).toEqual(byChild(tradeOneByOne(field)));
        expect(isParetoDominated(field, new Map(Object.entries(seats)))).toBe(false);
      }),
      { seed: 65, numRuns: 200 },
    );
  });

  it("keeps families together in a stable outcome, and lets none fall apart that need not", () => {
    const seen = { together: 0, apart: 0 };
    fc.assert(
      fc.property(fc.oneof(familyTown, crowdedFamilies), (town) => {
        const field = firstField(town);
        const families = Object.entries(field.step.together ?? {})
          .map(([family, pids]) => ({
            family,
            pids: pids.filter((pid) => field.requests.has(pid)),
          }))
          .filter(({ pids }) => pids.length > 1);
        const outcome = allocate(firstStepOf(town));
        const apart = new Set(outcome.fellApart?.map(({ family }) => family));
        const whole = families.filter(({ family }) => !apart.has(family));
        const stable = togetherStableOutcomes(
          field,
          whole.map(({ pids }) => pids),
        );
        expect(stable.map(byChild)).toContainEqual(given(town));
        if (whole.length > 0) seen.together += 1;
        if (apart.size === 0) return;
        seen.apart += 1;
        const all = families.map(({ pids }) => pids);
        expect(togetherStableOutcomes(field, all)).toEqual([]);
      }),
      { seed: 66, numRuns: 400 },
    );
    expect(seen.together).toBeGreaterThan(200);
    expect(seen.apart).toBeGreaterThan(0);
  });
});

describe("with divided seats", () => {
  /** Children refused at a school, with the open seats and who has them, by pool. */
  const refusedAt = (town: AllocationProblem, outcome: AllocationOutcome) =>
    [...firstField(town).requests.values()].flatMap((list) => {
      const own = outcome.placements.find(({ pid }) => pid === list[0]?.pid);
      return list.filter(({ listRank }) => listRank < (own?.listRank ?? list.length + 1));
    });

  it("never refuses a pool's member while a seat of the pool is given to a child after it", () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.oneof(crowdedSchool, townWithReserves), (town) => {
        const step = firstStepOf(town);
        const outcome = allocate(step);
        const { divisions = {} } = firstField(town).step;
        for (const request of refusedAt(step, outcome)) {
          const pools = divisions[request.school]?.pools ?? [];
          const reserved = pools.filter(
            ({ group }) => group !== null && request.entry.groups?.includes(group),
          );
          const capped = divisions[request.school]?.caps?.some(({ group }) =>
            request.entry.groups?.includes(group),
          );
          for (const pool of capped === true ? [] : reserved) {
            judged += 1;
            const holders = outcome.placements.filter(
              ({ school, pool: id }) => school === request.school && id === pool.id,
            );
            const set = Math.min(pool.seats ?? 0, seatsSetApart(town, request.school, pool.id));
            expect(holders.length).toBeGreaterThanOrEqual(set);
            for (const { pid } of holders) {
              const theirs = firstField(town)
                .requests.get(pid)
                ?.find(({ school }) => school === request.school);
              expect(theirs?.entry.groups).toContain(pool.group);
              expect(theirs !== undefined && firstField(town).before(request, theirs)).toBe(false);
            }
          }
        }
      }),
      { seed: 67, numRuns: 600 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  /** What is left for a pool when the guaranteed seats and the earlier pools have theirs. */
  function seatsSetApart(town: AllocationProblem, school: string, id: string): number {
    const { capacity, competitors, step } = firstField(town);
    const promised = competitors.filter(({ guaranteed }) => guaranteed === school).length;
    const pools = step.divisions?.[school]?.pools ?? [];
    const earlier = pools.slice(
      0,
      pools.findIndex((pool) => pool.id === id),
    );
    const taken = earlier.reduce((sum, { seats = 0 }) => sum + seats, promised);
    return Math.max(0, (capacity.get(school) ?? 0) - taken);
  }
});

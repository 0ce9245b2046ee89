import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationProblem, Placement } from "../domain/allocation-problem.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { crowdedFamilies, crowdedSchool } from "./testing/crowded-towns.ts";
import {
  guaranteedTown,
  mixedTown,
  ratesTown,
  ringTown,
  townWithReserves,
  townWithTies,
  tradingTown,
} from "./testing/featured-towns.ts";

const TOWNS = [
  townWithReserves,
  crowdedSchool,
  townWithTies,
  tradingTown,
  ringTown,
  ratesTown,
  guaranteedTown,
  crowdedFamilies,
  mixedTown,
];

/** All placements that the child's lists, the steps and the pools allow, the one given left out. */
function otherPlacements(problem: AllocationProblem, given: Placement): readonly Placement[] {
  const pools = new Set(["open", "guaranteed", "pool0", "pool1", undefined]);
  const seated = problem.steps.flatMap(({ id, entries }) =>
    entries
      .filter(({ pid }) => pid === given.pid)
      .flatMap(({ pid, list }) =>
        list.flatMap((school, index) =>
          [...pools].map((pool): Placement => ({
            pid,
            school,
            step: id,
            listRank: index + 1,
            ...(pool === undefined ? {} : { pool }),
          })),
        ),
      ),
  );
  const nowhere: Placement = { pid: given.pid, school: null, step: null, listRank: null };
  const own = JSON.stringify([given.school, given.step, given.pool]);
  return [...seated, nowhere].filter(
    ({ school, step, pool }) => JSON.stringify([school, step, pool]) !== own,
  );
}

describe("in random towns", () => {
  it("never lets a changed placement pass", () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.oneof(...TOWNS), fc.nat(), fc.nat(), (problem, whom, whither) => {
        const right = allocate(problem);
        const given = right.placements[whom % right.placements.length];
        if (given === undefined) return;
        const others = otherPlacements(problem, given);
        const other = others[whither % Math.max(1, others.length)];
        if (other === undefined) return;
        judged += 1;
        const placements = right.placements.map((placement) =>
          placement === given ? other : placement,
        );
        expect(checkOutcome(problem, { ...right, placements })).not.toEqual([]);
      }),
      { seed: 81, numRuns: 1000 },
    );
    expect(judged).toBeGreaterThan(700);
  });

  it("never lets two children's seats be exchanged, whatever the cutoffs say", () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.oneof(...TOWNS), fc.nat(), fc.nat(), (problem, one, another) => {
        const right = allocate(problem);
        const [first, second] = [one, another].map(
          (index) => right.placements[index % right.placements.length],
        );
        if (first?.step === undefined || second?.step === undefined) return;
        if (first.step === null || first.school === second.school) return;
        // Where families ask together there may be several stable outcomes, and none is best.
        if (problem.steps.some(({ together }) => together !== undefined)) return;
        const rankIn = (pid: string, { step, school }: Placement): number | null => {
          const entry = problem.steps
            .find(({ id }) => id === step)
            ?.entries.find((candidate) => candidate.pid === pid);
          const place = entry?.list.indexOf(school ?? "") ?? -1;
          return place === -1 ? null : place + 1;
        };
        const exchanged = right.placements.map((placement) => {
          if (placement === first) {
            return { ...second, pid: first.pid, listRank: rankIn(first.pid, second) };
          }
          if (placement !== second) return placement;
          return { ...first, pid: second.pid, listRank: rankIn(second.pid, first) };
        });
        judged += 1;
        const found = checkOutcome(problem, { ...right, placements: exchanged });
        expect(found.filter(({ check }) => check !== "cutoffs")).not.toEqual([]);
      }),
      { seed: 82, numRuns: 1500 },
    );
    expect(judged).toBeGreaterThan(200);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  AllocationProblem,
  AllocationStep,
  SeatDivision,
  SeatPool,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import { crowdedSchool } from "../testing/crowded-towns.ts";
import { lotsInOrder } from "../testing/towns.ts";
import { choosersOf } from "./choice.ts";
import type { Chooser } from "./choice.ts";
import { fieldOf } from "./field.ts";
import { bySchool } from "./request.ts";
import type { Request } from "./request.ts";

interface School {
  readonly school: string;
  readonly choose: Chooser;
  /** All who list it in the town's first step. */
  readonly askers: readonly Request[];
}

function schoolsOf(town: AllocationProblem): readonly School[] {
  const [step] = town.steps;
  if (step === undefined) return [];
  const left = new Map(town.schools.map(({ school, seats }) => [school, seats]));
  const field = fieldOf(town, step, step.entries, left);
  const choosers = choosersOf(field);
  return [...bySchool([...field.requests.values()].flat())].flatMap(([school, askers]) => {
    const choose = choosers.get(school);
    return choose === undefined ? [] : [{ school, choose, askers }];
  });
}

function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const [first, ...others] = items;
  if (first === undefined) return [[]];
  return subsetsOf(others).flatMap((subset) => [subset, [first, ...subset]]);
}

/** Calls `judge` for every school, every set of its askers and every asker outside the set. */
function forAllAdditions(
  town: AllocationProblem,
  judge: (fewer: readonly Request[], more: readonly Request[], school: School) => void,
): void {
  for (const school of schoolsOf(town)) {
    for (const fewer of subsetsOf(school.askers)) {
      for (const added of school.askers) {
        if (!fewer.includes(added)) judge(fewer, [...fewer, added], school);
      }
    }
  }
}

const RUNS = { seed: 31, numRuns: 400 };

describe("a school's choice with reserves, quotas, caps and guarantees", () => {
  it("never takes somebody, once more children ask, whom it refused among fewer", () => {
    fc.assert(
      fc.property(crowdedSchool, (town) => {
        forAllAdditions(town, (fewer, more, { choose }) => {
          const [before, after] = [choose(fewer), choose(more)];
          for (const request of fewer) {
            if (!before.has(request)) expect(after.has(request)).toBe(false);
          }
        });
      }),
      RUNS,
    );
  });

  it("does not depend on those it refuses", () => {
    fc.assert(
      fc.property(crowdedSchool, (town) => {
        forAllAdditions(town, (fewer, more, { choose }) => {
          const [before, after] = [choose(fewer), choose(more)];
          const [added] = more.slice(-1);
          if (added !== undefined && !after.has(added)) expect(after).toEqual(before);
        });
      }),
      RUNS,
    );
  });

  it("takes no fewer children when more ask", () => {
    fc.assert(
      fc.property(crowdedSchool, (town) => {
        forAllAdditions(town, (fewer, more, { choose }) => {
          expect(choose(more).size).toBeGreaterThanOrEqual(choose(fewer).size);
        });
      }),
      RUNS,
    );
  });
});

describe("caps beside reserved seats, in divisions that the generators leave out", () => {
  const pool = (
    id: string,
    group: string | null,
    handOn: string | null,
    seats: number,
  ): SeatPool => ({
    id,
    group,
    handOn,
    seats,
  });
  const open: SeatPool = { id: "open", group: null, handOn: null };
  /** Those taken from among the children named, who are in the order of their lots. */
  const taken = (
    division: SeatDivision,
    seats: number,
    groups: Readonly<Record<string, string>>,
    asking: readonly string[],
    guaranteed: readonly string[] = [],
  ): readonly string[] => {
    const entries = Object.entries(groups).map(([pid, group]): StepEntry => {
      const child = { pid, category: "x", list: ["a"], keys: [[]], points: [pointsOf(0)] };
      const own = { ...child, groups: group === "" ? [] : [group] };
      return guaranteed.includes(pid) ? { ...own, guaranteed: "a" } : own;
    });
    const step: AllocationStep = {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [],
      divisions: { a: division },
      entries,
    };
    const schools = [{ school: "a", seats }];
    const lots = { "*": lotsInOrder(Object.keys(groups)) };
    const [school] = schoolsOf({ schools, steps: [step], lots });
    const askers = school?.askers.filter(({ pid }) => asking.includes(pid)) ?? [];
    return [...(school?.choose(askers).keys() ?? [])].map(({ pid }) => pid).toSorted();
  };

  it("may take a child only because a better one asks: a hard quota after an open pool", () => {
    const division = {
      pools: [pool("early", null, null, 1), pool("quota", "g", null, 1), open],
      caps: [{ group: "k", atMost: 1 }],
    };
    const groups = { k1: "k", g: "g", k2: "k", o: "" };
    expect(taken(division, 3, groups, ["g", "k2", "o"])).toEqual(["g", "k2"]);
    expect(taken(division, 3, groups, ["k1", "g", "k2", "o"])).toEqual(["g", "k1", "o"]);
  });

  it("may do so where a capped group's reserve is handed on to another group", () => {
    const division = {
      pools: [pool("capped", "k", "other", 1), pool("other", "g", "open", 0), open],
      caps: [{ group: "k", atMost: 1 }],
    };
    const groups = { k1: "k", k2: "k", o: "", g: "g" };
    expect(taken(division, 2, groups, ["k2", "o", "g"], ["k1"])).toEqual(["k2", "o"]);
    expect(taken(division, 2, groups, ["k1", "k2", "o", "g"], ["k1"])).toEqual(["g", "k1"]);
  });

  it("may take fewer children when more ask: a reserve for a capped group after an open pool", () => {
    const division = {
      pools: [open, pool("reserve", "k", null, 1)],
      caps: [{ group: "k", atMost: 1 }],
    };
    const groups = { k1: "k", o: "", k2: "k" };
    expect(taken(division, 2, groups, ["o", "k2"])).toEqual(["k2", "o"]);
    expect(taken(division, 2, groups, ["k1", "o", "k2"])).toEqual(["k1"]);
  });
});

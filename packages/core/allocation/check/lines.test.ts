import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationStep, GroupRate, StepEntry } from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import { lotsInOrder } from "../testing/towns.ts";
import { callPlaces, ringPlaces } from "./lines.ts";
import { requestsOf } from "./request.ts";

const child = (pid: string, groups: readonly string[] = []): StepEntry => ({
  pid,
  category: "x",
  list: ["a"],
  keys: [[]],
  points: [pointsOf(0)],
  groups,
});

const step: AllocationStep = {
  id: "only",
  mechanism: "deferred-acceptance",
  lotScope: "one",
  keyParts: [],
  entries: [],
};

/** The groups of each child, by place in the call list; the children given stand best first. */
function called(standing: readonly (readonly string[])[], rates: readonly GroupRate[]) {
  const entries = standing.map((groups, index) => child(String(index), groups));
  const lots = { "*": lotsInOrder(entries.map(({ pid }) => pid)) };
  const problem = { schools: [], steps: [step], lots };
  const requests = entries.flatMap((entry) => requestsOf(problem, step, entry));
  return [...callPlaces(requests, rates)]
    .toSorted(([, a], [, b]) => a - b)
    .map(([{ pid, entry }]) => ({ pid, groups: entry.groups ?? [] }));
}

const pidsOf = (children: ReturnType<typeof called>): string =>
  children.map(({ pid }) => pid).join("");

describe("the ring", () => {
  it("is counted out as published in Nanchang", () => {
    const pids = Array.from({ length: 20 }, (_, index) => `p${String(index + 1).padStart(2, "0")}`);
    const problem = { schools: [], steps: [], lots: { "*": lotsInOrder(pids) } };
    const places = ringPlaces(
      problem,
      pids.toReversed().map((pid) => child(pid)),
      { start: 6, step: 3 },
    );
    const first = [...places].toSorted(([, a], [, b]) => a - b).slice(0, 15);
    expect(first.map(([pid]) => Number(pid.slice(1)))).toEqual([
      6, 9, 12, 15, 18, 1, 4, 8, 13, 17, 2, 7, 14, 20, 10,
    ]);
  });

  it("goes round for a start beyond its end", () => {
    const pids = ["p1", "p2", "p3"];
    const problem = { schools: [], steps: [], lots: { "*": lotsInOrder(pids) } };
    const order = ringPlaces(
      problem,
      pids.map((pid) => child(pid)),
      { start: 5, step: 1 },
    );
    expect(order).toEqual(
      new Map([
        ["p2", 1],
        ["p3", 2],
        ["p1", 3],
      ]),
    );
  });
});

describe("a call list", () => {
  it("calls members early enough, rounding their number up", () => {
    const standing = [[], [], [], ["g"], ["g"]];
    expect(pidsOf(called(standing, [{ group: "g", percentAtLeast: 34 }]))).toBe("30412");
    expect(pidsOf(called(standing, [{ group: "g", percentAtLeast: 0 }]))).toBe("01234");
    expect(pidsOf(called(standing, [{ group: "g", percentAtLeast: 100 }]))).toBe("34012");
  });

  it("prefers a child who serves two rates at once, and else the earlier rate", () => {
    const rates = [
      { group: "g", percentAtLeast: 50 },
      { group: "h", percentAtLeast: 50 },
    ];
    expect(pidsOf(called([[], ["g"], ["h"], ["g", "h"]], rates))).toBe("3012");
    expect(pidsOf(called([[], ["h"], ["g"]], rates))).toBe("210");
  });

  const standing = fc.array(fc.subarray(["g", "h"]), { maxLength: 9 });
  const percent = fc.constantFrom(0, 10, 33, 50, 67, 100);

  it("keeps the first rate at every place as long as the group lasts", () => {
    fc.assert(
      fc.property(standing, percent, percent, (children, first, second) => {
        const calls = called(children, [
          { group: "g", percentAtLeast: first },
          { group: "h", percentAtLeast: second },
        ]);
        expect(calls).toHaveLength(children.length);
        const members = children.filter((groups) => groups.includes("g")).length;
        for (let place = 1; place <= calls.length; place += 1) {
          const served = calls.slice(0, place).filter(({ groups }) => groups.includes("g")).length;
          expect(served).toBeGreaterThanOrEqual(Math.min(members, (first * place) / 100));
        }
      }),
      { seed: 43, numRuns: 500 },
    );
  });

  it("keeps every rate where all can be kept by children of one group each", () => {
    fc.assert(
      fc.property(standing, (children) => {
        const alone = children.map((groups) => groups.slice(0, 1));
        const rates = [
          { group: "g", percentAtLeast: 50 },
          { group: "h", percentAtLeast: 33 },
        ];
        const calls = called(alone, rates);
        for (let place = 2; place <= calls.length; place += 1) {
          for (const { group, percentAtLeast } of rates) {
            const members = alone.filter((groups) => groups.includes(group)).length;
            const served = calls.slice(0, place).filter((one) => one.groups.includes(group)).length;
            // A rate may have to wait one place for another that falls due at the same time.
            expect(served).toBeGreaterThanOrEqual(
              Math.min(members, Math.ceil((percentAtLeast * place) / 100) - 1),
            );
          }
        }
      }),
      { seed: 44, numRuns: 300 },
    );
  });
});

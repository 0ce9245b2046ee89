import { expect, it } from "vitest";
import { pointsOf } from "../../domain/points.ts";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { literatureTown, lotNumber, seatsByChild } from "../testing/towns.ts";
import type { SupplementaryRound } from "./supplementary.ts";
import { supplementaryProblem } from "./supplementary.ts";

const town = literatureTown({
  mechanism: "deferred-acceptance",
  seats: { A: 1, B: 2 },
  choices: { p: ["A"], q: ["A"], r: ["A"], s: ["B"] },
  priorities: { A: [["p", "q", "r", "s"]], B: [["p", "q", "r", "s"]] },
});

const round = (lists: Readonly<Record<string, readonly string[]>>): SupplementaryRound => ({
  steps: [
    {
      id: "supplementary",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [],
      entries: Object.entries(lists).map(([pid, list]) => ({
        pid,
        category: "",
        list,
        keys: [[]],
        points: [pointsOf(0)],
      })),
    },
  ],
  lots: {
    "*": Object.fromEntries(Object.keys(lists).map((pid, index) => [pid, lotNumber(index + 1)])),
  },
});

const solve = (given: SupplementaryRound) => {
  const problem = supplementaryProblem(town, allocate(town), given);
  if (!problem.ok) throw new Error(JSON.stringify(problem.error));
  const outcome = allocate(problem.value);
  expect(checkOutcome(problem.value, outcome)).toEqual([]);
  return seatsByChild(outcome);
};

it("gives the seats left to children without one, who list anew, and to newcomers", () => {
  expect(solve(round({ r: ["A", "B"], n: ["B"], q: ["B"] }))).toEqual({ r: "B", n: null, q: null });
});

it("gives added seats too", () => {
  expect(solve({ ...round({ r: ["A", "B"], n: ["B"] }), addedSeats: { A: 1 } })).toEqual({
    r: "A",
    n: "B",
  });
});

it("refuses children who hold a seat, and unknown schools", () => {
  const refused = supplementaryProblem(town, allocate(town), {
    ...round({ q: ["B"], s: ["A"] }),
    addedSeats: { Z: 1 },
  });
  expect(refused.ok ? [] : refused.error.map(({ code, place }) => `${code} @ ${place}`)).toEqual([
    "allocation.holds-seat @ steps[0].entries[1].pid",
    "allocation.school-unknown @ addedSeats.Z",
  ]);
});

it("refuses what no run could take", () => {
  const refused = supplementaryProblem(town, allocate(town), { ...round({ q: ["B"] }), lots: {} });
  expect(refused.ok ? [] : refused.error.map(({ code }) => code)).toEqual([
    "allocation.lot-missing",
  ]);
});

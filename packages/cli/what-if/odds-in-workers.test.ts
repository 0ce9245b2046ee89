import { expect, it } from "vitest";
import { odds } from "@yangguang/core/allocation/what-if/odds.ts";
import type { AllocationProblem } from "@yangguang/core/domain/allocation-problem.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import { oddsInWorkers } from "./odds-in-workers.ts";

const CHILDREN = ["p1", "p2", "p3", "p4", "p5"];

const town: AllocationProblem = {
  schools: [
    { school: "a", seats: 2 },
    { school: "b", seats: 1 },
  ],
  lots: {
    "*": Object.fromEntries(CHILDREN.map((pid, index) => [pid, String(index).padStart(64, "0")])),
  },
  steps: [
    {
      id: "only",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [],
      entries: CHILDREN.map((pid) => ({
        pid,
        category: "x",
        list: ["a", "b"],
        keys: [[]],
        points: [pointsOf(0)],
      })),
    },
  ],
};

const QUESTION = { draws: 75, seed: 20_260_701 };

it("gives the same bytes with one worker, two, or none", async () => {
  const bytes = JSON.stringify(odds(town, "p3", QUESTION));
  for (const workers of [1, 2, 3]) {
    expect(JSON.stringify(await oddsInWorkers(town, "p3", QUESTION, workers))).toBe(bytes);
  }
});

it("asks no worker what cannot be answered", async () => {
  expect(await oddsInWorkers(town, "nobody", QUESTION)).toMatchObject({
    ok: false,
    error: { code: "odds.pid" },
  });
});

it("tells of a worker that failed", async () => {
  const unfinished = { ...town, lots: {} };
  // Problems are checked beforehand; what slips through must not hang.
  await expect(oddsInWorkers(unfinished, "p3", QUESTION, 2)).rejects.toThrow("no lot");
});

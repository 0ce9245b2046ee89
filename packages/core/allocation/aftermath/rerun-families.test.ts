import { describe, expect, it } from "vitest";
import type { AllocationProblem } from "../../domain/allocation-problem.ts";
import { allocate } from "../allocate.ts";
import { literatureTown, seatsByChild } from "../testing/towns.ts";
import { entry, run, stepsOf } from "./testing/reruns.ts";

describe("families in a re-run", () => {
  const twins = (lists: Readonly<Record<string, readonly string[]>>, order: readonly string[]) => {
    const problem = literatureTown({
      mechanism: "deferred-acceptance",
      choices: lists,
      seats: { A: 2, B: 2 },
      priorities: { A: order.map((pid) => [pid]), B: order.map((pid) => [pid]) },
    });
    const steps = problem.steps.map((step) => ({ ...step, together: { twins: ["t1", "t2"] } }));
    return { ...problem, steps };
  };
  const placed = twins({ x: ["A"], t1: ["A", "B"], t2: ["A", "B"], y: ["A"] }, [
    "x",
    "t1",
    "t2",
    "y",
  ]);

  it("stay together where they were placed together", () => {
    expect(seatsByChild(allocate(placed))).toEqual({ x: "A", t1: "B", t2: "B", y: "A" });
    expect(run(placed, { withdrawn: ["x"] }).moves).toHaveLength(1);
  });

  it("ask and move one by one only if they agree to", () => {
    const alone = run(placed, { withdrawn: ["x"], askAlone: ["t1", "t2"] }).outcome;
    expect(seatsByChild(alone)).toEqual({ t1: "A", t2: "B", y: "A" });
    const refused = twins({ x: ["A"], t1: ["A"], t2: ["A"], y: ["A"] }, ["x", "t1", "t2", "y"]);
    expect(run(refused, { withdrawn: ["y"] }).moves).toHaveLength(1);
    const { outcome } = run(refused, { withdrawn: ["y"], askAlone: ["t1", "t2"] });
    expect(seatsByChild(outcome)).toEqual({ x: "A", t1: "A", t2: null });
  });
});

describe("a child of a family", () => {
  const together = { twins: ["t1", "t2"] };
  const waitsFor = (problem: AllocationProblem): readonly string[] =>
    run(problem, { addedSeats: { A: 1 } })
      .problem.steps.flatMap(({ entries }) => entries)
      .filter(({ list }) => list.includes("A"))
      .map(({ pid }) => pid);

  it("placed with it does not ask for what it wanted before, alone", () => {
    const problem = stepsOf(
      { A: 1, B: 2 },
      [
        { entries: ["x", "t1", "t2"].map((pid) => entry(pid, ["A"])) },
        { together, entries: ["t1", "t2"].map((pid) => entry(pid, ["B"])) },
      ],
      ["x", "t1", "t2"],
    );
    expect(waitsFor(problem)).toEqual(["x"]);
  });

  it("which fell apart waits alone", () => {
    // x, the twins and y at A, y and x at B: no outcome keeps the twins together and is stable.
    const keyed = (pid: string, list: readonly string[], ...keys: readonly number[]) => ({
      ...entry(pid, list),
      keys: keys.map((key) => [key]),
    });
    const problem = stepsOf(
      { A: 2, B: 1 },
      [
        {
          together,
          keyParts: [{ by: "points" }],
          entries: [
            keyed("t1", ["A"], 1),
            keyed("t2", ["A"], 1),
            keyed("x", ["B", "A"], 1, 0),
            keyed("y", ["A", "B"], 2, 0),
          ],
        },
      ],
      ["t1", "t2", "x", "y"],
    );
    expect(allocate(problem).fellApart).toHaveLength(1);
    expect(waitsFor(problem)).toEqual(["t1", "t2", "x", "y"]);
  });

  it("of which nobody else is left in the step waits alone", () => {
    const problem = stepsOf(
      { A: 1, B: 1 },
      [
        { entries: [entry("t1", ["B"]), entry("x", ["A"])] },
        { together, entries: ["t1", "t2"].map((pid) => entry(pid, ["A"])) },
      ],
      ["x", "t1", "t2"],
    );
    expect(waitsFor(problem)).toEqual(["t2", "x"]);
  });
});

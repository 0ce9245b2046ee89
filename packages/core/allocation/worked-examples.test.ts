import { describe, expect, it } from "vitest";
import type { AllocationProblem, StepEntry } from "../domain/allocation-problem.ts";
import { pointsOf } from "../domain/points.ts";
import { allocate } from "./allocate.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkProblem } from "./check-problem.ts";
import { stableMatchingsOf } from "./testing/brute-force.ts";
import type { LiteratureTown } from "./testing/towns.ts";
import { literatureTown, lotsInOrder, seatsByChild } from "./testing/towns.ts";

const letters = (text: string): readonly string[] => Array.from(text);
const spread = (order: string): readonly string[][] => letters(order).map((child) => [child]);

function solve(problem: AllocationProblem): Readonly<Record<string, string | null>> {
  expect(checkProblem(problem).ok).toBe(true);
  const outcome = allocate(problem);
  expect(checkOutcome(problem, outcome)).toEqual([]);
  return seatsByChild(outcome);
}

const stableSets = (problem: AllocationProblem): ReadonlySet<string> =>
  new Set(
    stableMatchingsOf(problem).map((matching) =>
      [...matching].map(([child, school]) => `${child}${school}`).join(" "),
    ),
  );

describe("Gale & Shapley 1962, College Admissions and the Stability of Marriage", () => {
  it("example 1: three stable matchings, deferred acceptance gives the applicants' best", () => {
    const problem = literatureTown({
      mechanism: "deferred-acceptance",
      choices: { α: letters("ABC"), β: letters("BCA"), γ: letters("CAB") },
      priorities: { A: spread("βγα"), B: spread("γαβ"), C: spread("αβγ") },
    });
    expect(stableSets(problem)).toEqual(new Set(["αA βB γC", "αB βC γA", "αC βA γB"]));
    expect(solve(problem)).toEqual({ α: "A", β: "B", γ: "C" });
  });

  it("example 2: one stable matching only", () => {
    const problem = literatureTown({
      mechanism: "deferred-acceptance",
      choices: { α: letters("ABCD"), β: letters("ADCB"), γ: letters("BACD"), δ: letters("DBCA") },
      priorities: {
        A: spread("δγαβ"),
        B: spread("βδαγ"),
        C: spread("δαβγ"),
        D: spread("γβαδ"),
      },
    });
    expect(stableSets(problem)).toEqual(new Set(["αC βD γA δB"]));
    expect(solve(problem)).toEqual({ α: "C", β: "D", γ: "A", δ: "B" });
  });
});

it("Abdulkadiroğlu & Sönmez 2003, School Choice: deferred acceptance where trading cycles differ", () => {
  const problem = literatureTown({
    mechanism: "deferred-acceptance",
    choices: { 1: ["s2", "s1", "s3"], 2: ["s1", "s2", "s3"], 3: ["s1", "s2", "s3"] },
    priorities: { s1: spread("132"), s2: spread("213"), s3: spread("213") },
  });
  expect(solve(problem)).toEqual({ 1: "s1", 2: "s2", 3: "s3" });
});

describe("Erdil & Ergin 2008, What's the Matter with Tie-Breaking?", () => {
  const town: LiteratureTown = {
    mechanism: "deferred-acceptance",
    choices: { 1: ["y", "x", "z"], 2: ["z", "y", "x"], 3: ["y", "z", "x"] },
    priorities: { x: spread("123"), y: [["2"], ["1", "3"]], z: [["3"], ["1", "2"]] },
  };

  it("with the lot of 1 before that of 3", () => {
    expect(solve(literatureTown({ ...town, lots: ["1", "2", "3"] }))).toEqual({
      1: "x",
      2: "y",
      3: "z",
    });
  });

  it("with the lot of 3 before that of 1", () => {
    expect(solve(literatureTown({ ...town, lots: ["3", "2", "1"] }))).toEqual({
      1: "x",
      2: "z",
      3: "y",
    });
  });
});

const asksForTheSchool = (pid: string): StepEntry => ({
  pid,
  category: "x",
  list: ["school"],
  keys: [[]],
  points: [pointsOf(0)],
});

describe("Dur, Kominers, Pathak & Sönmez 2018, Reserve Design: the order of reserves decides", () => {
  const lots = ["w1", "w2", "o1", "w3", "o2", "o3", "w4", "o4"];
  const common = {
    mechanism: "serial-dictatorship",
    lotScope: "one",
    keyParts: [],
    seatsAtMost: { school: 2 },
  } as const;
  const walkZone = {
    ...common,
    id: "walk zone",
    entries: lots.filter((pid) => pid.startsWith("w")).map(asksForTheSchool),
  };
  const open = { ...common, id: "open", entries: lots.map(asksForTheSchool) };
  const admitted = (steps: AllocationProblem["steps"]): readonly string[] =>
    Object.entries(
      solve({ schools: [{ school: "school", seats: 4 }], steps, lots: { "*": lotsInOrder(lots) } }),
    ).flatMap(([pid, school]) => (school === null ? [] : [pid]));

  it("reserved seats first", () => {
    expect(admitted([walkZone, open])).toEqual(["o1", "w1", "w2", "w3"]);
  });

  it("open seats first", () => {
    expect(admitted([open, walkZone])).toEqual(["w1", "w2", "w3", "w4"]);
  });
});

it("Secured seat, as in Chile (Correa et al. 2022): the present seat stays behind a dearer wish", () => {
  const problem = literatureTown({
    mechanism: "deferred-acceptance",
    choices: { s1: ["B", "A"], s2: ["A"], s3: ["B"] },
    priorities: { A: [["s1"], ["s2"]], B: [["s3"], ["s1"]] },
  });
  expect(solve(problem)).toEqual({ s1: "A", s2: null, s3: "B" });
});

it("Unfilled reserve handed on, as in JoSAA (Baswana et al. 2019)", () => {
  const ranks = ["b1", "g1", "g2"];
  const asks = (pid: string): StepEntry => ({
    pid,
    category: pid.startsWith("b") ? "OBC" : "GEN",
    list: ["course"],
    keys: [[ranks.indexOf(pid)]],
    points: [pointsOf(0)],
  });
  const step = (id: string, pids: readonly string[]) => ({
    id,
    mechanism: "serial-dictatorship" as const,
    lotScope: "one" as const,
    keyParts: [{ by: "term" as const, term: "rank" }],
    seatsAtMost: { course: 1 },
    entries: pids.map(asks),
  });
  const problem = {
    schools: [{ school: "course", seats: 2 }],
    steps: [step("OPEN", ranks), step("OBC", ["b1"]), step("OBC handed on", ranks)],
    lots: { "*": lotsInOrder(ranks) },
  };
  expect(solve(problem)).toEqual({ b1: "course", g1: "course", g2: null });
});

it("Equal scores at the last seat: the lot decides between the two", () => {
  const scores = { x90: 90, x80: 80, y80: 80 };
  const problem = (lots: readonly string[]): AllocationProblem => ({
    schools: [{ school: "school", seats: 2 }],
    steps: [
      {
        id: "points",
        mechanism: "serial-dictatorship",
        lotScope: "one",
        keyParts: [{ by: "points" }],
        entries: Object.entries(scores).map(([pid, score]) => ({
          pid,
          category: "x",
          list: ["school"],
          keys: [[-score * 1000]],
          points: [pointsOf(score * 1000)],
        })),
      },
    ],
    lots: { "*": lotsInOrder(lots) },
  });
  expect(solve(problem(["x80", "y80", "x90"]))).toEqual({
    x90: "school",
    x80: "school",
    y80: null,
  });
  expect(solve(problem(["y80", "x80", "x90"]))).toEqual({
    x90: "school",
    x80: null,
    y80: "school",
  });
});

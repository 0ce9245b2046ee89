import { describe, expect, it } from "vitest";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { readDocument } from "./read-document.ts";
import { explanationWriter } from "./write-explanation.ts";
import { writeOutcome } from "./write-outcome.ts";

function run(json: unknown) {
  const read = readDocument(json);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const outcome = allocate(read.value.problem);
  expect(checkOutcome(read.value.problem, outcome)).toEqual([]);
  return { ...writeOutcome(read.value, outcome), explain: explanationWriter(read.value, outcome) };
}

const line = { mechanism: "serial-dictatorship" } as const;

describe("steps one after another", () => {
  it("take part by category and consent, ask by lists of their own, carry seats forward", () => {
    const { assignment, placements, cutoffs, unfilled } = run({
      schools: [
        { id: "east", seats: 2 },
        { id: "west", seats: 1 },
        { id: "north", seats: 2 },
      ],
      applicants: [
        { id: "zone", choices: ["east"], category: "A", lot: 5 },
        { id: "high", choices: ["west", "east"], category: "B", points: 90, lot: 2 },
        { id: "middle", choices: ["west", "east"], category: "B", points: 80, lot: 3 },
        {
          id: "low",
          choices: ["east"],
          category: "B",
          points: 70,
          lot: 4,
          consent: true,
          distances: { west: 100, north: 900 },
        },
        {
          id: "unwilling",
          choices: ["east"],
          category: "B",
          points: 60,
          lot: 1,
          distances: { north: 5 },
        },
      ],
      steps: [
        { id: "A", ...line, categories: ["A"], compare: [] },
        { id: "B", ...line, categories: ["B"], seatsAtMost: { east: 1 } },
        { id: "rest", ...line, lists: "nearest", consent: true },
      ],
    });
    expect(assignment).toEqual({
      high: "west",
      low: "north",
      middle: "east",
      unwilling: null,
      zone: "east",
    });
    expect(placements["low"]).toEqual({ school: "north", choice: 2, step: "rest" });
    expect(cutoffs["east"]).toEqual([
      { step: "A", admitted: 1, binding: false, lot: 5 },
      { step: "B", admitted: 1, binding: true, points: 80, lot: 3 },
    ]);
    expect(unfilled).toEqual({ north: 1 });
  });

  it("schools equally near come in the order of their ids", () => {
    const { assignment } = run({
      schools: [
        { id: "b", seats: 1 },
        { id: "a", seats: 1 },
      ],
      applicants: [{ id: "s", choices: [], distances: { b: 7, a: 7 } }],
      ...line,
      lists: "nearest",
    });
    expect(assignment).toEqual({ s: "a" });
  });

  it("only first choices, choices of one step alone, a limit of competitors", () => {
    const document = {
      schools: [
        { id: "a", seats: 1 },
        { id: "b", seats: 1 },
        { id: "c", seats: 1 },
      ],
      applicants: [
        { id: "x", choices: ["a", "b"], points: 9, lot: 1 },
        { id: "y", choices: ["a", "b"], points: 8, lot: 2, choicesIn: { second: ["c"] } },
        { id: "z", choices: ["b"], points: 7, lot: 3 },
      ],
      steps: [
        { id: "first", ...line, lists: "first-choice", competitorsAtMost: 2 },
        { id: "second", ...line },
      ],
    };
    const { assignment, explain } = run(document);
    expect(assignment).toEqual({ x: "a", y: "c", z: "b" });
    expect(explain("z")).toMatchObject([
      {
        step: "first",
        school: "b",
        verdict: "outside-competitors",
        ranking: { rank: 3, atMost: 2 },
      },
      { step: "second", school: "b", verdict: "admitted" },
    ]);
  });

  it("reserves may be left out of a step, or handed on another way", () => {
    const school = {
      id: "a",
      seats: 2,
      reserves: [{ group: "g", seats: 1, hard: true }],
    };
    const applicants = [
      { id: "x", choices: ["a"], lot: 1 },
      { id: "y", choices: ["a"], lot: 2 },
    ];
    const steps = [
      { id: "1", ...line },
      { id: "2", ...line, reserves: false },
    ];
    expect(run({ schools: [school], applicants, ...line }).assignment).toEqual({ x: "a", y: null });
    expect(run({ schools: [school], applicants, steps }).placements).toEqual({
      x: { school: "a", choice: 1, step: "1", pool: "open" },
      y: { school: "a", choice: 1, step: "2" },
    });
  });
});

it("a family that asks together has one school, or is told that it fell apart", () => {
  const document = (seats: number) => ({
    mechanism: "deferred-acceptance",
    schools: [
      { id: "a", seats },
      { id: "b", seats: 2 },
    ],
    applicants: [
      { id: "x", choices: ["a", "b"], lot: 1 },
      { id: "y", choices: ["a", "b"], lot: 3 },
      { id: "z", choices: ["a"], lot: 2 },
    ],
    together: { family: ["x", "y"] },
  });
  expect(run(document(1)).assignment).toEqual({ x: "b", y: "b", z: "a" });
  expect(run(document(3)).assignment).toEqual({ x: "a", y: "a", z: "a" });
  expect(run(document(3)).fellApart).toEqual([]);
});

it("a call list with a rate is told by places in it", () => {
  const { assignment, cutoffs, explain } = run({
    mechanism: "deferred-acceptance",
    schools: [{ id: "a", seats: 2, rates: [{ group: "grant", percentAtLeast: 50 }] }],
    applicants: [
      { id: "x", choices: ["a"], points: 90, lot: 1 },
      { id: "y", choices: ["a"], points: 80, lot: 2 },
      { id: "z", choices: ["a"], points: 60, lot: 3, groups: ["grant"] },
    ],
  });
  expect(assignment).toEqual({ x: "a", y: null, z: "a" });
  expect(cutoffs["a"]).toMatchObject([{ admitted: 2, binding: true, call: 2 }]);
  expect(explain("y")).toMatchObject([{ verdict: "beaten-by-call", own: { call: 3 } }]);
});

describe("sentences", () => {
  const document = {
    mechanism: "deferred-acceptance",
    schools: [{ id: "c1", name: { zh: "第一小学", en: "First School" }, seats: 1 }],
    applicants: [
      { id: "winner", choices: ["c1"], lot: 3, points: 9 },
      { id: "equal", choices: ["c1"], lot: 12, points: 9 },
      { id: "fewer", choices: ["c1"], lot: 1, points: 8.5 },
    ],
  };

  it("say lots and points as the document writes them, and name nobody else", () => {
    const { explain } = run(document);
    const [byLot] = explain("equal");
    expect(byLot?.sentence.en).toContain("First School are equal, so the lot decides");
    expect(byLot?.sentence.en).toContain("lot 12 comes after 3.");
    expect(byLot?.sentence.zh).toContain("第一小学");
    const [byPoints] = explain("fewer");
    expect(byPoints).toMatchObject({ decidedBy: "points", rank: 3, wanted: 3 });
    expect(byPoints?.sentence.en).toContain("“points” is 8.5, below the 9");
    expect(JSON.stringify([byLot, byPoints])).not.toMatch(/winner/);
  });

  it("are not given for somebody who took part in nothing", () => {
    const applicants = [...document.applicants, { id: "nobody", choices: [] }];
    const { explain, assignment } = run({ ...document, applicants });
    expect([explain("nobody"), assignment["nobody"]]).toEqual([[], null]);
  });
});

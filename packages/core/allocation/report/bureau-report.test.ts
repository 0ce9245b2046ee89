import { expect, it } from "vitest";
import type { AllocationProblem, StepEntry } from "../../domain/allocation-problem.ts";
import { pointsOf } from "../../domain/points.ts";
import { allocate } from "../allocate.ts";
import { checkProblem } from "../check-problem.ts";
import { lotsInOrder } from "../testing/towns.ts";
import { bureauReport } from "./bureau-report.ts";
import { tableText } from "./table-text.ts";
import { reportTables } from "./tables.ts";

const CHILDREN = ["a1", "a2", "a3", "m1", "m2", "m3", "k1"];

const asks = (pid: string, list: readonly string[], more: Partial<StepEntry> = {}): StepEntry => ({
  pid,
  category: "x",
  list,
  keys: [[]],
  points: [pointsOf(0)],
  ...(pid.startsWith("m") ? { groups: ["minority"] } : {}),
  ...more,
});

/** Children by lot: a1 a2 a3 m1 m2 m3 k1. North divides its seats; whoever is left may have East. */
const town: AllocationProblem = {
  schools: [
    { school: "north", seats: 4 },
    { school: "east", seats: 3 },
    { school: "south", seats: 1 },
  ],
  lots: { "*": lotsInOrder(CHILDREN) },
  steps: [
    {
      id: "choices",
      mechanism: "deferred-acceptance",
      lotScope: "one",
      keyParts: [],
      divisions: {
        north: {
          pools: [
            { id: "set apart", group: "minority", seats: 1, handOn: "open" },
            { id: "open", group: null, handOn: null },
          ],
          caps: [{ group: "newcomers", atMost: 0 }],
        },
      },
      entries: [
        asks("a1", ["south", "north"]),
        asks("a2", ["south", "north"], { groups: ["newcomers"] }),
        asks("a3", ["north"]),
        asks("m1", ["north"]),
        asks("m2", ["north"]),
        asks("m3", ["north"]),
        asks("k1", ["north"], { guaranteed: "north" }),
      ],
    },
    {
      id: "remaining",
      mechanism: "serial-dictatorship",
      lotScope: "one",
      keyParts: [],
      seatsAtMost: { east: 1 },
      entries: ["a2", "m3"].map((pid) => asks(pid, ["south", "east"])),
    },
  ],
};

const report = () => {
  expect(checkProblem(town)).toMatchObject({ ok: true });
  return bureauReport(town, allocate(town));
};

it("counts children by step and by choice", () => {
  const { children, byChoice, steps } = report();
  expect(children).toEqual({ entered: 7, placed: 6, unplaced: 1 });
  expect(byChoice).toEqual([
    { rank: 1, children: 5 },
    { rank: 2, children: 1 },
  ]);
  expect(steps).toEqual([
    {
      step: "choices",
      waiting: 7,
      competed: 7,
      placed: 5,
      byChoice: [{ rank: 1, children: 5 }],
    },
    {
      step: "remaining",
      waiting: 2,
      competed: 2,
      placed: 1,
      byChoice: [{ rank: 2, children: 1 }],
    },
  ]);
});

it("shows demand, use and seats left by school", () => {
  expect(report().schools).toEqual([
    { school: "east", seats: 3, admitted: 1, unfilled: 2, over: 0, firstChoices: 0 },
    { school: "north", seats: 4, admitted: 4, unfilled: 0, over: 0, firstChoices: 5 },
    { school: "south", seats: 1, admitted: 1, unfilled: 0, over: 0, firstChoices: 2 },
  ]);
});

it("sets groups against their reserves and caps", () => {
  const { pools, caps } = report();
  expect(pools).toEqual([
    {
      step: "choices",
      school: "north",
      pool: "guaranteed",
      group: null,
      seats: 1,
      admitted: 1,
      unused: 0,
      membersAdmitted: null,
      membersRefused: null,
    },
    {
      step: "choices",
      school: "north",
      pool: "set apart",
      group: "minority",
      seats: 1,
      admitted: 1,
      unused: 0,
      membersAdmitted: 2,
      membersRefused: 1,
    },
    {
      step: "choices",
      school: "north",
      pool: "open",
      group: null,
      seats: null,
      admitted: 2,
      unused: 0,
      membersAdmitted: null,
      membersRefused: null,
    },
  ]);
  expect(caps).toEqual([
    {
      step: "choices",
      school: "north",
      group: "newcomers",
      atMost: 0,
      membersAdmitted: 0,
      membersRefused: 1,
    },
  ]);
});

it("names those whom a later step placed", () => {
  expect(report().placedLater).toEqual([
    { pid: "a2", firstStep: "choices", step: "remaining", school: "east", listRank: 2 },
  ]);
});

it("counts those above the seats where all equals are admitted", () => {
  const [step] = town.steps;
  if (step === undefined) throw new Error("no step");
  const { divisions: _, ...undivided } = step;
  const tied: AllocationProblem = {
    ...town,
    steps: [
      { ...undivided, ties: "admit-all", entries: CHILDREN.map((pid) => asks(pid, ["south"])) },
    ],
  };
  expect(bureauReport(tied, allocate(tied)).schools.at(-1)).toEqual({
    school: "south",
    seats: 1,
    admitted: 7,
    unfilled: 0,
    over: 6,
    firstChoices: 7,
  });
});

it("prints aligned tables in both languages", () => {
  const tables = reportTables(report());
  expect(tables.map(({ title }) => title.en)).toEqual([
    "Totals",
    "By choice",
    "By step",
    "By school",
    "Cutoffs (the last one admitted)",
    "Reserved seats",
    "Caps",
    "Placed by a later step",
  ]);
  const bySchool = tables.find(({ title }) => title.en === "By school");
  if (bySchool === undefined) throw new Error("no table of schools");
  expect(tableText(bySchool, "en")).toBe(
    [
      "By school",
      "  School  Seats  First choices  Admitted  Unfilled  Over",
      "  east        3              0         1         2     0",
      "  north       4              5         4         0     0",
      "  south       1              2         1         0     0",
      "",
    ].join("\n"),
  );
  expect(tableText(bySchool, "zh").split("\n")[1]).toBe(
    "  学校   学位  第一志愿  录取  空余  超出",
  );
});

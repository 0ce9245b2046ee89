import { allocate } from "@yangguang/core/allocation/allocate.ts";
import { checkProblem } from "@yangguang/core/allocation/check-problem.ts";
import type {
  AllocationOutcome,
  AllocationProblem,
  AllocationStep,
  Mechanism,
  StepEntry,
} from "@yangguang/core/domain/allocation-problem.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";

/** The small towns of the pictures, in which every run is a real one. */
export interface SmallTown {
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** By school, best first; absent: the children's order by lot. */
  readonly priorities: Readonly<Record<string, readonly string[]>>;
  readonly guaranteed?: Readonly<Record<string, string>>;
}

export const SCHOOL_NAMES: Readonly<Record<string, Text>> = {
  east: text("东校", "East"),
  west: text("西校", "West"),
  south: text("南校", "South"),
  a: text("甲校", "School A"),
  b: text("乙校", "School B"),
};

/** The first example of Abdulkadiroğlu & Sönmez 2003: all mechanisms differ here. */
export const THREE_SCHOOLS: SmallTown = {
  lists: {
    1: ["west", "east", "south"],
    2: ["east", "west", "south"],
    3: ["east", "west", "south"],
  },
  priorities: { east: ["1", "3", "2"], west: ["2", "1", "3"], south: ["2", "1", "3"] },
};

/** After the rule of Chile: child 1 is at school A now, and asks for B. */
export const PRESENT_SEAT: SmallTown = {
  lists: { 1: ["b", "a"], 2: ["a"], 3: ["b"] },
  priorities: { a: ["2", "1"], b: ["3", "1"] },
  guaranteed: { 1: "a" },
};

/** One seat at each school; children by lot as in `line`. */
export function problemOf(
  { lists, priorities, guaranteed = {} }: SmallTown,
  mechanism: Mechanism,
  line: readonly string[] = Object.keys(lists),
): AllocationProblem {
  const oneLine = mechanism === "serial-dictatorship" || mechanism === "lots-only";
  const entries = Object.entries(lists).map(([pid, list]): StepEntry => ({
    pid,
    category: "x",
    list,
    keys: oneLine ? [[]] : list.map((school) => [(priorities[school] ?? []).indexOf(pid)]),
    points: [pointsOf(0)],
    ...(guaranteed[pid] === undefined ? {} : { guaranteed: guaranteed[pid] }),
  }));
  return {
    schools: Object.keys(priorities).map((school) => ({ school, seats: 1 })),
    lots: { "*": lotsBy(line) },
    steps: [
      {
        id: "only",
        mechanism,
        lotScope: "one",
        keyParts: oneLine ? [] : [{ by: "term", term: "priority" }],
        entries,
      },
    ],
  };
}

/** One school that everybody asks for. */
export function oneSchool(
  seats: number,
  line: readonly string[],
  rules: Partial<AllocationStep>,
  entryOf: (pid: string) => Partial<StepEntry>,
): AllocationProblem {
  return {
    schools: [{ school: "a", seats }],
    lots: { "*": lotsBy(line) },
    steps: [
      {
        id: "only",
        mechanism: "deferred-acceptance",
        lotScope: "one",
        keyParts: [],
        entries: line.map((pid) => ({
          pid,
          category: "x",
          list: ["a"],
          keys: [[]],
          points: [pointsOf(0)],
          ...entryOf(pid),
        })),
        ...rules,
      },
    ],
  };
}

const lotsBy = (line: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(line.map((pid, place) => [pid, String(place).padStart(64, "0")]));

/** Runs a town; a picture must not be drawn of what the engine would refuse. */
export function run(problem: AllocationProblem): AllocationOutcome {
  const checked = checkProblem(problem);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return allocate(problem);
}

export const seatsOf = ({
  placements,
}: AllocationOutcome): Readonly<Record<string, string | null>> =>
  Object.fromEntries(placements.map(({ pid, school }) => [pid, school]));

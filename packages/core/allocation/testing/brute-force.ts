import type {
  AllocationProblem,
  AllocationStep,
  Mechanism,
  StepEntry,
} from "../../domain/allocation-problem.ts";

/*
 * The oracle for small towns: it tries every way of giving out a step's seats and keeps those that
 * satisfy the definition of stability, read literally. Slow, and plain enough to be believed.
 */

/** School by child of one step, null where unplaced. */
export type Matching = ReadonlyMap<string, string | null>;

interface Town {
  readonly problem: AllocationProblem;
  readonly step: AllocationStep;
  readonly competitors: readonly StepEntry[];
  readonly seats: ReadonlyMap<string, number>;
}

const valueAt = <Value>(values: readonly Value[], place: number): Value => {
  const value = values.length === 1 ? values[0] : values[place];
  if (value === undefined) throw new Error("nothing at this place");
  return value;
};

/** By what a school compares a child, as text parts of one width so that texts can be compared. */
function rankText(town: Town, entry: StepEntry, place: number): string {
  const { step, problem } = town;
  const draw = step.lotScope === "one" ? "*" : valueAt(entry.list, place);
  const round = step.mechanism === "immediate-acceptance" ? place : 0;
  const numbers = [round, ...valueAt(entry.keys, place)].map((value) =>
    String(value + 1_000_000).padStart(8, "0"),
  );
  return [...numbers, problem.lots[draw]?.[entry.pid], entry.pid].join("/");
}

function* matchings(town: Town): Generator<Map<string, string | null>> {
  const { competitors } = town;
  const choice = competitors.map(() => 0);
  for (;;) {
    const matching = new Map<string, string | null>();
    for (const [index, { pid, list }] of competitors.entries()) {
      matching.set(pid, list[choice[index] ?? 0] ?? null);
    }
    yield matching;
    let digit = 0;
    while (digit < competitors.length && choice[digit] === competitors[digit]?.list.length) {
      choice[digit] = 0;
      digit += 1;
    }
    if (digit === competitors.length) return;
    choice[digit] = (choice[digit] ?? 0) + 1;
  }
}

function isStable(town: Town, matching: Matching): boolean {
  const at = (school: string): readonly StepEntry[] =>
    town.competitors.filter(({ pid }) => matching.get(pid) === school);
  for (const [school, seats] of town.seats) if (at(school).length > seats) return false;
  for (const entry of town.competitors) {
    for (const [place, school] of entry.list.entries()) {
      if (matching.get(entry.pid) === school) break;
      const admitted = at(school);
      if (admitted.length < (town.seats.get(school) ?? 0)) return false;
      const own = rankText(town, entry, place);
      if (admitted.some((other) => own < rankText(town, other, other.list.indexOf(school)))) {
        return false;
      }
    }
  }
  return true;
}

/** The stable matchings of one step, all of them. */
function stableMatchings(town: Town): readonly Matching[] {
  return [...matchings(town)].filter((matching) => isStable(town, matching));
}

/** The stable matchings of a problem's only step. */
export function stableMatchingsOf(problem: AllocationProblem): readonly Matching[] {
  const [step] = problem.steps;
  if (step === undefined) return [];
  const seats = new Map(problem.schools.map(({ school, seats }) => [school, seats]));
  return stableMatchings({ problem, step, competitors: step.entries, seats });
}

/** The stable matching that every child likes at least as well as any other stable one. */
function bestForChildren(town: Town, stable: readonly Matching[]): Matching {
  const placeIn = (matching: Matching, { pid, list }: StepEntry): number => {
    const school = matching.get(pid);
    return school === null || school === undefined ? list.length : list.indexOf(school);
  };
  const best = stable.filter((candidate) =>
    stable.every((other) =>
      town.competitors.every((entry) => placeIn(candidate, entry) <= placeIn(other, entry)),
    ),
  );
  const [only] = best;
  if (only === undefined || best.length > 1) throw new Error("no single best stable matching");
  return only;
}

function competitorsOf(problem: AllocationProblem, step: AllocationStep, placed: Matching) {
  const waiting = step.entries.filter(({ pid }) => !placed.has(pid));
  if (step.competitorsAtMost === undefined) return waiting;
  const line: Town = {
    problem,
    step: { ...step, lotScope: "one", mechanism: "serial-dictatorship" satisfies Mechanism },
    competitors: waiting,
    seats: new Map(),
  };
  return waiting
    .map((entry) => [rankText(line, entry, 0), entry] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry)
    .slice(0, step.competitorsAtMost);
}

/** What every child must receive, step by step: `school@step`, or null. */
export function allocateByBruteForce(
  problem: AllocationProblem,
): Readonly<Record<string, string | null>> {
  const left = new Map(problem.schools.map(({ school, seats }) => [school, seats]));
  const placed = new Map<string, string>();
  const entered = new Set<string>();
  for (const step of problem.steps) {
    for (const { pid } of step.entries) entered.add(pid);
    const seats = new Map(
      [...left].map(([school, free]) => [
        school,
        Math.min(free, step.seatsAtMost?.[school] ?? free),
      ]),
    );
    const town = { problem, step, competitors: competitorsOf(problem, step, placed), seats };
    const stable = stableMatchings(town);
    if (step.mechanism !== "deferred-acceptance" && stable.length !== 1) {
      throw new Error(`${step.mechanism} must have one stable matching, not ${stable.length}`);
    }
    for (const [pid, school] of bestForChildren(town, stable)) {
      if (school === null) continue;
      placed.set(pid, `${school}@${step.id}`);
      left.set(school, (left.get(school) ?? 0) - 1);
    }
  }
  return Object.fromEntries([...entered].map((pid) => [pid, placed.get(pid) ?? null]));
}

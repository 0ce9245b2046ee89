import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import { callList } from "./call-list.ts";
import type { Market } from "./kernel/market.ts";
import { ringOrder } from "./kernel/ring.ts";
import type { Rights } from "./kernel/top-trading-cycles.ts";
import type { LineUp } from "./line-up.ts";
import { lineUp } from "./line-up.ts";
import { atPlace, compareKeys, compareLots, compareText, lotOf, ownEntry } from "./order.ts";
import type { DividedSeats } from "./seat-division.ts";
import { divideSeats, hasDivision } from "./seat-division.ts";

/**
 * One step, made ready for a mechanism. A *wish* is one place of one competitor's list. Schools
 * are numbered as in `problem.schools`, competitors as in `competitors`.
 */
export interface Contest {
  readonly step: AllocationStep;
  readonly schools: readonly string[];
  readonly competitors: readonly StepEntry[];
  /** Its `standing` leaves ties where the step admits them all or none. */
  readonly market: Market;
  /** Competitor by wish. */
  readonly wisher: Int32Array;
  /** By wish: among wishes for one school the smaller is better, and no two are equal. */
  readonly standing: Int32Array;
  /** Whether `standing` is a place in a ring or call list, by school. */
  readonly called: (school: number) => boolean;
  /** All wishes as one line that serves every school, best first. */
  readonly line: Int32Array;
  /** Where some school's seats are divided or guaranteed. */
  readonly divided: DividedSeats | null;
  /** Top trading cycles: whom each school points to, best first. */
  readonly rights: Rights | null;
}

/**
 * Those of the step who have no seat yet. Where the step limits its competitors they are sorted,
 * best first by the key of the first place, then lot "*"; the first `competitorsAtMost` compete.
 */
export function waitingFor(
  problem: AllocationProblem,
  step: AllocationStep,
  hasSeat: (pid: string) => boolean,
): readonly StepEntry[] {
  const waiting = step.entries.filter((entry) => !hasSeat(entry.pid));
  if (step.competitorsAtMost === undefined) {
    // Where families ask together several outcomes may be stable; the order of rows must not choose.
    return step.together === undefined
      ? waiting
      : waiting.toSorted((a, b) => compareText(a.pid, b.pid));
  }
  return waiting
    .map((entry) => ({
      entry,
      key: atPlace(entry.keys, 0),
      lot: lotOf(problem, ONE_FOR_ALL, entry.pid),
    }))
    .toSorted(
      (a, b) =>
        compareKeys(a.key, b.key) ||
        compareLots(a.lot, b.lot) ||
        compareText(a.entry.pid, b.entry.pid),
    )
    .map((ranked) => ranked.entry);
}

/**
 * @param seatsLeft by number of the school
 * @throws on an unknown school, which `checkProblem` refuses beforehand
 */
export function contestOf(
  problem: AllocationProblem,
  step: AllocationStep,
  competitors: readonly StepEntry[],
  seatsLeft: Int32Array,
): Contest {
  const schools = problem.schools.map(({ school }) => school);
  const numberOf = new Map(schools.map((school, number) => [school, number]));
  const lists = listsOf(step, competitors, numberOf);
  const { listStart, listSchool, wisher } = lists;
  const seats = seatsLeft.map((left, number) => seatsInStep(step, schools[number] ?? "", left));
  const lined = lineUp(problem, step, competitors, listStart);
  const order = orderOf(problem, step, competitors, lists, lined);
  callByRates(step, competitors, lists, numberOf, order.standing);
  const ties = step.ties === "admit-all" || step.ties === "admit-none";
  return {
    step,
    schools,
    competitors,
    market: { seats, listStart, listSchool, standing: ties ? lined.tieClass : order.standing },
    wisher,
    standing: order.standing,
    called: (school) =>
      step.ring !== undefined || ownEntry(step.rates, schools[school] ?? "") !== undefined,
    line: order.line,
    divided: hasDivision(step, competitors)
      ? divideSeats(step, competitors, schools, seats, listStart)
      : null,
    rights: step.mechanism === "top-trading-cycles" ? rightsOf(lists, lined, numberOf) : null,
  };
}

/** What the step may give at a school of which earlier steps left so much. */
export const seatsInStep = (step: AllocationStep, school: string, left: number): number =>
  Math.min(left, ownEntry(step.seatsAtMost, school) ?? Infinity);

interface Lists {
  readonly listStart: Int32Array;
  readonly listSchool: Int32Array;
  readonly wisher: Int32Array;
}

function listsOf(
  step: AllocationStep,
  competitors: readonly StepEntry[],
  numberOf: ReadonlyMap<string, number>,
): Lists {
  const listStart = new Int32Array(competitors.length + 1);
  for (const [index, { list }] of competitors.entries()) {
    listStart[index + 1] = (listStart[index] ?? 0) + list.length;
  }
  const wishes = listStart[competitors.length] ?? 0;
  const listSchool = new Int32Array(wishes);
  const wisher = new Int32Array(wishes);
  let wish = 0;
  for (const [index, { list }] of competitors.entries()) {
    for (const school of list) {
      const number = numberOf.get(school);
      if (number === undefined) throw new Error(`unknown school "${school}" in step ${step.id}`);
      listSchool[wish] = number;
      wisher[wish] = index;
      wish += 1;
    }
  }
  return { listStart, listSchool, wisher };
}

interface Order {
  readonly standing: Int32Array;
  readonly line: Int32Array;
}

/** The line-up, or, in a ring draw, the order in which the ring is counted out. */
function orderOf(
  problem: AllocationProblem,
  { ring }: AllocationStep,
  competitors: readonly StepEntry[],
  { listStart, wisher }: Lists,
  lined: LineUp,
): Order {
  if (ring === undefined) return { standing: lined.standing, line: lined.wishes };
  const byNumber = competitorsByLot(problem, competitors);
  const standing = new Int32Array(wisher.length);
  const line = new Int32Array(wisher.length);
  let filled = 0;
  for (const [place, number] of ringOrder(competitors.length, ring.start, ring.step).entries()) {
    const competitor = byNumber[number] ?? 0;
    const end = listStart[competitor + 1] ?? 0;
    for (let wish = listStart[competitor] ?? 0; wish < end; wish += 1) {
      standing[wish] = place;
      line[filled] = wish;
      filled += 1;
    }
  }
  return { standing, line };
}

const competitorsByLot = (
  problem: AllocationProblem,
  competitors: readonly StepEntry[],
): readonly number[] =>
  competitors
    .map(({ pid }, competitor) => ({ competitor, pid, lot: lotOf(problem, ONE_FOR_ALL, pid) }))
    .toSorted((a, b) => compareLots(a.lot, b.lot) || compareText(a.pid, b.pid))
    .map(({ competitor }) => competitor);

/** Puts the place in the call list, from 0, into the standing at schools with rates. */
function callByRates(
  step: AllocationStep,
  competitors: readonly StepEntry[],
  { listSchool, wisher }: Lists,
  numberOf: ReadonlyMap<string, number>,
  standing: Int32Array,
): void {
  for (const [school, rates] of Object.entries(step.rates ?? {})) {
    const number = numberOf.get(school);
    const asking: number[] = [];
    for (let wish = 0; wish < listSchool.length; wish += 1) {
      if (listSchool[wish] === number) asking.push(wish);
    }
    asking.sort((a, b) => (standing[a] ?? 0) - (standing[b] ?? 0));
    const groups = asking.map((wish) => competitors[wisher[wish] ?? 0]?.groups ?? []);
    for (const [place, rank] of callList(groups, rates).entries()) {
      standing[asking[rank] ?? 0] = place;
    }
  }
}

/** By school: all who list it or have a right there, best first. */
function rightsOf(
  { listSchool, wisher }: Lists,
  { wishes, standing, rights }: LineUp,
  numberOf: ReadonlyMap<string, number>,
): Rights {
  const held = rights.map(({ competitor, school, standing }) => ({
    competitor,
    school: numberOf.get(school) ?? 0,
    standing,
  }));
  const rightStart = new Int32Array(numberOf.size + 1);
  const countAt = (school: number): void => {
    rightStart[school + 1] = (rightStart[school + 1] ?? 0) + 1;
  };
  for (const school of listSchool) countAt(school);
  for (const { school } of held) countAt(school);
  for (let school = 0; school < numberOf.size; school += 1) {
    rightStart[school + 1] = (rightStart[school + 1] ?? 0) + (rightStart[school] ?? 0);
  }
  const rightHolder = new Int32Array(rightStart[numberOf.size] ?? 0);
  const next = rightStart.slice(0, numberOf.size);
  const add = (school: number, competitor: number): void => {
    const at = next[school] ?? 0;
    rightHolder[at] = competitor;
    next[school] = at + 1;
  };
  let right = 0;
  for (const wish of wishes) {
    for (; (held[right]?.standing ?? Infinity) < (standing[wish] ?? 0); right += 1) {
      add(held[right]?.school ?? 0, held[right]?.competitor ?? 0);
    }
    add(listSchool[wish] ?? 0, wisher[wish] ?? 0);
  }
  for (const { school, competitor } of held.slice(right)) add(school, competitor);
  return { rightStart, rightHolder };
}

import type {
  AllocationStep,
  SeatDivision,
  SeatPool,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { GUARANTEED_POOL, OPEN_POOL } from "../domain/allocation-problem.ts";
import type { Pools } from "./kernel/market.ts";
import { ownEntry } from "./order.ts";

/** The bit of those who have a seat guaranteed at the school of the wish. */
const GUARANTEED_BIT = 1;
const EVERYBODY = -1;

/** So many groups can a school tell apart: one bit of an integer each, besides the guarantee. */
export const MOST_GROUPS_PER_SCHOOL = 30;

const UNDIVIDED: SeatDivision = { pools: [{ id: OPEN_POOL, group: null, handOn: null }] };

/** One turn of a pool; a pool that is handed seats after its turn has a second one. */
export interface Turn {
  readonly pool: string;
  /** Null: open to all. */
  readonly group: string | null;
  readonly guaranteedOnly: boolean;
  readonly seats: number;
  /** The later turn that has the seats left over here; -1: they stay empty. */
  heir: number;
}

/** The seats of all schools in a step, with the names of what the kernel only numbers. */
export interface DividedSeats {
  readonly pools: Pools;
  /** Pool id by number of the kernel. */
  readonly poolIds: readonly string[];
  readonly turns: readonly (readonly Turn[])[];
  /** By school: whether its seats are divided or guaranteed, so that outcomes name the pool. */
  readonly named: readonly boolean[];
}

/** Whether some school's seats are not simply open to all. */
export const hasDivision = (step: AllocationStep, competitors: readonly StepEntry[]): boolean =>
  Object.keys(step.divisions ?? {}).length > 0 ||
  (step.mechanism !== "top-trading-cycles" &&
    competitors.some(({ guaranteed }) => guaranteed !== undefined));

/**
 * @param schools ids by number
 * @param seats that the step may give, by number of the school
 * @param wishStart first wish by competitor, and behind the last one their number
 */
export function divideSeats(
  step: AllocationStep,
  competitors: readonly StepEntry[],
  schools: readonly string[],
  seats: Int32Array,
  wishStart: Int32Array,
): DividedSeats {
  const guaranteed = new Map<string, number>();
  for (const { guaranteed: school } of competitors) {
    if (school !== undefined) guaranteed.set(school, (guaranteed.get(school) ?? 0) + 1);
  }
  const divisions = schools.map((school) => ownEntry(step.divisions, school) ?? UNDIVIDED);
  const turns = schools.map((school, number) =>
    turnsOf(divisions[number] ?? UNDIVIDED, seats[number] ?? 0, guaranteed.get(school)),
  );
  const bits = new Map(
    schools.map((school, number) => [school, groupBits(divisions[number] ?? UNDIVIDED)]),
  );
  return {
    pools: {
      ...poolArrays(turns, (school) => bits.get(schools[school] ?? "") ?? new Map()),
      ...capArrays(divisions, (school) => bits.get(schools[school] ?? "") ?? new Map()),
      wishGroups: groupsByWish(competitors, wishStart, bits),
    },
    poolIds: turns.flatMap((ofSchool) => ofSchool.map(({ pool }) => pool)),
    turns,
    named: schools.map(
      (school) => guaranteed.has(school) || ownEntry(step.divisions, school) !== undefined,
    ),
  };
}

/** All turns of a school's pools, in the order in which they are taken. */
function turnsOf(
  { pools }: SeatDivision,
  seats: number,
  guaranteed: number | undefined,
): readonly Turn[] {
  const open = pools.find((pool) => pool.seats === undefined)?.id ?? OPEN_POOL;
  const first: SeatPool = {
    id: GUARANTEED_POOL,
    group: null,
    seats: guaranteed ?? 0,
    handOn: open,
  };
  const inOrder = guaranteed === undefined ? pools : [first, ...pools];
  const allotted = allot(inOrder, seats);
  const turns = inOrder.map((pool, index): Turn => ({
    ...turnOf(pool),
    seats: allotted[index] ?? 0,
    heir: -1,
  }));
  const byId = new Map(inOrder.map((pool, index) => [pool.id, { pool, index }]));
  /** For each turn the pools through which its seats may have come. */
  const passed = inOrder.map(({ id }) => new Set([id]));
  // Second turns are appended while this runs, and hand on in their turn.
  for (let index = 0; index < turns.length; index += 1) {
    const turn = turns[index];
    const target = byId.get(byId.get(turn?.pool ?? "")?.pool.handOn ?? "");
    if (turn === undefined || target === undefined) continue;
    if (index < inOrder.length && target.index > index) {
      turn.heir = target.index;
    } else if (passed[index]?.has(target.pool.id) !== true) {
      turn.heir = turns.length;
      turns.push({ ...turnOf(target.pool), seats: 0, heir: -1 });
      passed.push(new Set([...(passed[index] ?? []), target.pool.id]));
    }
  }
  return turns;
}

const turnOf = ({ id, group }: SeatPool): Pick<Turn, "pool" | "group" | "guaranteedOnly"> => ({
  pool: id,
  group,
  guaranteedOnly: id === GUARANTEED_POOL,
});

/** Seats set apart, the earlier pools first; the open pool has the rest. */
function allot(pools: readonly SeatPool[], seats: number): readonly number[] {
  let left = seats;
  const setApart = pools.map((pool) => {
    const own = Math.min(pool.seats ?? 0, left);
    left -= own;
    return own;
  });
  return pools.map((pool, index) => (pool.seats === undefined ? left : (setApart[index] ?? 0)));
}

function groupBits({ pools, caps }: SeatDivision): ReadonlyMap<string, number> {
  const named = [...pools.map(({ group }) => group), ...(caps ?? []).map(({ group }) => group)];
  const groups = [...new Set(named.filter((group) => group !== null))];
  return new Map(groups.map((group, index) => [group, GUARANTEED_BIT << (index + 1)]));
}

type BitsOfSchool = (school: number) => ReadonlyMap<string, number>;

function poolArrays(
  turns: readonly (readonly Turn[])[],
  bitsOf: BitsOfSchool,
): Pick<Pools, "poolStart" | "poolSeats" | "poolGroups" | "poolHeir"> {
  const poolStart = new Int32Array(turns.length + 1);
  for (const [school, { length }] of turns.entries()) {
    poolStart[school + 1] = (poolStart[school] ?? 0) + length;
  }
  const eligible = (school: number, { guaranteedOnly, group }: Turn): number =>
    guaranteedOnly ? GUARANTEED_BIT : group === null ? EVERYBODY : (bitsOf(school).get(group) ?? 0);
  return {
    poolStart,
    poolSeats: Int32Array.from(turns.flatMap((ofSchool) => ofSchool.map(({ seats }) => seats))),
    poolGroups: Int32Array.from(
      turns.flatMap((ofSchool, school) => ofSchool.map((turn) => eligible(school, turn))),
    ),
    poolHeir: Int32Array.from(
      turns.flatMap((ofSchool, school) =>
        ofSchool.map(({ heir }) => (heir === -1 ? -1 : heir + (poolStart[school] ?? 0))),
      ),
    ),
  };
}

function capArrays(
  divisions: readonly SeatDivision[],
  bitsOf: BitsOfSchool,
): Pick<Pools, "capStart" | "capGroup" | "capAtMost"> {
  const capStart = new Int32Array(divisions.length + 1);
  const capGroup: number[] = [];
  const capAtMost: number[] = [];
  for (const [school, { caps }] of divisions.entries()) {
    for (const { group, atMost } of caps ?? []) {
      capGroup.push(bitsOf(school).get(group) ?? 0);
      capAtMost.push(atMost);
    }
    capStart[school + 1] = capGroup.length;
  }
  return { capStart, capGroup: Int32Array.from(capGroup), capAtMost: Int32Array.from(capAtMost) };
}

function groupsByWish(
  competitors: readonly StepEntry[],
  wishStart: Int32Array,
  bits: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Int32Array {
  const wishGroups = new Int32Array(wishStart[competitors.length] ?? 0);
  for (const [competitor, { list, groups, guaranteed }] of competitors.entries()) {
    for (const [place, school] of list.entries()) {
      let mask = school === guaranteed ? GUARANTEED_BIT : 0;
      for (const group of groups ?? []) mask |= bits.get(school)?.get(group) ?? 0;
      wishGroups[(wishStart[competitor] ?? 0) + place] = mask;
    }
  }
  return wishGroups;
}

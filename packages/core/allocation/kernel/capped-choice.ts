import type { Assignment, Market, Pools } from "./market.ts";
import { wishesBySchool } from "./wishes.ts";

/** Bit of `wishGroups`: a seat is guaranteed, caps do not refuse it. */
const GUARANTEED = 1;

/**
 * Those whom schools with caps hold, best standing first, so that such a school can choose anew
 * whenever one more asks: a cap counts over all pools, so that a newcomer may move many of them
 * from pool to pool.
 */
export interface CappedSchools {
  /** By school: 1 where it has caps. */
  readonly capped: Uint8Array;
  /** By school: where its pairs of standing and applicant begin, and how many it holds. */
  readonly base: Int32Array;
  readonly size: Int32Array;
  readonly pairs: Int32Array;
  /** By pool, while a school chooses: seats not yet given. */
  readonly left: Int32Array;
  /** By cap, while a school chooses: members taken. */
  readonly taken: Int32Array;
}

export function openCappedSchools(market: Market, pools: Pools): CappedSchools {
  const { poolStart, poolSeats, capStart, capGroup } = pools;
  const schools = market.seats.length;
  const wishes = wishesBySchool(market);
  const capped = new Uint8Array(schools);
  const base = new Int32Array(schools);
  let pairs = 0;
  for (let school = 0; school < schools; school += 1) {
    if ((capStart[school + 1] ?? 0) <= (capStart[school] ?? 0)) continue;
    capped[school] = 1;
    base[school] = pairs;
    let seats = 0;
    for (let pool = poolStart[school] ?? 0; pool < (poolStart[school + 1] ?? 0); pool += 1) {
      seats += poolSeats[pool] ?? 0;
    }
    // One more than it can hold, while it chooses.
    pairs += Math.min(seats + 1, wishes[school] ?? 0);
  }
  const size = new Int32Array(schools);
  const left = new Int32Array(poolSeats.length);
  const taken = new Int32Array(capGroup.length);
  return { capped, base, size, pairs: new Int32Array(2 * pairs), left, taken };
}

/**
 * The school chooses among those it holds and the applicant of `wish`: the pools in their order
 * take the best eligible, passing over members of a group at its cap. Whoever is not chosen is put
 * on the stack `waiting`, of which `waitingCount` are in use; gives how many then are.
 */
export function chooseAnew(
  market: Market,
  pools: Pools,
  schools: CappedSchools,
  { given, pool: poolOf }: Assignment,
  wish: number,
  applicant: number,
  waiting: Int32Array,
  waitingCount: number,
): number {
  const { listSchool, standing } = market;
  const { base, size, pairs } = schools;
  const school = listSchool[wish] ?? 0;
  const from = 2 * (base[school] ?? 0);
  const end = insertSorted(pairs, from, size[school] ?? 0, standing[wish] ?? 0, applicant);
  given[applicant] = wish;
  for (let at = from; at < end; at += 2) poolOf[pairs[at + 1] ?? 0] = -1;
  fillPools(pools, schools, given, poolOf, school, end);
  let kept = from;
  let count = waitingCount;
  for (let at = from; at < end; at += 2) {
    const one = pairs[at + 1] ?? 0;
    if ((poolOf[one] ?? 0) === -1) {
      waiting[count] = one;
      count += 1;
    } else {
      pairs[kept] = pairs[at] ?? 0;
      pairs[kept + 1] = one;
      kept += 2;
    }
  }
  size[school] = (kept - from) / 2;
  return count;
}

/** Puts a pair among `size` sorted ones from `from` on; gives the end of them all. */
function insertSorted(
  pairs: Int32Array,
  from: number,
  size: number,
  standing: number,
  applicant: number,
): number {
  let at = from + 2 * size;
  for (; at > from && (pairs[at - 2] ?? 0) > standing; at -= 2) {
    pairs[at] = pairs[at - 2] ?? 0;
    pairs[at + 1] = pairs[at - 1] ?? 0;
  }
  pairs[at] = standing;
  pairs[at + 1] = applicant;
  return from + 2 * (size + 1);
}

/** Says in `poolOf` which pool takes whom, of the pairs up to `end`. */
function fillPools(
  pools: Pools,
  { base, pairs, left, taken }: CappedSchools,
  given: Int32Array,
  poolOf: Int32Array,
  school: number,
  end: number,
): void {
  const { poolStart, poolSeats, poolGroups, poolHeir, capStart, wishGroups } = pools;
  const from = 2 * (base[school] ?? 0);
  const firstPool = poolStart[school] ?? 0;
  const endPool = poolStart[school + 1] ?? 0;
  taken.fill(0, capStart[school] ?? 0, capStart[school + 1] ?? 0);
  for (let pool = firstPool; pool < endPool; pool += 1) left[pool] = poolSeats[pool] ?? 0;
  for (let pool = firstPool; pool < endPool; pool += 1) {
    const eligible = poolGroups[pool] ?? 0;
    let seats = left[pool] ?? 0;
    for (let at = from; at < end && seats > 0; at += 2) {
      const one = pairs[at + 1] ?? 0;
      if ((poolOf[one] ?? 0) !== -1) continue;
      const groups = wishGroups[given[one] ?? 0] ?? 0;
      if (eligible !== -1 && (eligible & groups) === 0) continue;
      if (!countWithinCaps(pools, taken, school, groups)) continue;
      poolOf[one] = pool;
      seats -= 1;
    }
    const heir = poolHeir[pool] ?? 0;
    if (heir !== -1) left[heir] = (left[heir] ?? 0) + seats;
  }
}

/** Whether no cap refuses an applicant with these groups; if so, it is counted. */
function countWithinCaps(
  { capStart, capGroup, capAtMost }: Pools,
  taken: Int32Array,
  school: number,
  groups: number,
): boolean {
  const first = capStart[school] ?? 0;
  const end = capStart[school + 1] ?? 0;
  if ((groups & GUARANTEED) === 0) {
    for (let cap = first; cap < end; cap += 1) {
      const member = (groups & (capGroup[cap] ?? 0)) !== 0;
      if (member && (taken[cap] ?? 0) >= (capAtMost[cap] ?? 0)) return false;
    }
  }
  for (let cap = first; cap < end; cap += 1) {
    if ((groups & (capGroup[cap] ?? 0)) !== 0) taken[cap] = (taken[cap] ?? 0) + 1;
  }
  return true;
}

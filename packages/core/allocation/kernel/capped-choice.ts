import type { Market, Pools } from "./market.ts";

/** Bit of `wishGroups`: a seat is guaranteed, caps do not refuse it. */
const GUARANTEED = 1;

/**
 * Those whom schools with caps hold, best standing first, so that such a school can choose anew
 * whenever one more asks: a cap counts over all pools, so that a newcomer may move many of them
 * from pool to pool, and even put out two.
 */
export interface CappedSchools {
  /** By school: 1 where it has caps. */
  readonly capped: Uint8Array;
  /** By school: where its row of standings and wishes begins, and where it ends at present. */
  readonly base: Int32Array;
  readonly end: Int32Array;
  readonly pairs: Int32Array;
  /** By wish for such a school that has been asked: the pool that has taken it, or -1. */
  readonly poolOf: Int32Array;
  /** By pool, while a school chooses: seats not yet given. */
  readonly left: Int32Array;
  /** By cap, while a school chooses: members taken. */
  readonly taken: Int32Array;
}

export function openCappedSchools(market: Market, pools: Pools): CappedSchools {
  const { poolStart, poolSeats, capStart, capGroup } = pools;
  const schools = market.seats.length;
  const capped = new Uint8Array(schools);
  const base = new Int32Array(schools);
  let room = 0;
  for (let school = 0; school < schools; school += 1) {
    if ((capStart[school + 1] ?? 0) <= (capStart[school] ?? 0)) continue;
    capped[school] = 1;
    base[school] = room;
    let seats = 0;
    for (let pool = poolStart[school] ?? 0; pool < (poolStart[school + 1] ?? 0); pool += 1) {
      seats += poolSeats[pool] ?? 0;
    }
    // One more than it can hold, while it chooses.
    room += 2 * (seats + 1);
  }
  const left = new Int32Array(poolSeats.length);
  const taken = new Int32Array(capGroup.length);
  const poolOf = new Int32Array(room === 0 ? 0 : market.listSchool.length);
  return { capped, base, end: base.slice(), pairs: new Int32Array(room), poolOf, left, taken };
}

/**
 * The school chooses among those it holds and the one who asks: the pools in their order take the
 * best eligible, passing over members of a group at its cap. Gives each wish refused to `refuse`.
 */
export function chooseAnew(
  market: Market,
  pools: Pools,
  schools: CappedSchools,
  wish: number,
  refuse: (wish: number) => void,
): void {
  const { base, end, pairs, poolOf } = schools;
  const school = market.listSchool[wish] ?? 0;
  const from = base[school] ?? 0;
  const to = insertSorted(pairs, from, end[school] ?? 0, market.standing[wish] ?? 0, wish);
  for (let at = from; at < to; at += 2) poolOf[pairs[at + 1] ?? 0] = -1;
  fillPools(pools, schools, school, to);
  let kept = from;
  for (let at = from; at < to; at += 2) {
    const one = pairs[at + 1] ?? 0;
    if ((poolOf[one] ?? 0) === -1) {
      refuse(one);
    } else {
      pairs[kept] = pairs[at] ?? 0;
      pairs[kept + 1] = one;
      kept += 2;
    }
  }
  end[school] = kept;
}

/** Puts a pair into the sorted row from `base` to `end`; gives the row's new end. */
function insertSorted(
  pairs: Int32Array,
  base: number,
  end: number,
  standing: number,
  wish: number,
): number {
  let at = end;
  for (; at > base && (pairs[at - 2] ?? 0) > standing; at -= 2) {
    pairs[at] = pairs[at - 2] ?? 0;
    pairs[at + 1] = pairs[at - 1] ?? 0;
  }
  pairs[at] = standing;
  pairs[at + 1] = wish;
  return end + 2;
}

/** Says in `poolOf` which pool takes whom, of the row up to `end`. */
function fillPools(
  pools: Pools,
  { base, pairs, poolOf, left, taken }: CappedSchools,
  school: number,
  end: number,
): void {
  const { poolStart, poolSeats, poolGroups, poolHeir, capStart, wishGroups } = pools;
  const firstPool = poolStart[school] ?? 0;
  const endPool = poolStart[school + 1] ?? 0;
  taken.fill(0, capStart[school] ?? 0, capStart[school + 1] ?? 0);
  for (let pool = firstPool; pool < endPool; pool += 1) left[pool] = poolSeats[pool] ?? 0;
  for (let pool = firstPool; pool < endPool; pool += 1) {
    const eligible = poolGroups[pool] ?? 0;
    let seats = left[pool] ?? 0;
    for (let at = base[school] ?? 0; at < end && seats > 0; at += 2) {
      const wish = pairs[at + 1] ?? 0;
      const groups = wishGroups[wish] ?? 0;
      if ((poolOf[wish] ?? 0) !== -1) continue;
      if (eligible !== -1 && (eligible & groups) === 0) continue;
      if (!countWithinCaps(pools, taken, school, groups)) continue;
      poolOf[wish] = pool;
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

/*
 * What the kernels work on: numbers only. Applicants, schools and pools are numbered from 0. A
 * *wish* is one place of one applicant's list; wishes are numbered through all lists.
 */

/** One round of one mechanism. */
export interface Market {
  /** Seats by school, 0 or more. */
  readonly seats: Int32Array;
  /** Applicant a's wishes run from `listStart[a]` up to, not at, `listStart[a + 1]`, best first. */
  readonly listStart: Int32Array;
  /** School by wish. */
  readonly listSchool: Int32Array;
  /**
   * By wish, 0 or more: among wishes for one school the smaller has the better right to its seat.
   * Equal standings at one school are ties, which only `admitByLimit` takes.
   */
  readonly standing: Int32Array;
}

/** Seats divided into pools, by school in the order of precedence. */
export interface Pools {
  /** School s has the pools from `poolStart[s]` up to, not at, `poolStart[s + 1]`; at least one. */
  readonly poolStart: Int32Array;
  /** Seats of its own, by pool. What `market.seats` says of a school is their sum, and not looked at. */
  readonly poolSeats: Int32Array;
  /** By pool: bits of the groups eligible; an applicant with one of them is. -1: everybody is. */
  readonly poolGroups: Int32Array;
  /** By pool: a later pool of the school, which has the seats left over here besides its own; or -1. */
  readonly poolHeir: Int32Array;
  /**
   * By pool and cap: a school's caps run from `capStart[s]` up to, not at, `capStart[s + 1]`; no
   * more than `capAtMost` applicants with the bits `capGroup` are held over all pools of the school.
   */
  readonly capStart: Int32Array;
  readonly capGroup: Int32Array;
  readonly capAtMost: Int32Array;
  /**
   * By wish: bits of the groups of the applicant at that school (bit 0: a seat is guaranteed, caps
   * do not refuse it).
   */
  readonly wishGroups: Int32Array;
}

/** By applicant: the wish met, or -1; and, where seats are divided, the pool that holds it, or -1. */
export interface Assignment {
  readonly given: Int32Array;
  readonly pool: Int32Array;
}

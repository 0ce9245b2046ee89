import type { Text } from "../domain/text.ts";

type OutcomeCheck =
  /** Each child that entered a step stands once, ascending by pid, with all fields or none. */
  | "placements"
  /** A child placed in a step had listed the school there, at the place named. */
  | "listed"
  /** A child placed in a step was among the competitors that the step allows. */
  | "competitors"
  /** No school gives more seats than it has left, or than the step may give. */
  | "capacity"
  /** No seat stays free that a competitor without it had listed above what it got. */
  | "waste"
  /** No competitor was refused a school that gave a seat to one who comes after it. */
  | "envy"
  /** Divided seats, and equal scores: nobody has a seat whom the school's rules would refuse. */
  | "choice"
  /** The pool named is the one whose seat it is, and none is named where seats are not divided. */
  | "pool"
  /** Whoever has a guaranteed seat got it, or a school it had listed higher. */
  | "guarantee"
  /** A family that asks together has one school for all or none, unless it is said to fall apart. */
  | "families"
  /** Top trading cycles: everybody has what the trading, done over, gives. */
  | "trading"
  /** No other stable outcome is better for the children. */
  | "optimality"
  | "cutoffs"
  | "seats-left";

/** One thing that is wrong, with what shows it. */
export interface Finding {
  readonly check: OutcomeCheck;
  readonly step: string | null;
  readonly school: string | null;
  /** The children concerned, the wronged one first. */
  readonly pids: readonly string[];
  readonly expected: string;
  readonly found: string;
  readonly message: Text;
}

export type Report = (finding: Finding) => void;

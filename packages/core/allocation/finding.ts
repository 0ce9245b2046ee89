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
  /** Deferred acceptance: no children could exchange seats so that all gain and nobody is wronged. */
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

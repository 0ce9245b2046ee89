import type { Text } from "../domain/text.ts";

/** What a verifier looks at, in the order in which it tells of it. */
export const RUN_CHECKS = [
  "files",
  "plan",
  "trust",
  "log-tiles",
  "log-root",
  "log-signature",
  "log-quorum",
  "entries",
  "order",
  "moments",
  "policy",
  "roll",
  "freeze",
  "rows-logged",
  "contributors",
  "commits",
  "shares",
  "cset",
  "dice",
  "reveals",
  "beacon",
  "seed",
  "holders",
  "lots",
  "placements",
  "seats",
  "cutoffs",
  "outcome",
  "audit",
  "build",
  "void",
  "rows",
  "counts",
  "problem",
  "allocation",
] as const;

export type RunCheck = (typeof RUN_CHECKS)[number];

export type CheckResult =
  | "holds"
  | "fails"
  /** Not there yet, or what it is computed from is missing or damaged. */
  | "absent"
  /** Only the supervised room can see it. */
  | "not-public";

/** What one check found, so that somebody else can do the same again. */
export interface Evidence<Check extends string = RunCheck> {
  readonly check: Check;
  readonly result: CheckResult;
  /** What was computed anew. */
  readonly recomputed: Text;
  /** The files it was computed from; `log:7` is the entry at index 7. */
  readonly from: readonly string[];
  /** What was published, or what the rules demand. */
  readonly expected: string;
  /** What computing gave. */
  readonly found: string;
  readonly message: Text;
}

/** One thing that is wrong; a check may find several. */
export interface Fault {
  readonly expected: string;
  readonly found: string;
  readonly message: Text;
  readonly from?: readonly string[];
}

/** Writes the evidence of one check. */
export interface Writer<Check extends string> {
  readonly holds: (expected: string, found: string, message?: Text) => Evidence<Check>;
  readonly fails: (faults: readonly [Fault, ...Fault[]]) => Evidence<Check>;
  readonly absent: (message: Text) => Evidence<Check>;
  readonly notPublic: (message: Text) => Evidence<Check>;
  /** `fails` where there are faults, `holds` where there are none. */
  readonly judge: (faults: readonly Fault[], expected: string, found?: string) => Evidence<Check>;
}

const HOLDS: Text = { zh: "一致。", en: "They agree." };

export function writer<Check extends string>(
  check: Check,
  recomputed: Text,
  from: readonly string[],
): Writer<Check> {
  const about = { check, recomputed, from };
  const fails: Writer<Check>["fails"] = ([first, ...more]) => ({
    ...about,
    from: first.from === undefined ? from : [...new Set([...from, ...first.from])],
    result: "fails",
    expected: first.expected,
    found: first.found,
    message: more.length === 0 ? first.message : andMore(first.message, more.length),
  });
  const holds: Writer<Check>["holds"] = (expected, found, message = HOLDS) => ({
    ...about,
    result: "holds",
    expected,
    found,
    message,
  });
  const open = (result: "absent" | "not-public", message: Text): Evidence<Check> => ({
    ...about,
    result,
    expected: "",
    found: "",
    message,
  });
  return {
    holds,
    fails,
    absent: (message) => open("absent", message),
    notPublic: (message) => open("not-public", message),
    judge: (faults, expected, found = expected) => {
      const [first, ...more] = faults;
      return first === undefined ? holds(expected, found) : fails([first, ...more]);
    },
  };
}

const andMore = ({ zh, en }: Text, more: number): Text => ({
  zh: `${zh}另有${more}处同类问题。`,
  en: `${en} There ${more === 1 ? "is one more fault" : `are ${more} more faults`} of this kind.`,
});

export const fault = (
  expected: string,
  found: string,
  zh: string,
  en: string,
  from?: readonly string[],
): Fault =>
  from === undefined
    ? { expected, found, message: { zh, en } }
    : { expected, found, message: { zh, en }, from };

export type Verdict =
  /** The run is announced, and everything that is public holds. */
  | "holds"
  /** The run is not over; what there is holds. */
  | "holds-so-far"
  /** The run was declared void, in due form: its outcome does not stand. */
  | "void"
  | "fails";

export interface VerifyReport {
  readonly run: string;
  readonly verdict: Verdict;
  readonly checks: readonly Evidence[];
  /** What follows from the checks that hold, and what does not; for people. */
  readonly proved: readonly Text[];
  readonly notProved: readonly Text[];
}

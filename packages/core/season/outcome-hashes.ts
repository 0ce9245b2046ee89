import type { AllocationOutcome, Cutoff, Placement } from "../domain/allocation-problem.ts";
import { tagHash, toHex } from "../draw/encoding.ts";

/** The hashes that bind an outcome: docs/specification.md, section 12. */

/** A line about fewer children than this would be about them. */
export const SMALLEST_GROUP = 5;

/** What a line of cutoffs.csv says in place of such a number. */
export const WITHHELD = "fewer-than-5";

const ABSENT = "-";

/** The integers by which the last one admitted was compared, in their order. */
const comparedOf = ({ call, listRank, key }: Cutoff): string =>
  (call === undefined ? [...(listRank === undefined ? [] : [listRank]), ...key] : [call]).join(";");

/** `pid school` for each of these pids (all of the roll, ascending). */
export function placementLines(
  pids: readonly string[],
  { placements }: Pick<AllocationOutcome, "placements">,
): readonly string[] {
  const schoolOf = new Map(placements.map(({ pid, school }) => [pid, school]));
  return pids.map((pid) => `${pid} ${schoolOf.get(pid) ?? ABSENT}`);
}

/** The lines of cutoffs.csv after the first, small groups withheld. */
export const cutoffLines = ({ cutoffs }: Pick<AllocationOutcome, "cutoffs">): readonly string[] =>
  cutoffs.map((cutoff) => {
    const { step, school, pool = "", admitted, lot } = cutoff;
    return admitted < SMALLEST_GROUP
      ? [step, school, pool, WITHHELD, "", ""].join(",")
      : [step, school, pool, admitted, comparedOf(cutoff), lot].join(",");
  });

const hashOfLines = (tag: string, lines: readonly string[]): string =>
  toHex(tagHash(tag, lines.join("\n")));

/** `placements`, from the lines of {@link placementLines}; 64 hex digits, as all of these. */
export const placementsHash = (lines: readonly string[]): string =>
  hashOfLines("xadm/v1/placements", lines);

/** `cutoffs`, from the lines of {@link cutoffLines}. */
export const cutoffsHash = (lines: readonly string[]): string =>
  hashOfLines("xadm/v1/cutoffs", lines);

/** `full`: everything about everybody on the roll, for the supervised room. */
export function fullHash(
  pids: readonly string[],
  { placements, cutoffs }: Pick<AllocationOutcome, "placements" | "cutoffs">,
): string {
  const placementOf = new Map(placements.map((placement) => [placement.pid, placement]));
  return hashOfLines("xadm/v1/outcome", [
    ...pids.map((pid) => fullLine(pid, placementOf.get(pid))),
    ...cutoffs.map((cutoff) =>
      [
        cutoff.step,
        cutoff.school,
        cutoff.pool ?? ABSENT,
        cutoff.admitted,
        comparedOf(cutoff) || ABSENT,
        cutoff.lot,
      ].join(" "),
    ),
  ]);
}

const fullLine = (pid: string, placement: Placement | undefined): string =>
  [
    pid,
    placement?.school ?? ABSENT,
    placement?.step ?? ABSENT,
    placement?.listRank ?? ABSENT,
    placement?.pool ?? ABSENT,
  ].join(" ");

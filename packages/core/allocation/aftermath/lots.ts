import type {
  AllocationProblem,
  AllocationStep,
  StepEntry,
} from "../../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import { ownEntry } from "../order.ts";

type Lots = AllocationProblem["lots"];

/**
 * The lots that a step with these entries needs, from several draws' records: the one lot for all
 * where every child has one; otherwise each school's, and the one for all where a child has none there.
 */
export function lotsFor(
  entries: readonly StepEntry[],
  records: readonly Lots[],
): { readonly lotScope: AllocationStep["lotScope"]; readonly lots: Lots } {
  const lotOf = (draw: string, pid: string): string | undefined => {
    for (const record of records) {
      const lot = ownEntry(ownEntry(record, draw), pid);
      if (lot !== undefined) return lot;
    }
    return undefined;
  };
  const drawOf = (draw: string, pids: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      pids.flatMap((pid) => {
        const lot = lotOf(draw, pid) ?? lotOf(ONE_FOR_ALL, pid);
        return lot === undefined ? [] : [[pid, lot]];
      }),
    );
  const pids = entries.map(({ pid }) => pid);
  if (pids.every((pid) => lotOf(ONE_FOR_ALL, pid) !== undefined)) {
    return { lotScope: "one", lots: { [ONE_FOR_ALL]: drawOf(ONE_FOR_ALL, pids) } };
  }
  const askers = Map.groupBy(
    entries.flatMap(({ pid, list }) => list.map((school) => ({ pid, school }))),
    ({ school }) => school,
  );
  return {
    lotScope: "per-school",
    lots: Object.fromEntries(
      [...askers].map(([school, asking]) => [
        school,
        drawOf(
          school,
          asking.map(({ pid }) => pid),
        ),
      ]),
    ),
  };
}

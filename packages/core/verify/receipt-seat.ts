import type { AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import type { Policy } from "../policy/document.ts";
import { buildProblem } from "../season/build-problem.ts";
import type { RollRow } from "../season/roll.ts";
import type { CutoffLine } from "./outcome.ts";

/** What the public cutoffs say of one child's own seat. */
export interface ExpectedSeat {
  /**
   * The schools at which the child may have been placed, as far as the cutoffs tell, `-` for none.
   * There are several where a cutoff is withheld, or does not decide alone.
   */
  readonly schools: readonly string[];
  /** The comparisons, as `step school: own against cutoff`. */
  readonly compared: readonly string[];
}

type Answer = "cleared" | "missed" | "unknown";

/**
 * Goes through the steps as the child does, and through its list in each: it is placed at the
 * first school whose cutoff it clears (docs/specification.md, section 12).
 *
 * @param lotOf the child's lot in a draw, 64 hex digits.
 */
export function expectedSeat(
  policy: Policy,
  row: RollRow,
  lotOf: (draw: string) => string,
  cutoffs: readonly CutoffLine[],
): ExpectedSeat {
  const schools: string[] = [];
  const compared: string[] = [];
  for (const step of buildProblem(policy, [row], {}).steps) {
    const [entry] = step.entries;
    for (const [place, school] of (entry?.list ?? []).entries()) {
      const own = {
        step,
        entry,
        place,
        school,
        lot: lotOf(step.lotScope === "one" ? "*" : school),
      };
      const { answer, words } = compare(own, cutoffs, row.lotGroup !== null);
      compared.push(`${step.id} ${school}: ${words}`);
      if (answer !== "missed") schools.push(school);
      if (answer === "cleared") return { schools, compared };
    }
  }
  return { schools: [...schools, "-"], compared };
}

interface Own {
  readonly step: AllocationStep;
  readonly entry: StepEntry | undefined;
  readonly place: number;
  readonly school: string;
  readonly lot: string;
}

function compare(
  { step, entry, place, school, lot }: Own,
  cutoffs: readonly CutoffLine[],
  sharesLot: boolean,
): { readonly answer: Answer; readonly words: string } {
  const lines = cutoffs.filter((line) => line.step === step.id && line.school === school);
  const [line] = lines;
  // Nobody was admitted there in this step.
  if (line === undefined) return { answer: "missed", words: "-" };
  const words = `${line.key}, ${line.lot}`;
  // A pool is open to some only; a quota of competitors shuts others out of the whole step.
  const tells = lines.length === 1 && line.pool === "" && step.competitorsAtMost === undefined;
  if (!tells || line.lot === "") return { answer: "unknown", words: `${words} (?)` };
  const keys = entry?.keys.at(entry.keys.length === 1 ? 0 : place) ?? [];
  const own = step.mechanism === "immediate-acceptance" ? [place + 1, ...keys] : keys;
  const last = line.key === "" ? [] : line.key.split(";").map(Number);
  const shown = `${own.join(";")}, ${lot} / ${words}`;
  const at = own.findIndex((value, index) => value !== last[index]);
  if (own.length !== last.length) return { answer: "unknown", words: `${shown} (?)` };
  if (at !== -1) {
    return { answer: (own[at] ?? 0) < (last[at] ?? 0) ? "cleared" : "missed", words: shown };
  }
  // Of siblings with one lot the last seat goes to one.
  if (lot === line.lot && sharesLot) return { answer: "unknown", words: `${shown} (=)` };
  return { answer: lot <= line.lot ? "cleared" : "missed", words: shown };
}

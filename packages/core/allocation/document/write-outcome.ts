import type {
  AllocationOutcome,
  Cutoff,
  Placement,
  SchoolVerdict,
} from "../../domain/allocation-problem.ts";
import { compareText } from "../order.ts";
import { schoolMeant } from "./build-problem.ts";
import type { ReadDocument } from "./read-document.ts";
import type { WrittenStanding } from "./write-standing.ts";
import { writeStanding } from "./write-standing.ts";

/** The last one admitted; nothing of it is said that the document does not say itself. */
export interface WrittenCutoff extends WrittenStanding {
  /** In documents with `steps`. */
  readonly step?: string;
  /** At a school with reserves, caps or guaranteed seats. */
  readonly pool?: string;
  readonly admitted: number;
  /** Whether somebody eligible who wanted the school was refused there. */
  readonly binding: boolean;
  /** Immediate acceptance: the place at which the last one admitted had listed the school. */
  readonly choice?: number;
  /** Top trading cycles: the round in which the last seat went. */
  readonly round?: number;
}

export interface WrittenPlacement {
  readonly school: string;
  /** Its place in the choices of the step, from 1. */
  readonly choice: number;
  readonly step?: string;
  readonly pool?: string;
}

/** What `yangguang allocate` prints; every record's keys ascend. */
export interface WrittenOutcome {
  /** Every applicant; null for those without a seat. */
  readonly assignment: Readonly<Record<string, string | null>>;
  /** By school that admitted anybody; one for each step and pool. */
  readonly cutoffs: Readonly<Record<string, readonly WrittenCutoff[]>>;
  /** Seats left, at schools that have any. */
  readonly unfilled: Readonly<Record<string, number>>;
  /** Of the applicants who have a seat. */
  readonly placements: Readonly<Record<string, WrittenPlacement>>;
  /** Families that asked together and could not be kept together; in documents with `together`. */
  readonly fellApart?: readonly { readonly family: string; readonly step?: string }[];
}

/** Ascending by key; JSON writes whole numbers before all else, by their size. */
const ascending = <Value>(
  entries: readonly (readonly [string, Value])[],
): Readonly<Record<string, Value>> =>
  Object.fromEntries(entries.toSorted(([a], [b]) => compareText(a, b)));

/** The outcome in the document's own words; `assignment` and `cutoffs` are kept stable for ever. */
export function writeOutcome(read: ReadDocument, outcome: AllocationOutcome): WrittenOutcome {
  const { document, steps } = read;
  const placements = new Map(outcome.placements.map((placement) => [placement.pid, placement]));
  const cutoffs = new Map<string, WrittenCutoff[]>();
  for (const cutoff of outcome.cutoffs) {
    const known = cutoffs.get(cutoff.school) ?? [];
    known.push(writeCutoff(read, cutoff));
    cutoffs.set(cutoff.school, known);
  }
  const asked = steps.some(({ rules }) => rules.together !== undefined);
  return {
    assignment: ascending(
      document.applicants.map(({ id }) => [id, placements.get(id)?.school ?? null]),
    ),
    cutoffs: ascending([...cutoffs]),
    unfilled: ascending(
      outcome.seatsLeft.flatMap(({ school, seats }) =>
        seats > 0 && !schoolMeant(school).refuses ? [[school, seats] as const] : [],
      ),
    ),
    placements: ascending(
      outcome.placements.flatMap((placement) => writePlacement(read, placement)),
    ),
    ...(asked
      ? {
          fellApart: (outcome.fellApart ?? []).map(({ family, step }) => ({
            family,
            ...stepOf(read, step),
          })),
        }
      : {}),
  };
}

/** Documents of one step do not name it. */
export const stepOf = ({ document }: ReadDocument, step: string): { readonly step?: string } =>
  document.steps === undefined ? {} : { step };

const poolOf = ({ pool }: Pick<SchoolVerdict, "pool">): { readonly pool?: string } =>
  pool === undefined ? {} : { pool };

function writePlacement(
  read: ReadDocument,
  placement: Placement,
): readonly (readonly [string, WrittenPlacement])[] {
  const { pid, school, step, listRank } = placement;
  if (school === null || step === null || listRank === null) return [];
  return [[pid, { school, choice: listRank, ...stepOf(read, step), ...poolOf(placement) }]];
}

export function writeCutoff(read: ReadDocument, cutoff: Cutoff): WrittenCutoff {
  const { step, school, admitted, binding, listRank, round } = cutoff;
  return {
    ...stepOf(read, step),
    ...poolOf(cutoff),
    admitted,
    binding,
    ...(listRank === undefined ? {} : { choice: listRank }),
    ...(round === undefined ? {} : { round }),
    ...writeStanding(read, step, school, cutoff),
  };
}

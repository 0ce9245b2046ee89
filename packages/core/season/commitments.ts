import type { AllocationProblem } from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import type { RowField } from "../draw/hashes.ts";
import { freezeHash, rowCommitment } from "../draw/hashes.ts";
import type { LotHolder } from "../draw/lots.ts";
import { drawOf, lotHolders } from "../draw/lots.ts";
import { rollRoot } from "../log/roll-root.ts";
import type { Policy } from "../policy/document.ts";
import type { RollRow, RowContent } from "./roll.ts";

/** A field whose value is text, as all of a row are. */
export interface TextField extends RowField {
  readonly value: string;
}

/** The fields of a row in the order in which they are committed to. */
export function rowFields(policy: Policy, row: RowContent): readonly TextField[] {
  const choices = Array.from({ length: policy.choices.max }, (_, index) => ({
    name: `choice.${index + 1}`,
    value: row.choices[index] ?? "",
  }));
  return [
    { name: "version", value: String(row.version) },
    { name: "status", value: row.status },
    { name: "category", value: row.category ?? "" },
    { name: "zone", value: row.zone ?? "" },
    { name: "points", value: row.points === null ? "" : String(row.points) },
    ...sorted(row.items).map(([item, points]) => ({ name: `item.${item}`, value: String(points) })),
    ...sorted(row.facts).map(([fact, value]) => ({
      name: `fact.${fact}`,
      value: JSON.stringify(value),
    })),
    ...choices,
    { name: "redistribution", value: row.consentsToRedistribution ? "yes" : "no" },
    { name: "lot-group", value: row.lotGroup ?? "" },
  ];
}

/** By code point, as everywhere in core. */
const sorted = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1));

/** ROW of one child; the secret (32 bytes) blinds it. */
export const commitRow = (
  run: string,
  policy: Policy,
  row: RowContent,
  secret: Uint8Array,
): string => rowCommitment(run, row.pid, rowFields(policy, row), secret);

export interface FrozenRoll {
  readonly rollRoot: string;
  readonly rollSize: number;
  readonly freezeHash: string;
}

/** Rows ascending by pid. */
export function freezeRows(
  run: string,
  rules: string,
  rows: readonly { readonly pid: string; readonly commitment: string }[],
): FrozenRoll {
  const root = rollRoot(rows.map(({ pid, commitment }) => ({ pid, row: commitment })));
  return {
    rollRoot: root,
    rollSize: rows.length,
    freezeHash: freezeHash(run, rules, rows.length, root),
  };
}

/** Who draws: siblings of whom one alone is on the roll do not share. */
export const holdersOf = (roll: readonly RollRow[]): readonly LotHolder[] =>
  lotHolders(roll.map(({ pid, lotGroup }) => ({ pid, group: lotGroup })));

/** All lots that the policy's steps need: one for all, and one per school where a step asks. */
export function lotsOfRun(
  policy: Policy,
  run: string,
  roll: readonly RollRow[],
  seed: string,
): AllocationProblem["lots"] {
  const holders = holdersOf(roll);
  const perSchool = policy.steps.some((step) => step.lotScope === "per-school");
  const schools = perSchool ? policy.plan.schools.map((school) => school.id) : [];
  return Object.fromEntries(
    [ONE_FOR_ALL, ...schools].map((draw) => [draw, drawOf(seed, run, draw, holders)]),
  );
}

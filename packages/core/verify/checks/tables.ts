import { text } from "../../domain/text.ts";
import type { Loaded, Material } from "../material.ts";
import type { Outcome } from "../outcome.ts";
import type { Evidence, Fault, RunCheck, Writer } from "../report.ts";
import { fault } from "../report.ts";
import { notYet, parsed } from "../loaded.ts";

export const ANNOUNCED = text("公布结果", "the announcement");

export const UNPLACED = "-";

/**
 * The evidence that a table is not there: a fault once the outcome is announced, not before.
 * Undefined where it is there.
 */
export function unread(
  material: Material,
  say: Writer<RunCheck>,
  path: string,
  table: Loaded<unknown>,
): Evidence | undefined {
  if (table.value !== null) return undefined;
  if (table.bytes === null && material.first("announce") === undefined) {
    return say.absent(notYet(ANNOUNCED));
  }
  const [first, ...more] = parsed(path, table);
  return first === undefined ? say.absent(notYet(ANNOUNCED)) : say.fails([first, ...more]);
}

/** Compares with the hash that the log has, if it has it yet. */
export function compareHash(
  say: Writer<RunCheck>,
  faults: Fault[],
  logged: string | undefined,
  hash: string,
): Evidence {
  if (logged !== undefined && logged !== hash) {
    faults.push(
      fault(
        logged,
        hash,
        "公布的不是登记在日志中的那一份。",
        "What was published is not what was logged.",
      ),
    );
  }
  return say.judge(faults, logged ?? "-", hash);
}

export const placedAt = ({ placements }: Outcome): ReadonlyMap<string, number> => {
  const placed = new Map<string, number>();
  for (const [, school] of placements.value ?? []) {
    if (school !== UNPLACED) placed.set(school, (placed.get(school) ?? 0) + 1);
  }
  return placed;
};

export const compare = (
  say: Writer<RunCheck>,
  expected: string,
  found: string,
  [zh, en]: readonly [string, string],
): Evidence =>
  say.judge(expected === found ? [] : [fault(expected, found, zh, en)], expected, found);

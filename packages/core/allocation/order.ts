import type { AllocationProblem } from "../domain/allocation-problem.ts";

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** By code point, which is also the order of the UTF-8 bytes. Gives a number below, at or above 0. */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a === b) continue;
    // A surrogate is half of a code point above every unit that stands alone.
    return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

/** Hex digits of one length and case order like the numbers they write. */
export const compareLots = (left: string, right: string): number =>
  left === right ? 0 : left < right ? -1 : 1;

/** Place by place as integers; both keys have the same length. */
export function compareKeys(left: readonly number[], right: readonly number[]): number {
  for (let part = 0; part < left.length; part += 1) {
    const [a, b] = [left[part] ?? 0, right[part] ?? 0];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

/** What stands in a list with one value per place, or with a single value for all places. */
export function atPlace<Value>(values: readonly Value[], place: number): Value {
  const value = values.length === 1 ? values[0] : values[place];
  if (value === undefined) throw new Error(`nothing stands for place ${place + 1} of the list`);
  return value;
}

/** A record's own entry, so that an id such as "constructor" finds nothing by accident. */
export const ownEntry = <Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** @throws where the child has no lot: `checkProblem` refuses such problems beforehand. */
export function lotOf(problem: AllocationProblem, draw: string, pid: string): string {
  const lot = ownEntry(ownEntry(problem.lots, draw), pid);
  if (lot === undefined) throw new Error(`no lot of draw "${draw}" for ${pid}`);
  return lot;
}

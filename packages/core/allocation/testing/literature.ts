import type { AllocationProblem } from "../../domain/allocation-problem.ts";
import { allocate } from "../allocate.ts";
import { checkOutcome } from "../check-outcome.ts";
import { checkProblem } from "../check-problem.ts";
import { seatsByChild } from "./towns.ts";

/** School by child; throws where the problem is refused, or the checker finds fault with the outcome. */
export function solve(problem: AllocationProblem): Readonly<Record<string, string | null>> {
  const checked = checkProblem(problem);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  const outcome = allocate(problem);
  const findings = checkOutcome(problem, outcome);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return seatsByChild(outcome);
}

/** "abc" as three, for orders written as the literature writes them. */
export const letters = (text: string): readonly string[] => Array.from(text);

/** A strict order of priority. */
export const strictly = (order: Iterable<string>): readonly string[][] =>
  Array.from(order, (child) => [child]);

/** Every order of the values. */
export function* permutations<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  if (values.length === 0) yield [];
  for (const [index, first] of values.entries()) {
    for (const rest of permutations(values.toSpliced(index, 1))) yield [first, ...rest];
  }
}

/** Every list that names one school or more, without repeats. */
export function* listsOf(schools: readonly string[]): Generator<readonly string[]> {
  for (const [index, first] of schools.entries()) {
    yield [first];
    for (const rest of listsOf(schools.toSpliced(index, 1))) yield [first, ...rest];
  }
}

/** Every way of taking one value from each set. */
export function* combinations<Value>(sets: readonly (readonly Value[])[]): Generator<Value[]> {
  const [first, ...others] = sets;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const value of first) {
    for (const rest of combinations(others)) yield [value, ...rest];
  }
}

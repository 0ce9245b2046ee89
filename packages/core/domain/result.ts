import type { Text } from "./text.ts";

/**
 * An expected failure: what is wrong and what to do, in words for the person who made the input.
 * `code` is stable for programs and tests ("identity.checksum"); `place` says where in the input
 * ("row 12, column child.name", "line 40, column 3", a form field's name).
 */
export interface Failure {
  readonly code: string;
  readonly message: Text;
  readonly place?: string;
}

export type Result<Value, Problem = Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Problem };

export const ok = <Value>(value: Value): Result<Value, never> => ({ ok: true, value });

export const err = <Problem>(error: Problem): Result<never, Problem> => ({ ok: false, error });

export const failure = (code: string, zh: string, en: string, place?: string): Failure =>
  place === undefined ? { code, message: { zh, en } } : { code, message: { zh, en }, place };

/** Shorthand for the commonest failing result. */
export const fail = (code: string, zh: string, en: string, place?: string): Result<never> =>
  err(failure(code, zh, en, place));

/** For the `default` of an exhaustive switch: a bug, not an expected failure. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

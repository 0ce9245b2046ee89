import { readFileSync } from "node:fs";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { DemoCity } from "./city.ts";
import { makeCity } from "./city.ts";

/**
 * What decides a demo city. Every process that is given the same makes the same city, so none has
 * to be told who lives there.
 */
export interface CitySettings {
  /** A policy file. */
  readonly policy: string;
  readonly seed: number;
  readonly children: number;
}

export function loadCity({ policy, seed, children }: CitySettings): {
  readonly policy: Policy;
  readonly city: DemoCity;
} {
  const parsed = parsePolicy(readFileSync(policy, "utf8"));
  if (!parsed.ok) {
    const [first] = parsed.error;
    throw new Error(`${policy}: ${first?.place ?? ""} ${first?.message.en ?? "refused"}`);
  }
  return { policy: parsed.value, city: makeCity(parsed.value, { seed, children }) };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable that must be set. */
export function needed(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new Error(`set ${name}`);
  return value;
}

/** A whole number of 0 or more. */
export function neededCount(environment: Environment, name: string): number {
  const value = needed(environment, name);
  if (!/^\d{1,9}$/.test(value)) throw new Error(`${name} must be a whole number, not “${value}”`);
  return Number(value);
}

/** Reads `DEMO_POLICY`, `DEMO_SEED` and `DEMO_CHILDREN`. */
export const citySettings = (environment: Environment): CitySettings => ({
  policy: needed(environment, "DEMO_POLICY"),
  seed: neededCount(environment, "DEMO_SEED"),
  children: neededCount(environment, "DEMO_CHILDREN"),
});

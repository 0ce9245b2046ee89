import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { FEWEST_THROWS } from "../draw/dice.ts";
import type { JsonValue } from "../log/canonical-json.ts";
import type { RunPlan } from "../season/run-plan.ts";
import type { JsonObject } from "./read-json.ts";
import { ascends, hasKeys, isId, isInteger, isObject, readJsonLine } from "./read-json.ts";

const isIds = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isId);

const isRun = (value: JsonValue | undefined): value is string =>
  typeof value === "string" && /^[^/\s]+\/[^/\s]+\/[^/\s]+\/[1-9][0-9]*$/.test(value);

const isSeats = (value: JsonValue | undefined): value is Readonly<Record<string, number>> =>
  isObject(value) &&
  Object.entries(value).every(([school, seats]) => isId(school) && isInteger(seats, 0));

/** `*`, then nothing or all schools. */
const isDraws = (
  value: JsonValue | undefined,
  schools: JsonValue | undefined,
): value is readonly string[] =>
  Array.isArray(value) &&
  value[0] === ONE_FOR_ALL &&
  (value.length === 1 ||
    (isObject(schools) && value.slice(1).join(",") === Object.keys(schools).toSorted().join(",")));

const isContributors = (value: JsonValue | undefined): value is readonly string[] =>
  isIds(value) && value.length % 2 === 1 && ascends(value);

/** By key of plan.json, whether it is of its form. */
const FORMS: Readonly<Record<string, (value: JsonValue | undefined, plan: JsonObject) => boolean>> =
  {
    audit: (value) => isInteger(value, 0),
    beacon: (value) => value === null || isInteger(value, 1),
    contributors: isContributors,
    draws: (value, { schools }) => isDraws(value, schools),
    objectionHours: (value) => isInteger(value, 0),
    run: isRun,
    schools: isSeats,
    steps: (value) => isIds(value) && new Set(value).size === value.length,
    threshold: (value, { contributors }) =>
      isIds(contributors) && value === (contributors.length + 1) / 2,
    throws: (value) => isInteger(value, FEWEST_THROWS),
    v: (value) => value === 1,
  };

/** plan.json of docs/specification.md, section 2.2. */
export function readPlan(bytes: Uint8Array): Result<RunPlan> {
  const json = readJsonLine(bytes);
  if (!json.ok) return json;
  const plan = json.value;
  if (!isObject(plan) || !hasKeys(plan, Object.keys(FORMS))) {
    return fail(
      "plan.keys",
      `plan.json 应恰有这些项：${Object.keys(FORMS).join("、")}。`,
      `plan.json has exactly these keys: ${Object.keys(FORMS).join(", ")}.`,
    );
  }
  const wrong = Object.entries(FORMS).find(([key, holds]) => !holds(plan[key], plan));
  if (wrong !== undefined) {
    return fail(
      "plan.value",
      `plan.json 的“${wrong[0]}”不合规定。`,
      `“${wrong[0]}” of plan.json is not as it must be.`,
      wrong[0],
    );
  }
  const { v: _, ...rest } = plan;
  // Every key has been checked, and there is no other.
  return ok(rest as unknown as RunPlan);
}

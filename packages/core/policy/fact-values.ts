import { parsePlainDate } from "../domain/dates.ts";
import type { FactId, FactValue } from "../domain/facts.ts";
import { factDefinition } from "../domain/facts.ts";
import type { Failure } from "../domain/result.ts";
import { assertNever, failure } from "../domain/result.ts";
import type { Policy } from "./document.ts";

/** What is wrong with a value for a fact; null if it fits the fact's type. `null` always fits. */
export function checkFactValue(policy: Policy, fact: FactId, value: FactValue): Failure | null {
  if (value === null) return null;
  const { label, type } = factDefinition(fact);
  const wrong = (zh: string, en: string): Failure =>
    failure("fact.value", `“${label.zh}”${zh}`, `“${label.en}” ${en}`, fact);
  switch (type.kind) {
    case "boolean":
      return typeof value === "boolean" ? null : wrong("应为是或否。", "must be yes or no.");
    case "integer":
      return typeof value === "number" &&
        Number.isInteger(value) &&
        value >= type.min &&
        value <= type.max
        ? null
        : wrong(
            `应为${type.min}到${type.max}之间的整数。`,
            `must be a whole number from ${type.min} to ${type.max}.`,
          );
    case "date":
      return typeof value === "string" && parsePlainDate(value).ok
        ? null
        : wrong("应为有效日期，如2018-09-01。", "must be a date such as 2018-09-01.");
    case "zone":
      return policy.plan.zones.some((zone) => zone.id === value)
        ? null
        : wrong("应为本市的施教区。", "must be one of the city's zones.");
    case "enum":
      return typeof value === "string" && Object.hasOwn(type.values, value)
        ? null
        : wrong("不是可选的值。", "is not one of the possible values.");
    default:
      return assertNever(type);
  }
}

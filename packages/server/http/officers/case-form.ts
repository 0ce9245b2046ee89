import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId, FactValue } from "@yangguang/core/domain/facts.ts";
import { factDefinition, isFactId } from "@yangguang/core/domain/facts.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { assertNever, fail, failure, ok } from "@yangguang/core/domain/result.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { ConfirmedFact } from "../../services/review.ts";
import type { PostedForm } from "../forms.ts";

export interface ConfirmedFacts {
  readonly confirmed: readonly ConfirmedFact[];
  readonly failures: readonly Failure[];
}

/** The facts that an officer confirms: every one with a value or “none”, and with its basis. */
export function readConfirmedFacts(form: PostedForm): ConfirmedFacts {
  const values = form.startingWith(fields.confirmed(""));
  const nones = form.startingWith(fields.none(""));
  const named = [...new Set([...values.keys(), ...nones.keys()])].filter(isFactId);
  const confirmed: ConfirmedFact[] = [];
  const failures: Failure[] = [];
  for (const fact of named) {
    const entered = values.get(fact) ?? "";
    const none = (nones.get(fact) ?? "") !== "";
    if (entered === "" && !none) continue;
    const value = none ? noValue(fact, entered) : readFactValue(fact, entered);
    const note = form.text(fields.basis(fact));
    if (!value.ok) failures.push(value.error);
    if (note === "") failures.push(noBasis(fact));
    if (value.ok && note !== "") confirmed.push({ fact, value: value.value, note });
  }
  return { confirmed, failures };
}

/** What the officer typed or chose, as the fact's type has it. */
function readFactValue(fact: FactId, entered: string): Result<FactValue> {
  const { label, type } = factDefinition(fact);
  const place = fields.confirmed(fact);
  switch (type.kind) {
    case "boolean":
      return entered === "true" || entered === "false"
        ? ok(entered === "true")
        : fail(
            "fact.value",
            `“${label.zh}”应为是或否。`,
            `“${label.en}” must be yes or no.`,
            place,
          );
    case "integer":
      return /^\d{1,9}$/.test(entered.normalize("NFKC"))
        ? ok(Number(entered.normalize("NFKC")))
        : fail(
            "fact.value",
            `“${label.zh}”应为${type.min}到${type.max}之间的整数。`,
            `“${label.en}” must be a whole number from ${type.min} to ${type.max}.`,
            place,
          );
    case "date": {
      const date = parsePlainDate(entered);
      return date.ok ? date : { ok: false, error: { ...date.error, place } };
    }
    case "zone":
    case "enum":
      return ok(entered);
    default:
      return assertNever(type);
  }
}

const noValue = (fact: FactId, entered: string): Result<FactValue> =>
  entered === ""
    ? ok(null)
    : fail(
        "fact.value-and-none",
        `“${factDefinition(fact).label.zh}”既填了内容又勾选了“无”，请只保留一项。`,
        `“${factDefinition(fact).label.en}” has a value and is ticked as “none”. Keep one of them.`,
        fields.confirmed(fact),
      );

const noBasis = (fact: FactId): Failure =>
  failure(
    "fact.no-basis",
    `请填写确认“${factDefinition(fact).label.zh}”的依据。`,
    `Say on what basis you confirm “${factDefinition(fact).label.en}”.`,
    fields.basis(fact),
  );

/** Failures of services name the fact; on the page it is the field of its confirmed value. */
export const atField = (problem: Failure): Failure =>
  problem.place !== undefined && isFactId(problem.place)
    ? { ...problem, place: fields.confirmed(problem.place) }
    : problem;

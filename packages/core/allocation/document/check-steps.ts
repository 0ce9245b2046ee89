import type { AllocationDocument, DocumentApplicant, StepRules } from "./document.ts";
import { RULE_KEYS } from "./form.ts";
import type { Place } from "./place.ts";
import { at } from "./place.ts";
import type { KnownIds } from "./report.ts";
import { placed, refuseRepeats } from "./report.ts";
import type { Refuse } from "./shape.ts";
import { suggestion } from "./shape.ts";
import type { PlacedStep } from "./steps.ts";
import { rankedIn } from "./steps.ts";

/** Rules stand at the top of the document or in its steps, not in both. */
export function checkWhereRulesStand(document: AllocationDocument, refuse: Refuse): void {
  if (document.steps === undefined) {
    if (document.mechanism !== undefined) return;
    refuse(
      "missing-key",
      null,
      "缺少“mechanism”（或“steps”）。请补上。",
      "“mechanism” (or “steps”) is missing. Add it.",
    );
    return;
  }
  for (const key of RULE_KEYS) {
    if (document[key] === undefined) continue;
    refuse(
      "rules-beside-steps",
      at(null, key),
      `已有“steps”，请把“${key}”移到相应的步骤中。`,
      `The document has “steps”; move “${key}” into the steps that it is for.`,
    );
  }
}

interface Known {
  readonly schools: KnownIds;
  readonly applicants: KnownIds;
}

export function checkStep(
  { rules, place }: PlacedStep,
  document: AllocationDocument,
  { schools, applicants }: Known,
  refuse: Refuse,
): void {
  schools.checkKeys(rules.seatsAtMost, at(place, "seatsAtMost"));
  if (rules.order !== undefined) {
    const orderPlace = at(place, "order");
    if (rules.mechanism !== "serial-dictatorship") refuseKeyOf("order", orderPlace, refuse);
    const ranked = [...rankedIn(rules.order, orderPlace)];
    for (const { id, place } of ranked) applicants.check(id, place);
    refuseRepeats(
      ranked.map(({ id, place }) => [id, place]),
      refuse,
    );
  }
  checkCompared(rules, document.applicants, place, refuse);
  checkTogether(rules, applicants, place, refuse);
}

function refuseKeyOf(key: "order" | "compare", place: Place, refuse: Refuse): void {
  const [zh, en] =
    key === "order"
      ? ["只用于 serial-dictatorship", "is for serial-dictatorship only"]
      : [
          "不用于 lots-only 和 ring-draw：它们只看摇号",
          "is not for lots-only and ring-draw, which look at lots alone",
        ];
  refuse("not-for-mechanism", place, `“${key}”${zh}，请删去。`, `“${key}” ${en}; remove it.`);
}

function checkCompared(
  { compare, mechanism }: StepRules,
  applicants: readonly DocumentApplicant[],
  stepPlace: Place | null,
  refuse: Refuse,
): void {
  if (compare === undefined) return;
  const place = at(stepPlace, "compare");
  if (mechanism === "lots-only" || mechanism === "ring-draw") refuseKeyOf("compare", place, refuse);
  const names = new Set(applicants.flatMap(({ values = {} }) => Object.keys(values)));
  refuseRepeats(
    compare.map((part, index) => [typeof part === "string" ? part : part.value, at(place, index)]),
    refuse,
  );
  for (const [index, part] of compare.entries()) {
    if (typeof part === "string" || part.value === "" || names.has(part.value)) continue;
    const meant = suggestion(part.value, names);
    refuse(
      "unknown-value",
      at(at(place, index), "value"),
      `没有申请人在 values 中写有“${part.value}”。${meant.zh}`,
      `No applicant has “${part.value}” among its values.${meant.en}`,
    );
  }
}

/** Every child is of one family; whether families ask with one list shows in their lists. */
function checkTogether(
  { together = {} }: StepRules,
  applicants: KnownIds,
  stepPlace: Place | null,
  refuse: Refuse,
): void {
  const members = Object.entries(together).flatMap(([family, ids]) =>
    placed(ids, at(at(stepPlace, "together"), family)),
  );
  for (const [id, memberPlace] of members) applicants.check(id, memberPlace);
  refuseRepeats(members, refuse);
}

import type { DocumentApplicant } from "./document.ts";
import type { Place } from "./place.ts";
import { at } from "./place.ts";
import type { KnownIds } from "./report.ts";
import { placed, refuseRepeats } from "./report.ts";
import type { Refuse } from "./shape.ts";

interface Known {
  readonly schools: KnownIds;
  readonly steps: KnownIds;
}

/** What an applicant names must be there, and be named once. */
export function checkApplicant(
  applicant: DocumentApplicant,
  place: Place,
  { schools, steps }: Known,
  refuse: Refuse,
): void {
  const lists = [[applicant.choices, at(place, "choices")] as const];
  for (const [step, choices] of Object.entries(applicant.choicesIn ?? {})) {
    lists.push([choices, at(at(place, "choicesIn"), step)]);
  }
  for (const [choices, listPlace] of lists) {
    schools.checkAll(choices, listPlace);
    refuseRepeats(placed(choices, listPlace), refuse);
  }
  steps.checkKeys(applicant.choicesIn, at(place, "choicesIn"));
  schools.checkKeys(applicant.lots, at(place, "lots"));
  schools.checkKeys(applicant.distances, at(place, "distances"));
  if (typeof applicant.points === "object") {
    schools.checkKeys(applicant.points, at(place, "points"));
  }
  if (applicant.guaranteed !== undefined) {
    schools.check(applicant.guaranteed, at(place, "guaranteed"));
  }
  refuseRepeats(placed(applicant.groups ?? [], at(place, "groups")), refuse);
}

/** With too few choices a family risks to be left without a seat, unless one is guaranteed. */
export function checkMinimum(
  { choices, guaranteed }: DocumentApplicant,
  minimum: number | undefined,
  place: Place,
  refuse: Refuse,
): void {
  if (minimum === undefined || guaranteed !== undefined || choices.length >= minimum) return;
  refuse(
    "too-few-choices",
    at(place, "choices"),
    `至少应填 ${minimum} 所学校，现有 ${choices.length} 所。`,
    `At least ${minimum} schools must be listed, not ${choices.length}.`,
  );
}

/** Numbers and hex digits say nothing about which of the two is smaller. */
export function checkKindsOfLots(applicants: readonly DocumentApplicant[], refuse: Refuse): void {
  let kind: string | null = null;
  for (const [index, { lot, lots = {} }] of applicants.entries()) {
    const place = at(at(null, "applicants"), index);
    const written = Object.entries(lots).map(
      ([school, value]) => [value, at(at(place, "lots"), school)] as const,
    );
    if (lot !== undefined) written.unshift([lot, at(place, "lot")]);
    for (const [value, lotPlace] of written) {
      kind ??= typeof value;
      if (typeof value === kind) continue;
      refuse(
        "kinds-of-lots",
        lotPlace,
        "摇号号码要么全部是整数，要么全部是十六进制文字，不能混用。",
        "Lots are either all whole numbers or all hex digits in quotes, not both.",
      );
      return;
    }
  }
}

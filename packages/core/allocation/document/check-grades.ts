import { WITH_PRIORITIES } from "../families/grades.ts";
import type { DocumentApplicant, DocumentFamily, DocumentGrade } from "./document.ts";
import { at } from "./place.ts";
import type { Refusals } from "./report.ts";
import { KnownIds, placed, refuseRepeats } from "./report.ts";
import type { Refuse } from "./shape.ts";
import type { PlacedStep } from "./steps.ts";

/** Siblings can stand first where there are grades, and schools that order children differently. */
export function checkSiblingsFirst(
  { rules, place }: PlacedStep,
  amongGrades: boolean,
  refuse: Refuse,
): void {
  if (rules.siblingsFirst === undefined) return;
  const here = at(place, "siblingsFirst");
  if (!amongGrades) {
    refuse(
      "grades-only",
      here,
      "“siblingsFirst”只用于有“grades”的文件，请删去，或把文件写成年级的形式。",
      "“siblingsFirst” is for documents with “grades”; remove it, or write the document as a grade.",
    );
  } else if (rules.siblingsFirst && !WITH_PRIORITIES.has(rules.mechanism)) {
    refuse(
      "not-for-mechanism",
      here,
      "“siblingsFirst”不用于只排一个队或只看摇号的方式，请删去，或改用其他方式。",
      "“siblingsFirst” is not for mechanisms that walk one line or look at lots alone; remove it, or choose another mechanism.",
    );
  }
}

/** Who asks together has one list, also after a sibling's school has moved to its top. */
export function checkTogetherFamilies(
  { rules, place }: PlacedStep,
  applicants: readonly DocumentApplicant[],
  refuse: Refuse,
): void {
  const familyOf = new Map(applicants.map(({ id, family }) => [id, family]));
  for (const [name, [first = "", ...others]] of Object.entries(rules.together ?? {})) {
    for (const [index, other] of others.entries()) {
      if (familyOf.get(first) === familyOf.get(other)) continue;
      refuse(
        "together-family",
        at(at(at(place, "together"), name), index + 1),
        `“${first}”与“${other}”要求同校，因此“family”必须相同。`,
        `“${first}” and “${other}” ask together, so their “family” must be the same.`,
      );
    }
  }
}

/** What the grades and the families of one document must be to each other. */
export function checkAcrossGrades(
  grades: readonly DocumentGrade[],
  families: Readonly<Record<string, DocumentFamily>>,
  refusals: Refusals,
): void {
  const gradesPlace = at(null, "grades");
  refuseRepeats(
    grades.map(({ id }, index) => [id, at(at(gradesPlace, index), "id")]),
    refusals.refuse,
  );
  refuseInTwoGrades(grades, refusals.refuse);
  const known = (kind: "school" | "family", ids: readonly string[]): KnownIds =>
    new KnownIds(
      kind,
      [...new Set(ids)].map((id) => ({ id })),
      gradesPlace,
      refusals,
    );
  const schools = known(
    "school",
    grades.flatMap(({ schools }) => schools.map(({ id }) => id)),
  );
  const named = known(
    "family",
    grades.flatMap(({ applicants }) => applicants.flatMap(({ family }) => family ?? [])),
  );
  const familiesPlace = at(null, "families");
  named.checkKeys(families, familiesPlace);
  for (const [id, { enrolledAt = [] }] of Object.entries(families)) {
    const place = at(at(familiesPlace, id), "enrolledAt");
    schools.checkAll(enrolledAt, place);
    refuseRepeats(placed(enrolledAt, place), refusals.refuse);
  }
}

function refuseInTwoGrades(grades: readonly DocumentGrade[], refuse: Refuse): void {
  const gradeOf = new Map<string, string>();
  for (const [index, { id: grade, applicants }] of grades.entries()) {
    const place = at(at(at(null, "grades"), index), "applicants");
    for (const [number, { id }] of applicants.entries()) {
      const other = gradeOf.get(id);
      gradeOf.set(id, grade);
      if (other === undefined) continue;
      refuse(
        "repeated-id",
        at(at(place, number), "id"),
        `编号“${id}”在年级“${other}”中已有，请只保留一个，或改用其他编号。`,
        `The grade “${other}” has an applicant “${id}” already; keep one, or choose another id.`,
      );
    }
  }
}

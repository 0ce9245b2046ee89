import { compareText } from "../order.ts";
import type { DocumentApplicant, DocumentStep } from "./document.ts";

/**
 * What an applicant asks for in a step, best first; nothing where it takes no part. A guaranteed
 * seat is what remains when all else is refused, so it is the last wish where it is not listed.
 */
export function listOf(applicant: DocumentApplicant, step: DocumentStep): readonly string[] {
  const { category = "", consent = false, guaranteed, choicesIn } = applicant;
  if (step.categories !== undefined && !step.categories.includes(category)) return [];
  if (step.consent === true && !consent) return [];
  const own = choicesIn !== undefined && Object.hasOwn(choicesIn, step.id);
  const wanted = (own ? choicesIn[step.id] : undefined) ?? usualList(applicant, step);
  return guaranteed === undefined || wanted.includes(guaranteed) ? wanted : [...wanted, guaranteed];
}

function usualList(
  { choices, distances = {} }: DocumentApplicant,
  { lists = "choices" }: DocumentStep,
): readonly string[] {
  if (lists === "choices") return choices;
  if (lists === "first-choice") return choices.slice(0, 1);
  return Object.entries(distances)
    .toSorted(([a, near], [b, far]) => near - far || compareText(a, b))
    .map(([school]) => school);
}

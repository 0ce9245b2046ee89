import type { Failure } from "../../domain/result.ts";
import type { BuiltProblem } from "./build-problem.ts";
import type { AllocationDocument, DocumentSchool } from "./document.ts";
import type { Place } from "./place.ts";
import { at, written } from "./place.ts";

/** What `checkProblem` refuses, with the places and names that the document has for it. */
export function inDocumentWords(
  failure: Failure,
  document: AllocationDocument,
  { steps }: BuiltProblem,
): Failure {
  const match = /^steps\[(\d+)\]\.?(.*)$/.exec(failure.place ?? "");
  const step = steps[Number(match?.[1] ?? -1)];
  if (match === null || step === undefined) return failure;
  const place = placeOf(match[2] ?? "", document, step.place, step.applicantOf);
  const { code } = failure;
  const message = { zh: ownWords(failure.message.zh), en: ownWords(failure.message.en) };
  return place === null ? { code, message } : { code, message, place: written(place) };
}

const ownWords = (sentence: string): string =>
  sentence.replaceAll("“divisions”", "“reserves”").replaceAll("keyParts", "compare");

/** The part of the document that a part of a step was made of. */
function placeOf(
  path: string,
  { schools }: AllocationDocument,
  step: Place | null,
  applicantOf: readonly number[],
): Place | null {
  const [, part = "", index, rest = ""] = /^(\w*)(?:\[(\d+)\])?\.?(.*)$/.exec(path) ?? [];
  if (part === "entries") {
    const applicants = at(null, "applicants");
    return index === undefined ? applicants : at(applicants, applicantOf[Number(index)] ?? 0);
  }
  if (part === "divisions" || part === "rates") {
    const key = (school: DocumentSchool): "rates" | "caps" | "reserves" => {
      if (part === "rates") return part;
      return school.reserves === undefined || rest.endsWith(".caps") ? "caps" : "reserves";
    };
    const named = schools.findIndex(({ id }) => rest === id || rest.startsWith(`${id}.`));
    const number = named === -1 ? schools.findIndex((school) => school[key(school)]) : named;
    const school = schools[number];
    return school === undefined ? step : at(at(at(null, "schools"), number), key(school));
  }
  if (part === "") return step;
  return at(step, part === "keyParts" ? "compare" : part);
}

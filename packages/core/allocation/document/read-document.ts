import type { Failure, Result } from "../../domain/result.ts";
import { err, ok } from "../../domain/result.ts";
import { checkProblem } from "../check-problem.ts";
import type { BuiltProblem } from "./build-problem.ts";
import { buildProblem } from "./build-problem.ts";
import { checkApplicant, checkKindsOfLots, checkMinimum } from "./check-applicants.ts";
import { checkFamilies, checkOrder } from "./check-lists.ts";
import { checkSchool } from "./check-schools.ts";
import { checkStep, checkWhereRulesStand } from "./check-steps.ts";
import type { AllocationDocument } from "./document.ts";
import { allocationDocument } from "./form.ts";
import { refuseOpenTies } from "./open-ties.ts";
import { inDocumentWords } from "./document-words.ts";
import { at } from "./place.ts";
import { KnownIds, Refusals } from "./report.ts";
import { stepsOf } from "./steps.ts";

/** A document that can be allocated, with what its outcome is written with. */
export interface ReadDocument extends BuiltProblem {
  readonly document: AllocationDocument;
}

/**
 * Reads what `JSON.parse` or `parseJson` gave. Refuses what has no well-defined outcome with all
 * its mistakes, each with its place as a path ("applicants[3].choices[1]"); never throws, whatever
 * JSON it is given. Codes: `document.*`, and those of `checkProblem`.
 */
export function readDocument(json: unknown): Result<ReadDocument, readonly Failure[]> {
  const refusals = new Refusals();
  const document = allocationDocument.read(json, null, refusals.refuse);
  checkReferences(document, refusals);
  if (refusals.failures.length > 0) return err(refusals.failures);
  const built = buildProblem(document);
  for (const step of built.steps) {
    checkOrder(step, refusals.refuse);
    checkFamilies(step, refusals.refuse);
  }
  refuseOpenTies(document, built, refusals.refuse);
  if (refusals.failures.length > 0) return err(refusals.failures);
  const checked = checkProblem(built.problem);
  return checked.ok
    ? ok({ document, ...built })
    : err(checked.error.map((failure) => inDocumentWords(failure, document, built)));
}

/** Whether ids are there and stand where they may. */
function checkReferences(document: AllocationDocument, refusals: Refusals): void {
  const { refuse } = refusals;
  const [schoolsPlace, applicantsPlace] = [at(null, "schools"), at(null, "applicants")];
  const schools = new KnownIds("school", document.schools, schoolsPlace, refusals);
  const applicants = new KnownIds("applicant", document.applicants, applicantsPlace, refusals);
  const steps = new KnownIds("step", document.steps ?? [], at(null, "steps"), refusals);
  checkWhereRulesStand(document, refuse);
  for (const [index, school] of document.schools.entries()) {
    checkSchool(school, at(schoolsPlace, index), applicants, refuse);
  }
  for (const [index, applicant] of document.applicants.entries()) {
    const place = at(applicantsPlace, index);
    checkApplicant(applicant, place, { schools, steps }, refuse);
    checkMinimum(applicant, document.minimumChoices, place, refuse);
  }
  checkKindsOfLots(document.applicants, refuse);
  for (const step of stepsOf(document)) {
    checkStep(step, document, { schools, applicants }, refuse);
  }
}

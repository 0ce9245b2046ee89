import type { Failure, Result } from "../../domain/result.ts";
import { err, ok } from "../../domain/result.ts";
import { checkProblem } from "../check-problem.ts";
import type { BuiltProblem } from "./build-problem.ts";
import { buildProblem } from "./build-problem.ts";
import { checkApplicant, checkKindsOfLots, checkMinimum } from "./check-applicants.ts";
import { checkFamilies, checkOrder } from "./check-lists.ts";
import { checkSchool } from "./check-schools.ts";
import { checkStep, checkWhereRulesStand } from "./check-steps.ts";
import { checkSiblingsFirst, checkTogetherFamilies } from "./check-grades.ts";
import type { AllocationDocument, DocumentGrade } from "./document.ts";
import { allocationDocument, documentGrade } from "./form.ts";
import { refuseOpenTies } from "./open-ties.ts";
import { inDocumentWords } from "./document-words.ts";
import { at } from "./place.ts";
import { KnownIds, Refusals } from "./report.ts";
import type { Shape } from "./shape.ts";
import { stepsOf } from "./steps.ts";

/** A document that can be allocated, with what its outcome is written with. */
export interface ReadDocument<
  Document extends AllocationDocument = AllocationDocument,
> extends BuiltProblem {
  readonly document: Document;
}

/** What is not in a document itself, but counts for whether it can be allocated. */
interface Circumstances<Document> {
  /** It is one of several grades. */
  readonly amongGrades: boolean;
  /** Whether lists of it may be turned, so that a sibling's school comes first. */
  readonly listsMayTurn: (document: Document) => boolean;
  /** Lots are still to be drawn: ties may be open. */
  readonly beforeTheDraw: boolean;
}

/**
 * Reads what `JSON.parse` or `parseJson` gave. Refuses what has no well-defined outcome with all
 * its mistakes, each with its place as a path ("applicants[3].choices[1]"); never throws, whatever
 * JSON it is given. Codes: `document.*`, and those of `checkProblem`.
 *
 * @param beforeTheDraw Accepts ties that are open for lack of lots: for simulated draws only, an
 *   outcome of it would mean nothing.
 */
export const readDocument = (
  json: unknown,
  { beforeTheDraw = false }: { readonly beforeTheDraw?: boolean } = {},
): Result<ReadDocument, readonly Failure[]> =>
  readAs(allocationDocument, json, {
    amongGrades: false,
    listsMayTurn: () => false,
    beforeTheDraw,
  });

/** The same for one of several grades, its places without those of the grades around it. */
export const readGrade = (
  json: unknown,
  listsMayTurn: (grade: DocumentGrade) => boolean,
): Result<ReadDocument<DocumentGrade>, readonly Failure[]> =>
  readAs(documentGrade, json, { amongGrades: true, listsMayTurn, beforeTheDraw: false });

function readAs<Document extends AllocationDocument>(
  shape: Shape<Document>,
  json: unknown,
  circumstances: Circumstances<Document>,
): Result<ReadDocument<Document>, readonly Failure[]> {
  const refusals = new Refusals();
  const document = shape.read(json, null, refusals.refuse);
  checkReferences(document, circumstances.amongGrades, refusals);
  if (refusals.failures.length > 0) return err(refusals.failures);
  const built = buildProblem(document);
  for (const step of built.steps) {
    checkOrder(step, refusals.refuse);
    checkFamilies(step, refusals.refuse);
  }
  if (!circumstances.beforeTheDraw) {
    refuseOpenTies(document, built, refusals.refuse, circumstances.listsMayTurn(document));
  }
  if (refusals.failures.length > 0) return err(refusals.failures);
  const checked = checkProblem(built.problem);
  return checked.ok
    ? ok({ document, ...built })
    : err(checked.error.map((failure) => inDocumentWords(failure, document, built)));
}

/** Whether ids are there and stand where they may. */
function checkReferences(
  document: AllocationDocument,
  amongGrades: boolean,
  refusals: Refusals,
): void {
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
    checkSiblingsFirst(step, amongGrades, refuse);
    if (amongGrades) checkTogetherFamilies(step, document.applicants, refuse);
  }
}

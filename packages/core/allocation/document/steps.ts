import type { AllocationDocument, DocumentStep, Ranking } from "./document.ts";
import type { Place } from "./place.ts";
import { at } from "./place.ts";

/** The one step of a document without `steps`; outcomes of such a document name no step. */
export const ONLY_STEP = "allocation";

export interface PlacedStep {
  readonly rules: DocumentStep;
  /** Null where the rules stand at the top of the document. */
  readonly place: Place | null;
}

/** The steps in their order; a document without `steps` is one step. */
export function stepsOf(document: AllocationDocument): readonly PlacedStep[] {
  const { steps, mechanism } = document;
  if (steps !== undefined) {
    return steps.map((rules, index) => ({ rules, place: at(at(null, "steps"), index) }));
  }
  if (mechanism === undefined) return [];
  return [{ rules: { ...document, mechanism, id: ONLY_STEP }, place: null }];
}

/** Every id of a ranking with its place and its class, 0 for the best. */
export function* rankedIn(
  ranking: Ranking,
  place: Place,
): Generator<{ readonly id: string; readonly place: Place; readonly rank: number }> {
  for (const [rank, item] of ranking.entries()) {
    const here = at(place, rank);
    if (typeof item === "string") yield { id: item, place: here, rank };
    else for (const [index, id] of item.entries()) yield { id, place: at(here, index), rank };
  }
}

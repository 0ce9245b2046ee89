import type { FactId, FactSource, Facts, FactValue } from "@yangguang/core/domain/facts.ts";
import { isFactId } from "@yangguang/core/domain/facts.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { CurrentFact, NewFact } from "../registry/facts.ts";
import { addFacts, saveAgencyChecks } from "../registry/facts.ts";
import type { Tx } from "../registry/tables.ts";

/** What one source said of one child, ready to be recorded. */
export interface SourceAnswer {
  readonly childId: string;
  readonly source: FactSource;
  readonly facts: Facts;
  readonly asOf: Date;
  readonly remarks: readonly Failure[];
  /** The guardian named first in the question; absent where nobody was asked. */
  readonly applicantId?: string | null;
}

/** A source that could not answer now; it is asked again later. */
export interface SourceSilence {
  readonly childId: string;
  readonly source: FactSource;
  readonly remarks: readonly Failure[];
  readonly applicantId?: string | null;
}

/** Records answers as new facts; a later answer supersedes, it never overwrites. */
export async function recordAnswers(
  tx: Tx,
  seasonId: string,
  now: Date,
  answers: readonly SourceAnswer[],
  silences: readonly SourceSilence[],
): Promise<void> {
  await addFacts(
    tx,
    answers.flatMap((answer) => factRows(seasonId, now, answer)),
  );
  await saveAgencyChecks(tx, seasonId, [
    ...answers.map((answer) => checkRow("answered", now, answer)),
    ...silences.map((silence) => checkRow("waiting", now, silence)),
  ]);
}

const checkRow = (
  state: "answered" | "waiting",
  at: Date,
  { childId, source, remarks, applicantId = null }: SourceSilence,
) => ({ childId, source, state, remarks, at, applicantId });

const factRows = (seasonId: string, now: Date, answer: SourceAnswer): NewFact[] =>
  (Object.entries(answer.facts) as [FactId, FactValue][]).map(([fact, value]) => ({
    seasonId,
    childId: answer.childId,
    fact,
    value,
    source: answer.source,
    asOf: answer.asOf,
    recordedAt: now,
    recordedBy: answer.source,
    note: null,
  }));

/** The current facts as the policy reads them, by child. */
export function factsByChild(rows: readonly CurrentFact[]): ReadonlyMap<string, Facts> {
  const byChild = new Map<string, Record<string, FactValue>>();
  for (const row of rows) {
    if (!isFactId(row.fact)) continue;
    const facts = byChild.get(row.child_id) ?? {};
    facts[row.fact] = row.value;
    byChild.set(row.child_id, facts);
  }
  return byChild;
}

/** The sources that the policy asks, apart from the family itself. */
export const agencySources = (policy: Policy): readonly FactSource[] =>
  policy.asks.map((ask) => ask.source).filter((source) => source !== "family");

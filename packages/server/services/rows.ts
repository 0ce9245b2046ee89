import type { ApplicationState } from "@yangguang/core/domain/application.ts";
import { entryText } from "@yangguang/core/log/entries.ts";
import type { FactId, Facts, FactValue } from "@yangguang/core/domain/facts.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import { factsUsedOnRoll } from "@yangguang/core/season/build-problem.ts";
import { commitRow, rowFields } from "@yangguang/core/season/commitments.ts";
import type { RowContent } from "@yangguang/core/season/roll.ts";
import { currentFacts } from "../registry/facts.ts";
import type { NewLogEntry, RowFieldText } from "../registry/log.ts";
import type { Tx } from "../registry/tables.ts";
import type { OpenSeason } from "./context.ts";
import { factsByChild } from "./facts.ts";

/** One version of an application, to be reduced to a row. */
export interface Versioned {
  readonly applicationId: string;
  readonly childId: string;
  readonly pid: string;
  readonly state: ApplicationState;
}

export interface CommittedRow extends Versioned {
  readonly content: RowContent;
  /** Names and values, in the order in which they are committed to. */
  readonly fields: readonly RowFieldText[];
  /** ROW of the specification, 64 hex digits. */
  readonly commitment: string;
}

/** The rows of these versions, with the facts that are known of each child now. */
export async function commitRows(
  tx: Tx,
  season: OpenSeason,
  versions: readonly Versioned[],
): Promise<readonly CommittedRow[]> {
  const children = [...new Set(versions.map(({ childId }) => childId))];
  const facts = factsByChild(await currentFacts(tx, season.id, children));
  const used = factsUsedOnRoll(season.policy);
  return versions.map((version) => {
    const content = rowContent(version, pick(facts.get(version.childId) ?? {}, used));
    const secret = season.keys.rowSecret(season.run, version.pid, version.state.version);
    return {
      ...version,
      content,
      fields: rowFields(season.policy, content).map(({ name, value }) => [name, value] as const),
      commitment: commitRow(season.run, season.policy, content, secret),
    };
  });
}

const pick = (facts: Facts, used: readonly FactId[]): Facts =>
  Object.fromEntries(
    used.flatMap((id): [FactId, FactValue][] => {
      const value = facts[id];
      return value === undefined ? [] : [[id, value]];
    }),
  );

function rowContent({ pid, state }: Versioned, facts: Facts): RowContent {
  const { form, settlement } = state;
  const points = settlement?.points ?? null;
  return {
    pid,
    version: state.version,
    status: state.status,
    category: settlement?.category ?? null,
    zone: settlement?.zone ?? null,
    points: points === null ? null : pointsOf(points),
    items: Object.fromEntries(
      Object.entries(settlement?.items ?? {}).map(([item, points]) => [item, pointsOf(points)]),
    ),
    facts,
    choices: form?.choices ?? [],
    consentsToRedistribution: form?.consentsToRedistribution ?? false,
    lotGroup: form?.lotGroup ?? null,
  };
}

/** What the log says of a row: that it exists, and nothing else. */
export const rowEntry = (season: OpenSeason, row: CommittedRow): NewLogEntry => ({
  run: season.run,
  kind: "app",
  body: entryText({ c: row.commitment, run: season.run, t: "app" }),
  applicationId: row.applicationId,
  version: row.state.version,
  fields: row.fields,
});

import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Executor } from "./tables.ts";

/** How many cases wait for a person, by the codes of their reasons; a case may have several. */
export const countReasons = (
  db: Executor,
  seasonId: string,
): Promise<{ readonly code: string; readonly count: number }[]> =>
  sql<{ code: string; count: number }>`
    select reason ->> 'code' as code, count(distinct application.id)::int as count
    from application, jsonb_array_elements(state -> 'referral') as reason
    where season_id = ${seasonId} and status = 'in-review'
    group by 1 order by 1
  `
    .execute(db)
    .then(({ rows }) => rows);

/** Applications by the school that was offered and what became of the offer. */
export const countOffers = (
  db: Executor,
  seasonId: string,
): Promise<{ readonly school: string; readonly status: string; readonly count: number }[]> =>
  db
    .selectFrom("application")
    .select([sql<string>`school`.as("school"), "status", sql<number>`count(*)::int`.as("count")])
    .where("season_id", "=", seasonId)
    .where("school", "is not", null)
    .groupBy(["school", "status"])
    .execute();

export interface Demand {
  /** Children by the school that they put first. */
  readonly firstChoices: ReadonlyMap<string, number>;
  /** Children by the zone that they belong to. */
  readonly zones: ReadonlyMap<string, number>;
}

/** What children of this season want; withdrawn applications are left out. */
export async function countDemand(db: Executor, seasonId: string): Promise<Demand> {
  const counted = (key: RawBuilder<string | null>) =>
    db
      .selectFrom("application")
      .select([key.as("key"), sql<number>`count(*)::int`.as("count")])
      .where("season_id", "=", seasonId)
      .where("status", "not in", ["none", "withdrawn"])
      .groupBy(sql`1`)
      .execute();
  const [schools, zones] = await Promise.all([
    counted(sql`state -> 'form' -> 'choices' ->> 0`),
    counted(sql`state -> 'settlement' ->> 'zone'`),
  ]);
  return { firstChoices: byKey(schools), zones: byKey(zones) };
}

const byKey = (rows: readonly { key: string | null; count: number }[]): Map<string, number> =>
  new Map(rows.flatMap(({ key, count }) => (key === null ? [] : [[key, count] as const])));

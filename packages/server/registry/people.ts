import type { Executor, Tables, Tx } from "./tables.ts";
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";

export type PersonRow = Selectable<Tables["person"]>;
export type NewPerson = Insertable<Tables["person"]>;

/**
 * Adds those who are new and gives everybody's row, in no particular order. Adds in the order of
 * indexes, so that two transactions that name the same people never wait for each other.
 */
export async function upsertPeople(tx: Tx, people: readonly NewPerson[]): Promise<PersonRow[]> {
  if (people.length === 0) return [];
  const ordered = people.toSorted((one, two) =>
    Buffer.compare(one.document_index, two.document_index),
  );
  await tx
    .insertInto("person")
    .values(ordered)
    .onConflict((conflict) => conflict.column("document_index").doNothing())
    .execute();
  return peopleByIndexes(
    tx,
    people.map((person) => person.document_index),
  );
}

export const peopleByIndexes = (db: Executor, indexes: readonly Buffer[]): Promise<PersonRow[]> =>
  db
    .selectFrom("person")
    .selectAll()
    .where("document_index", "in", [...indexes])
    .execute();

export const peopleByIds = (db: Executor, ids: readonly string[]): Promise<PersonRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("person")
        .selectAll()
        .where("id", "in", [...ids])
        .execute();

/** Adds those that are new, in one order for everybody, as people are. */
export async function addKinships(
  tx: Tx,
  rows: readonly Insertable<Tables["kinship"]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const placeOf = (row: Insertable<Tables["kinship"]>) => `${row.child_id} ${row.relative_id}`;
  await tx
    .insertInto("kinship")
    .values(rows.toSorted((one, two) => (placeOf(one) < placeOf(two) ? -1 : 1)))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const childrenOfGuardian = (db: Executor, guardianId: string): Promise<PersonRow[]> =>
  db
    .selectFrom("kinship")
    .innerJoin("person", "person.id", "kinship.child_id")
    .selectAll("person")
    .where("kinship.relative_id", "=", guardianId)
    .where("kinship.guardian", "=", true)
    .orderBy("person.created_at")
    .orderBy("person.id")
    .execute();

export type RelativeRow = PersonRow &
  Pick<Selectable<Tables["kinship"]>, "child_id" | "relation" | "guardian" | "custody">;

export const relativesOfChildren = (
  db: Executor,
  childIds: readonly string[],
): Promise<RelativeRow[]> =>
  childIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("kinship")
        .innerJoin("person", "person.id", "kinship.relative_id")
        .selectAll("person")
        .select(["kinship.child_id", "kinship.relation", "kinship.guardian", "kinship.custody"])
        .where("kinship.child_id", "in", [...childIds])
        .orderBy("person.created_at")
        .orderBy("person.id")
        .execute();

export async function isGuardianOf(
  db: Executor,
  guardianId: string,
  childId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom("kinship")
    .select("child_id")
    .where("relative_id", "=", guardianId)
    .where("child_id", "=", childId)
    .where("guardian", "=", true)
    .executeTakeFirst();
  return row !== undefined;
}

export const peopleByNames = (db: Executor, nameIndexes: readonly Buffer[]): Promise<PersonRow[]> =>
  db
    .selectFrom("person")
    .selectAll()
    .where("name_index", "in", [...nameIndexes])
    .execute();

/** Until the transaction ends, nobody else who asks for one of the same children gets it. */
export async function lockChildren(tx: Tx, childIds: readonly string[]): Promise<void> {
  for (const childId of childIds.toSorted()) {
    const name = `child ${childId}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  }
}

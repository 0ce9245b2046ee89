import type { Executor, Tables, Tx } from "./tables.ts";
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";

export type PersonRow = Selectable<Tables["person"]>;
export type NewPerson = Insertable<Tables["person"]>;

/** Adds those who are new and gives everybody's row, in no particular order. */
export async function upsertPeople(tx: Tx, people: readonly NewPerson[]): Promise<PersonRow[]> {
  if (people.length === 0) return [];
  await tx
    .insertInto("person")
    .values([...people])
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

export async function addKinships(
  tx: Tx,
  rows: readonly Insertable<Tables["kinship"]>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto("kinship")
    .values([...rows])
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

/** Until the transaction ends, nobody else who asks for the same guardian's family gets it. */
export async function lockFamily(tx: Tx, guardianId: string): Promise<void> {
  const name = `family ${guardianId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

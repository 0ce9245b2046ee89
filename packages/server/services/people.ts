import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { IdentityDocument, IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { NewPerson, PersonRow } from "../registry/people.ts";
import { peopleByIndexes, upsertPeople } from "../registry/people.ts";
import type { Executor, Tx } from "../registry/tables.ts";
import { uuidOf } from "./uuid.ts";

/** A child or guardian in the clear; lives in memory only. */
export interface Person {
  readonly id: string;
  readonly document: Pick<IdentityDocument, "kind" | "number">;
  readonly name: string;
  readonly birthDate: PlainDate | null;
}

export interface PersonDetails {
  readonly document: Pick<IdentityDocument, "kind" | "number">;
  readonly name: string;
  readonly birthDate: PlainDate | null;
}

export const documentIndex = (keys: Keyring, document: PersonDetails["document"]): Buffer =>
  keys.blindIndex("person.document", `${document.kind}:${document.number}`);

export const nameIndex = (keys: Keyring, name: string): Buffer =>
  keys.blindIndex("person.name", name);

function seal(
  keys: Keyring,
  details: PersonDetails,
  random: (bytes: number) => Uint8Array,
  now: Date,
): NewPerson {
  const id = uuidOf(random(16));
  return {
    id,
    document_kind: details.document.kind,
    document_cipher: keys.seal(id, "document", details.document.number),
    document_index: documentIndex(keys, details.document),
    name_cipher: keys.seal(id, "name", details.name),
    name_index: nameIndex(keys, details.name),
    birth_date_cipher:
      details.birthDate === null ? null : keys.seal(id, "birth-date", details.birthDate),
    created_at: now,
  };
}

export function openPerson(keys: Keyring, row: PersonRow): Person {
  return {
    id: row.id,
    document: {
      kind: row.document_kind as IdentityDocumentKind,
      number: keys.open(row.id, "document", row.document_cipher),
    },
    name: keys.open(row.id, "name", row.name_cipher),
    birthDate:
      row.birth_date_cipher === null
        ? null
        : (keys.open(row.id, "birth-date", row.birth_date_cipher) as PlainDate),
  };
}

/** Adds those who are not yet known; gives ids in the order asked. */
export async function registerPeople(
  tx: Tx,
  services: { keys: Keyring; random: (bytes: number) => Uint8Array },
  people: readonly PersonDetails[],
  now: Date,
): Promise<string[]> {
  const sealed = people.map((details) => seal(services.keys, details, services.random, now));
  const rows = await upsertPeople(tx, sealed);
  const byIndex = new Map(rows.map((row) => [row.document_index.toString("hex"), row.id]));
  return sealed.map((person) => {
    const id = byIndex.get(person.document_index.toString("hex"));
    if (id === undefined) throw new Error("a person was not stored");
    return id;
  });
}

export async function findPerson(
  db: Executor,
  keys: Keyring,
  document: PersonDetails["document"],
): Promise<Person | null> {
  const [row] = await peopleByIndexes(db, [documentIndex(keys, document)]);
  return row === undefined ? null : openPerson(keys, row);
}

import { createHash } from "node:crypto";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { PersonId } from "@yangguang/core/domain/ids.ts";
import type { AccountRow } from "../registry/accounts.ts";
import {
  dropExpiredSessions,
  endSession,
  findSession,
  startSession,
  upsertAccount,
} from "../registry/accounts.ts";
import { inTransaction } from "../registry/connect.ts";
import type { Services } from "./context.ts";
import type { PersonDetails } from "./people.ts";
import { registerPeople } from "./people.ts";
import { uuidOf } from "./uuid.ts";

export type Role = "guardian" | "clerk" | "bureau" | "school" | "supervisor" | "contributor";

/** Who is signed in. */
export interface Account {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  /** Only for school staff: the school's id. */
  readonly school: string | null;
  /** Only for contributors to the draw: as whom. */
  readonly contributor: string | null;
  /** Only for guardians. */
  readonly personId: PersonId | null;
}

export interface SignedIn {
  readonly account: Account;
  readonly csrfToken: string;
}

/** What the identity service vouches for. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly role: Role;
  readonly name: string;
  readonly school: string | null;
  readonly contributor: string | null;
  readonly person: PersonDetails | null;
}

const SESSION_HOURS = 12;

/** Starts a session and gives its secret token for the cookie; only a hash of it is stored. */
export async function signIn(services: Services, identity: Identity): Promise<string> {
  const now = services.clock();
  const token = Buffer.from(services.random(32)).toString("base64url");
  await inTransaction(services.db, async (tx) => {
    const people = identity.person === null ? [] : [identity.person];
    const [personId] = await registerPeople(tx, services, people, new Date(now));
    const id = uuidOf(services.random(16));
    const account = await upsertAccount(tx, {
      id,
      issuer: identity.issuer,
      subject: identity.subject,
      role: identity.role,
      school: identity.school,
      contributor: identity.contributor,
      person_id: personId ?? null,
      display_name_cipher: services.keys.seal(
        accountRecord(identity.issuer, identity.subject),
        "display-name",
        identity.name,
      ),
      created_at: new Date(now),
    });
    await startSession(tx, {
      token_hash: hashToken(token),
      account_id: account.id,
      csrf_token: Buffer.from(services.random(24)).toString("base64url"),
      expires_at: new Date(now + SESSION_HOURS * 3_600_000),
    });
  });
  return token;
}

/** An account's sealed name belongs to issuer and subject, which stay while other columns change. */
const accountRecord = (issuer: string, subject: string): string => `account:${issuer}#${subject}`;

const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

export async function findSignedIn(services: Services, token: string): Promise<SignedIn | null> {
  const row = await findSession(services.db, hashToken(token), new Date(services.clock()));
  return row === undefined
    ? null
    : { account: openAccount(services, row), csrfToken: row.csrf_token };
}

export const forgetExpiredSessions = (services: Services): Promise<void> =>
  dropExpiredSessions(services.db, new Date(services.clock()));

export const signOut = (services: Services, token: string): Promise<void> =>
  endSession(services.db, hashToken(token));

export function openAccount(services: Services, row: AccountRow): Account {
  const record = accountRecord(row.issuer, row.subject);
  return {
    id: row.id,
    role: row.role as Role,
    name: services.keys.open(record, "display-name", row.display_name_cipher),
    school: row.school,
    contributor: row.contributor,
    personId: row.person_id === null ? null : brandAs<PersonId>(row.person_id),
  };
}

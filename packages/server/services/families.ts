import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Family } from "../agencies/agency.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { applicationsOfChildren, findApplication } from "../registry/applications.ts";
import { draftsOf } from "../registry/drafts.ts";
import { addKinships, childrenOfGuardian, isGuardianOf, peopleByIds } from "../registry/people.ts";
import { inTransaction } from "../registry/connect.ts";
import type { DraftContent, Tx } from "../registry/tables.ts";
import type { Services } from "./context.ts";
import { unknownApplication } from "./act.ts";
import type { Person, PersonDetails } from "./people.ts";
import { openPerson, registerPeople } from "./people.ts";

const REGISTER_TIME_LIMIT_MS = 6000;

/**
 * Asks the household register for the guardian's children and remembers them. If the register
 * cannot answer now, gives words that say so; children known from before stay known.
 */
export async function refreshFamily(
  services: Services,
  guardianId: string,
): Promise<Result<{ readonly asOf: Date }, Text>> {
  const { household } = services.agencies;
  if (household === null) return err(NOT_CONNECTED);
  const guardian = await loadPerson(services, guardianId);
  const family = await household.fetchFamily(
    { document: guardian.document, name: guardian.name },
    {
      purpose: "own-children",
      consentRef: guardianId,
      correlationId: Buffer.from(services.random(8)).toString("hex"),
    },
    AbortSignal.timeout(REGISTER_TIME_LIMIT_MS),
  );
  if (!family.ok) return err(family.error.message);
  await inTransaction(services.db, (tx) => rememberFamily(tx, services, family.value));
  return ok({ asOf: family.value.asOf });
}

/** Stores the children and all their relatives whom the register names. */
async function rememberFamily(tx: Tx, services: Services, family: Family): Promise<void> {
  const now = new Date(services.clock());
  for (const child of family.children) {
    const relatives = [
      ...child.guardians.map((relative) => ({ ...relative, guardian: true })),
      ...child.grandparents.map((relative) => ({ ...relative, guardian: false })),
    ];
    const people = [child, ...relatives.map((relative) => ({ ...relative, birthDate: null }))];
    const [childId, ...relativeIds] = await registerPeople(tx, services, people, now);
    if (childId === undefined) throw new Error("a child was not stored");
    await addKinships(
      tx,
      relatives.flatMap(({ relation, guardian, custody }, index) => {
        const relativeId = relativeIds[index];
        if (relativeId === undefined) throw new Error("a relative was not stored");
        return {
          child_id: childId,
          relative_id: relativeId,
          relation,
          guardian,
          custody,
          source: "household",
          as_of: family.asOf,
        };
      }),
    );
  }
}

/** Makes a guardian known for whom somebody else applies: a clerk at a counter. */
export const rememberGuardian = async (
  services: Services,
  guardian: PersonDetails,
): Promise<string> => {
  const now = new Date(services.clock());
  const [id] = await inTransaction(services.db, (tx) =>
    registerPeople(tx, services, [guardian], now),
  );
  if (id === undefined) throw new Error("a guardian was not stored");
  return id;
};

const NOT_CONNECTED = text("户籍部门尚未接通", "The household register is not connected");

export interface OwnChild {
  readonly child: Person;
  readonly application: ApplicationRow | null;
  readonly draft: DraftContent | null;
}

/** The guardian's children with what has been sent or drafted for each in the season. */
export async function ownChildren(
  services: Services,
  seasonId: string,
  guardianId: string,
  accountId: string | null,
): Promise<readonly OwnChild[]> {
  const rows = await childrenOfGuardian(services.db, guardianId);
  const ids = rows.map((row) => row.id);
  const applications = await applicationsOfChildren(services.db, seasonId, ids);
  const drafts = accountId === null ? [] : await draftsOf(services.db, seasonId, accountId);
  return rows.map((row) => ({
    child: openPerson(services.keys, row),
    application: applications.find((application) => application.child_id === row.id) ?? null,
    draft: drafts.find((draft) => draft.child_id === row.id)?.content ?? null,
  }));
}

export const mayActFor = (
  services: Services,
  guardianId: string,
  childId: string,
): Promise<boolean> => isGuardianOf(services.db, guardianId, childId);

/** An application of one of the guardian's own children; anyone else's does not exist for them. */
export async function ownApplication(
  services: Services,
  guardianId: string,
  applicationId: string,
): Promise<Result<ApplicationRow>> {
  const application = await findApplication(services.db, applicationId);
  if (!application) return unknownApplication();
  const own = await isGuardianOf(services.db, guardianId, application.child_id);
  return own ? ok(application) : unknownApplication();
}

export async function loadPerson(services: Services, id: string): Promise<Person> {
  const [row] = await peopleByIds(services.db, [id]);
  if (!row) throw new Error("a person that is referred to is not stored");
  return openPerson(services.keys, row);
}

import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { AgencyFailure, Family, KinRelation } from "../agencies/agency.ts";
import { KIN_LABELS } from "../agencies/agency.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { applicants, applicationsOfChildren, findApplication } from "../registry/applications.ts";
import { draftsOf } from "../registry/drafts.ts";
import { addConsents } from "../registry/facts.ts";
import {
  addKinships,
  childrenOfGuardian,
  isGuardianOf,
  peopleByIds,
  relativesOfChildren,
} from "../registry/people.ts";
import { inTransaction } from "../registry/connect.ts";
import type { DraftContent, Tx } from "../registry/tables.ts";
import type { Services } from "./context.ts";
import { unknownApplication } from "./act.ts";
import type { Person, PersonDetails } from "./people.ts";
import { findPerson, openPerson, registerPeople } from "./people.ts";
import type { ConsentPurpose } from "./submit.ts";

const REGISTER_TIME_LIMIT_MS = 6000;

/**
 * Asks the household register for the guardian's children and remembers them. If the register
 * cannot answer now, gives words that say so; children known from before stay known.
 */
export async function refreshFamily(
  services: Services,
  guardianId: string,
): Promise<Result<{ readonly asOf: Date }, Text>> {
  const guardian = await loadPerson(services, guardianId);
  const family = await fetchFamily(services, guardian, "own-children", guardianId);
  if (!family.ok) return err(family.error.message);
  await inTransaction(services.db, (tx) => rememberFamily(tx, services, family.value));
  return ok({ asOf: family.value.asOf });
}

async function fetchFamily(
  services: Services,
  { document, name }: Pick<Person, "document" | "name">,
  purpose: string,
  consentRef: string,
): Promise<Result<Family, Pick<AgencyFailure, "kind" | "message">>> {
  const { household } = services.agencies;
  if (household === null) return err({ kind: "unavailable", message: NOT_CONNECTED });
  const correlationId = Buffer.from(services.random(8)).toString("hex");
  return household.fetchFamily(
    { document, name },
    { purpose, consentRef, correlationId },
    AbortSignal.timeout(REGISTER_TIME_LIMIT_MS),
  );
}

/**
 * Finds the family of a guardian who stands at a counter. A stranger is remembered only once the
 * register has confirmed name and document; while it is silent, only families known before are
 * found.
 *
 * @param documents The ways in which the number can be read (a passport may look like a permit).
 * @returns The guardian's id. Failures: `counter.no-family`, `counter.name-differs`,
 *   `counter.register`.
 */
export async function findFamilyAtCounter(
  services: Services,
  name: string,
  documents: readonly Person["document"][],
  clerkId: string,
): Promise<Result<string>> {
  let problem: Failure = noFamily;
  for (const document of documents) {
    const known = await findPerson(services.db, services.keys, document);
    if (known !== null && known.name !== name) return err(nameDiffers);
    const guardian = { document, name };
    const family = await fetchFamily(services, guardian, "counter", `clerk:${clerkId}`);
    if (!family.ok && family.error.kind === "refused") problem = nameDiffers;
    else if (!family.ok) problem = registerSilent(family.error.message);
    else if (family.value.children.length > 0) {
      await inTransaction(services.db, (tx) => rememberFamily(tx, services, family.value));
      return ok(await rememberGuardian(services, { ...guardian, birthDate: null }));
    }
    if (known !== null && (await childrenOfGuardian(services.db, known.id)).length > 0) {
      return ok(known.id);
    }
  }
  return err(problem);
}

const noFamily = failure(
  "counter.no-family",
  "户籍登记中没有找到由此人监护的孩子。请核对姓名和证件号码；监护关系尚未登记的，请先到公安部门办理。",
  "The register knows no child in this person's care. Check the name and the number; a guardianship that is not registered yet has to be registered first.",
  "guardianDocument",
);

const nameDiffers = failure(
  "counter.name-differs",
  "姓名与证件号码不符。请对照证件核对，生僻字也要照写。",
  "The name and the document do not belong together. Compare both with the document, rare characters too.",
  "guardianName",
);

const registerSilent = ({ zh, en }: Text): Failure =>
  failure(
    "counter.register",
    `暂时无法核对监护关系：${zh}您填写的内容没有丢失，请过几分钟再试。`,
    `Who is the guardian cannot be checked now: ${en} Nothing you entered is lost; try again in a few minutes.`,
  );

/** Stores the children and all their relatives whom the register names. */
async function rememberFamily(tx: Tx, services: Services, family: Family): Promise<void> {
  const kinships = family.children.flatMap((child) => [
    ...child.guardians.map((relative) => ({ child, relative, guardian: true })),
    ...child.grandparents.map((relative) => ({ child, relative, guardian: false })),
  ]);
  const relatives = kinships.map(({ relative }) => ({ ...relative, birthDate: null }));
  const now = new Date(services.clock());
  const ids = await registerPeople(tx, services, [...family.children, ...relatives], now);
  const idOf = new Map(
    [...family.children, ...relatives].map((one, at) => [one.document, ids[at]]),
  );
  const idFor = ({ document }: Pick<Person, "document">): string => {
    const id = idOf.get(document);
    if (id === undefined) throw new Error("a person of a family was not stored");
    return id;
  };
  await addKinships(
    tx,
    kinships.map(({ child, relative, guardian }) => ({
      child_id: idFor(child),
      relative_id: idFor(relative),
      relation: relative.relation,
      guardian,
      custody: relative.custody,
      source: "household",
      as_of: family.asOf,
    })),
  );
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

const NOT_CONNECTED = text("户籍部门尚未接通。", "The household register is not connected.");

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

/**
 * What a guardian is to the child for whom he applied, by application; applications that a clerk or
 * the guardian asking made are left out.
 */
export async function appliedByOthers(
  services: Services,
  guardianId: string,
  applications: readonly ApplicationRow[],
): Promise<ReadonlyMap<string, Text>> {
  const ids = applications.map(({ id }) => id);
  const children = applications.map(({ child_id: child }) => child);
  const relatives = await relativesOfChildren(services.db, children);
  const others = new Map<string, Text>();
  for (const { applicationId, personId } of await applicants(services.db, ids)) {
    if (personId === null || personId === guardianId) continue;
    const application = applications.find(({ id }) => id === applicationId);
    const relative = relatives.find(
      ({ id, child_id: child }) => id === personId && child === application?.child_id,
    );
    const relation: KinRelation = (relative?.relation ?? "other-guardian") as KinRelation;
    others.set(applicationId, KIN_LABELS[relation]);
  }
  return others;
}

/** Records a guardian's consent to asking the agencies: without it nobody is asked. */
export async function consentToChecks(
  services: Services,
  seasonId: string,
  childId: string,
  by: { readonly accountId: string; readonly guardianId: string },
): Promise<void> {
  const purpose: ConsentPurpose = "agency-checks";
  const at = new Date(services.clock());
  await inTransaction(services.db, (tx) =>
    addConsents(tx, [{ seasonId, childId, ...by, purpose, at }]),
  );
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

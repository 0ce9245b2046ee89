import type { Decision } from "@yangguang/core/policy/decision.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import type {
  ApplicationActionRow,
  ApplicationFilter,
  ApplicationRow,
} from "../registry/applications.ts";
import {
  actionsOfApplication,
  applicationsOfChildren,
  findApplication,
  lastChanges,
  latestDecisions,
  searchApplications,
} from "../registry/applications.ts";
import { recordLook } from "../registry/accounts.ts";
import { claimCase, claimHolders, releaseCase } from "../registry/claims.ts";
import type { AgencyCheck, CurrentFact } from "../registry/facts.ts";
import { agencyChecks, currentFacts } from "../registry/facts.ts";
import { relativesOfChildren, peopleByIds, peopleByNames } from "../registry/people.ts";
import { unknownApplication } from "./act.ts";
import type { Account } from "./accounts.ts";
import { openAccount } from "./accounts.ts";
import type { Services } from "./context.ts";
import type { Person } from "./people.ts";
import { nameIndex, openPerson } from "./people.ts";

export type { ApplicationActionRow, ApplicationRow } from "../registry/applications.ts";

/** What is known of a child in a season, apart from what was applied for. */
export interface ChildFile {
  readonly facts: readonly CurrentFact[];
  readonly checks: readonly AgencyCheck[];
}

export async function childFile(
  services: Services,
  seasonId: string,
  childId: string,
): Promise<ChildFile> {
  const [facts, checks] = await Promise.all([
    currentFacts(services.db, seasonId, [childId]),
    agencyChecks(services.db, seasonId, [childId]),
  ]);
  return { facts, checks };
}

/** An application with all that a page about it shows. */
export interface CaseFile extends ChildFile {
  readonly application: ApplicationRow;
  readonly child: Person;
  readonly guardians: readonly (Person & { readonly relation: string })[];
  readonly decision: Decision | null;
  readonly claimedBy: Account | null;
  /** Oldest first. */
  readonly actions: readonly ApplicationActionRow[];
}

export async function caseFile(
  services: Services,
  applicationId: string,
): Promise<Result<CaseFile>> {
  const { db, keys } = services;
  const application = await findApplication(db, applicationId);
  const [child] = application ? await peopleByIds(db, [application.child_id]) : [];
  if (!application || !child) return unknownApplication();
  const [file, guardians, decisions, actions, claims] = await Promise.all([
    childFile(services, application.season_id, child.id),
    relativesOfChildren(db, [child.id]),
    latestDecisions(db, [application.id]),
    actionsOfApplication(db, application.id),
    claimHolders(db, [application.id]),
  ]);
  const holder = claims.get(application.id);
  return ok({
    ...file,
    application,
    child: openPerson(keys, child),
    guardians: guardians
      .filter((row) => row.guardian)
      .map((row) => ({ ...openPerson(keys, row), relation: row.relation })),
    decision: decisions.get(application.id) ?? null,
    claimedBy: holder === undefined ? null : openAccount(services, holder),
    actions,
  });
}

/** Opens a case for an officer and records that he looked. */
export async function openCase(
  services: Services,
  applicationId: string,
  officer: Account,
  purpose: string,
): Promise<Result<CaseFile>> {
  const file = await caseFile(services, applicationId);
  if (!file.ok) return file;
  await recordLook(services.db, {
    account_id: officer.id,
    application_id: applicationId,
    purpose,
    at: new Date(services.clock()),
  });
  return file;
}

export interface ListedApplication {
  readonly application: ApplicationRow;
  readonly child: Person;
  readonly claimedBy: Account | null;
  readonly changedAt: Date;
  /** When it last came to a person; null if it never did. */
  readonly referredAt: Date | null;
}

export interface ApplicationSearch extends Omit<ApplicationFilter, "childIds" | "pid"> {
  /** The beginning of a public number, or a child's whole name. */
  readonly query?: string;
}

export async function listApplications(
  services: Services,
  seasonId: string,
  { query, ...filter }: ApplicationSearch,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly rows: readonly ListedApplication[] }> {
  const { db, keys } = services;
  const wanted = query?.trim() ?? "";
  const byWords = wanted === "" ? {} : await wordsFilter(services, seasonId, wanted);
  const found = await searchApplications(db, seasonId, { ...filter, ...byWords }, page);
  const ids = found.rows.map((row) => row.child_id);
  const children = new Map((await peopleByIds(db, ids)).map((row) => [row.id, row]));
  const applicationIds = found.rows.map((row) => row.id);
  const claims = await claimHolders(db, applicationIds);
  const changes = await lastChanges(db, applicationIds);
  return {
    total: found.total,
    rows: found.rows.flatMap((application) => {
      const child = children.get(application.child_id);
      const holder = claims.get(application.id);
      const claimedBy = holder === undefined ? null : openAccount(services, holder);
      const change = changes.get(application.id);
      if (!child || !change) return [];
      return [{ application, child: openPerson(keys, child), claimedBy, ...change }];
    }),
  };
}

async function wordsFilter(
  services: Services,
  seasonId: string,
  wanted: string,
): Promise<Pick<ApplicationFilter, "pid" | "childIds">> {
  if (/^[0-9a-f]{4,32}$/.test(wanted.toLowerCase())) return { pid: wanted.toLowerCase() };
  const people = await peopleByNames(services.db, [nameIndex(services.keys, wanted)]);
  const applications = await applicationsOfChildren(
    services.db,
    seasonId,
    people.map((person) => person.id),
  );
  return { childIds: applications.map((application) => application.child_id) };
}

/** True if the officer holds the case now. */
export const claim = (
  services: Services,
  applicationId: string,
  officer: Account,
): Promise<boolean> =>
  claimCase(services.db, applicationId, officer.id, new Date(services.clock()));

export const release = (
  services: Services,
  applicationId: string,
  officer: Account,
): Promise<void> => releaseCase(services.db, applicationId, officer.id);

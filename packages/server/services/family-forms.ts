import type { Actor, ApplicationState, Dispute } from "@yangguang/core/domain/application.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err } from "@yangguang/core/domain/result.ts";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { decide } from "@yangguang/core/policy/decide.ts";
import { checkChoices } from "@yangguang/core/season/choices.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { applicationsOfChildren, lockApplications } from "../registry/applications.ts";
import { dropDraft } from "../registry/drafts.ts";
import { currentFacts } from "../registry/facts.ts";
import { childrenOfGuardian, lockChildren } from "../registry/people.ts";
import { inTransaction } from "../registry/connect.ts";
import type { Tx } from "../registry/tables.ts";
import type { ActionDone, ActionRequest, ExpectedVersion } from "./act.ts";
import { act, unknownApplication } from "./act.ts";
import type { OpenSeason, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";
import { factsByChild } from "./facts.ts";
import type { SiblingLot } from "./lot-group.ts";
import { planLots } from "./lot-group.ts";
import type { ConsentPurpose, FormRequest } from "./submit.ts";
import { CONSENT_PURPOSES, submitLocked } from "./submit.ts";

/** What a family wishes for one child: schools, redistribution, siblings who share its lot. */
export interface Wishes {
  readonly choices: readonly string[];
  readonly consentsToRedistribution: boolean;
  /** Children of the same guardian. */
  readonly siblings: readonly string[];
}

interface FamilyRequest {
  readonly childId: string;
  readonly guardianId: string;
  readonly actor: Actor;
  readonly key: string;
  readonly wishes: Wishes;
}

export interface NewApplicationRequest extends FamilyRequest {
  readonly disputes: readonly Dispute[];
  readonly consents: readonly ConsentPurpose[];
}

/**
 * A family's application: its wishes are checked against the category that the facts known so far
 * point to, siblings' lots are brought together, and the draft has served.
 */
export async function applyForChild(
  services: Services,
  seasonId: string,
  request: NewApplicationRequest,
): Promise<Result<ActionDone>> {
  const { childId, guardianId, actor, key, wishes, disputes, consents } = request;
  return inFamily(services, seasonId, guardianId, async (tx, season, family) => {
    const lots = planFor(services, family, request);
    const { choices, consentsToRedistribution } = wishes;
    const form: FormRequest = {
      action: "apply",
      childId,
      form: { choices, consentsToRedistribution, lotGroup: lots.group, disputes },
      category: await likelyCategory(tx, season, childId),
      consents,
      guardianId,
      actor,
      key,
    };
    const done = only(await submitLocked(services, tx, season, [form]));
    if (!done.ok || done.value.repeated) return done;
    await act(tx, season, joinRequests(lots, family, request));
    await dropDraft(tx, { seasonId, childId, accountId: actor.id });
    return done;
  });
}

/** The family changes its wishes; the checks need not run again. */
export async function changeWishes(
  services: Services,
  seasonId: string,
  request: FamilyRequest & { readonly expected: ExpectedVersion },
): Promise<Result<ActionDone>> {
  const { childId, guardianId, actor, key, wishes, expected } = request;
  return inFamily(services, seasonId, guardianId, async (tx, season, family) => {
    const own = family.find((application) => application.child_id === childId);
    if (own === undefined) return unknownApplication();
    const category = own.state.settlement?.category ?? (await likelyCategory(tx, season, childId));
    const { choices, consentsToRedistribution } = wishes;
    const [problem] = checkChoices(season.policy, category, choices);
    if (problem) return err(problem);
    const lots = planFor(services, family, request);
    const lotGroup = lots.group;
    const change: ActionRequest = {
      applicationId: own.id,
      action: { action: "choose", choices, consentsToRedistribution, lotGroup },
      actor,
      key,
      expected,
    };
    const done = only(await act(tx, season, [change]));
    if (!done.ok || done.value.repeated) return done;
    await act(tx, season, joinRequests(lots, family, request));
    return done;
  });
}

export interface ResendRequest extends Omit<FamilyRequest, "wishes"> {
  readonly disputes: readonly Dispute[];
  readonly expected: ExpectedVersion;
  readonly as:
    | { readonly action: "amend" }
    | { readonly action: "correct"; readonly reply: string };
}

/** The family says anew which facts are wrong, of its own accord or asked; its wishes stay. */
export async function resendForm(
  services: Services,
  seasonId: string,
  request: ResendRequest,
): Promise<Result<ActionDone>> {
  const { childId, guardianId, actor, key, disputes, expected, as } = request;
  return inFamily(services, seasonId, guardianId, async (tx, season, family) => {
    const own = family.find((application) => application.child_id === childId);
    if (!own?.state.form) return unknownApplication();
    const form = { ...own.state.form, disputes };
    const consents = CONSENT_PURPOSES;
    const resent = { ...as, childId, form, consents, guardianId, actor, key, expected };
    return only(await submitLocked(services, tx, season, [resent]));
  });
}

/** The category that the facts known now lead to; null while they do not suffice. */
async function likelyCategory(tx: Tx, season: OpenSeason, childId: string): Promise<string | null> {
  const facts = factsByChild(await currentFacts(tx, season.id, [childId])).get(childId);
  const decision = decide(season.policy, facts ?? {});
  return decision.kind === "decided" ? decision.category : null;
}

/**
 * Work on the applications of a guardian's children, locked: two tabs with two siblings, or mother
 * and father, take turns, so that both end up in one group.
 */
async function inFamily(
  services: Services,
  seasonId: string,
  guardianId: string,
  work: (
    tx: Tx,
    season: OpenSeason,
    family: readonly ApplicationRow[],
  ) => Promise<Result<ActionDone>>,
): Promise<Result<ActionDone>> {
  return inTransaction(services.db, async (tx) => {
    const season = await lockOpenSeason(services, tx, seasonId, "share");
    if (!season.ok) return season;
    const children = (await childrenOfGuardian(tx, guardianId)).map(({ id }) => id);
    await lockChildren(tx, children);
    const applications = await applicationsOfChildren(tx, seasonId, children);
    const ids = applications.map(({ id }) => id);
    return work(tx, season.value, ids.length === 0 ? [] : await lockApplications(tx, ids));
  });
}

/** In these a family may still say with whom the child shares its lot. */
const SHARING_STATUSES: ReadonlySet<ApplicationStatus> = new Set([
  "submitted",
  "in-review",
  "correction",
  "eligible",
]);

export const canShareLot = ({ status }: Pick<ApplicationState, "status">): boolean =>
  SHARING_STATUSES.has(status);

function planFor(
  services: Services,
  family: readonly ApplicationRow[],
  { childId, key, wishes }: FamilyRequest,
) {
  const own = family.find((application) => application.child_id === childId);
  const siblings = family
    .filter((application) => application !== own && canShareLot(application.state))
    .map((application): SiblingLot => ({
      childId: application.child_id,
      lotGroup: application.state.form?.lotGroup ?? null,
    }));
  const wanted = wishes.siblings.filter((sibling) => sibling !== childId);
  const fresh = freshGroup(services, `${childId} ${key}`);
  return planLots(own?.state.form?.lotGroup ?? null, siblings, wanted, fresh);
}

/** Looks random to everybody else; the same form sent twice gives the same group. */
const freshGroup = ({ keys }: Services, form: string): string =>
  keys.blindIndex("lot-group", form).toString("hex").slice(0, 32);

/** Siblings who applied before keep their wishes and get the group. */
function joinRequests(
  { group, join }: ReturnType<typeof planLots>,
  family: readonly ApplicationRow[],
  { actor, key }: FamilyRequest,
): readonly ActionRequest[] {
  return family.flatMap(({ id, child_id: childId, state }) => {
    if (!join.includes(childId) || state.form === null) return [];
    const { choices, consentsToRedistribution } = state.form;
    return [
      {
        applicationId: id,
        action: { action: "choose", choices, consentsToRedistribution, lotGroup: group },
        actor,
        key: `${key}:lot`,
      },
    ];
  });
}

function only(outcomes: readonly Result<ActionDone>[]): Result<ActionDone> {
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error("a form was not answered");
  return outcome;
}

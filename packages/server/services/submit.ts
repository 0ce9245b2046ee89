import type {
  Actor,
  ApplicationAction,
  ApplicationForm,
} from "@yangguang/core/domain/application.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, fail } from "@yangguang/core/domain/result.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { checkChoices } from "@yangguang/core/season/choices.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { openApplications } from "../registry/applications.ts";
import { addConsents } from "../registry/facts.ts";
import { inTransaction } from "../registry/connect.ts";
import type { Tx } from "../registry/tables.ts";
import type { ActionDone, ExpectedVersion } from "./act.ts";
import { act } from "./act.ts";
import { checkJob } from "./checks.ts";
import type { OpenSeason, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";
import { uuidOf } from "./uuid.ts";

/** The purposes to which a guardian consents; the first is needed to apply at all. */
export const CONSENT_PURPOSES = ["admission", "agency-checks"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export type FormRequest = FormContent &
  ({ readonly action: "apply" | "amend" } | { readonly action: "correct"; readonly reply: string });

export interface FormContent {
  readonly childId: string;
  readonly form: ApplicationForm;
  /** What the facts known so far point to: its schools may be listed. Absent: not known yet. */
  readonly category?: string | null;
  readonly consents: readonly ConsentPurpose[];
  /** For whom the actor acts; null where a season runs from a file. */
  readonly guardianId: string | null;
  readonly actor: Actor;
  readonly key: string;
  readonly expected?: ExpectedVersion;
}

/**
 * Takes forms of families (or of a file): one transaction for all, each judged on its own. When
 * this returns, the accepted ones are on disk and their checks are queued.
 */
export async function submitForms(
  services: Services,
  seasonId: string,
  requests: readonly FormRequest[],
): Promise<Result<ActionDone>[]> {
  return inTransaction(services.db, async (tx) => {
    const season = await lockOpenSeason(services, tx, seasonId, "share");
    if (!season.ok) return requests.map(() => season);
    return submitLocked(services, tx, season.value, requests);
  });
}

/** `submitForms` in a transaction of the caller's, who holds the season's lock. */
export async function submitLocked(
  services: Services,
  tx: Tx,
  season: OpenSeason,
  requests: readonly FormRequest[],
): Promise<Result<ActionDone>[]> {
  const problems = requests.map((request) => formProblem(season.policy, request));
  const sound = requests.filter((_, index) => problems[index] === null);
  const applications = await openForChildren(services, tx, season, sound);
  const applied = await act(
    tx,
    season,
    sound.map((request) => ({
      applicationId: applicationOf(applications, request.childId).id,
      action: formAction(request),
      actor: request.actor,
      key: request.key,
      ...(request.expected === undefined ? {} : { expected: request.expected }),
    })),
  );
  const done = sound.filter((_, index) => applied[index]?.ok === true);
  // Who changes a form later gives no new consent, and does not become the one who applies.
  await addConsents(
    tx,
    done
      .filter(({ action }) => action === "apply")
      .flatMap((request) => consentRows(season, request)),
  );
  await services.enqueue(
    tx,
    done.map(({ childId }) => checkJob(season.id, childId)),
  );
  const outcomes = applied.values();
  return problems.map((problem) => (problem === null ? next(outcomes) : err(problem)));
}

const formAction = (request: FormRequest): ApplicationAction =>
  request.action === "correct"
    ? { action: "correct", form: request.form, reply: request.reply }
    : { action: request.action, form: request.form };

function next<Item>(items: Iterator<Item>): Item {
  const { value, done } = items.next();
  if (done === true) throw new Error("fewer outcomes than requests");
  return value;
}

function formProblem(policy: Policy, request: FormRequest): Failure | null {
  const { action, form, consents, category = null } = request;
  const missing = CONSENT_PURPOSES.find((purpose) => !consents.includes(purpose));
  if (missing !== undefined) {
    const refused = fail(
      "form.consent-missing",
      "请勾选同意：没有您的同意，我们不能向有关部门核验，也不能受理报名。",
      "Please tick your consent: without it we may not ask the agencies, nor take the application.",
      `consent.${missing}`,
    );
    return refused.ok ? null : refused.error;
  }
  // Choices that are sent again were checked when they were made, and stay the family's wish.
  return action === "apply" ? (checkChoices(policy, category, form.choices)[0] ?? null) : null;
}

async function openForChildren(
  services: Services,
  tx: Tx,
  season: OpenSeason,
  requests: readonly FormRequest[],
): Promise<ReadonlyMap<string, ApplicationRow>> {
  const childIds = [...new Set(requests.map((request) => request.childId))];
  const rows = await openApplications(
    tx,
    childIds.map((childId) => ({
      id: uuidOf(services.random(16)),
      seasonId: season.id,
      childId,
      pid: Buffer.from(services.random(16)).toString("hex"),
      createdAt: new Date(season.moment.now),
    })),
  );
  return new Map(rows.map((row) => [row.child_id, row]));
}

function applicationOf(
  applications: ReadonlyMap<string, ApplicationRow>,
  childId: string,
): ApplicationRow {
  const application = applications.get(childId);
  if (!application) throw new Error("an application was not opened");
  return application;
}

const consentRows = (season: OpenSeason, request: FormRequest) =>
  request.consents.map((purpose) => ({
    seasonId: season.id,
    childId: request.childId,
    accountId: request.actor.id,
    guardianId: request.guardianId,
    purpose,
    at: new Date(season.moment.now),
  }));

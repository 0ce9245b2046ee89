import type {
  Actor,
  ApplicationAction,
  ApplicationState,
} from "@yangguang/core/domain/application.ts";
import { foldAction, isLogged } from "@yangguang/core/domain/application.ts";
import { judgeAction } from "@yangguang/core/domain/judge.ts";
import type { SeasonMoment } from "@yangguang/core/domain/judge.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { ApplicationRow, NewApplicationAction } from "../registry/applications.ts";
import { appendApplicationActions, lockApplications, usedKeys } from "../registry/applications.ts";
import { addLogEntries } from "../registry/log.ts";
import type { Tx } from "../registry/tables.ts";
import type { OpenSeason } from "./context.ts";
import type { Versioned } from "./rows.ts";
import { commitRows, rowEntry } from "./rows.ts";

export interface ActionRequest {
  readonly applicationId: string;
  readonly action: ApplicationAction;
  readonly actor: Actor;
  /** The same key again changes nothing: a double click, a retry, a second tab. */
  readonly key: string;
  /** What the page showed when it was filled in; if that has changed since, the page is stale. */
  readonly expected?: ExpectedVersion;
}

export type ExpectedVersion = { readonly formVersion: number } | { readonly version: number };

export interface ActionDone {
  readonly application: ApplicationRow;
  readonly state: ApplicationState;
  /** True if the key had been used before, and nothing was changed now. */
  readonly repeated: boolean;
}

const PLATFORM_ID = "platform";
export const PLATFORM: Actor = { kind: "platform", id: PLATFORM_ID };

/**
 * Judges and records actions, each on its own merits, in the order given. The one place where an
 * application changes: locked rows, the status table, stale pages, repeated keys, the public log.
 * The caller holds the season's lock, so that its moment stays true until commit.
 */
export async function act(
  tx: Tx,
  season: OpenSeason,
  requests: readonly ActionRequest[],
): Promise<Result<ActionDone>[]> {
  if (requests.length === 0) return [];
  const ids = [...new Set(requests.map((request) => request.applicationId))];
  const rows = new Map((await lockApplications(tx, ids)).map((row) => [row.id, row]));
  const used = new Set(await usedKeys(tx, requests));
  const states = new Map<string, ApplicationState>();
  const appended: NewApplicationAction[] = [];
  const logged: Versioned[] = [];
  const { moment } = season;

  const results = requests.map((request): Result<ActionDone> => {
    const application = rows.get(request.applicationId);
    if (!application) return unknownApplication();
    const state = states.get(application.id) ?? application.state;
    const keyUsed = `${application.id}/${request.key}`;
    if (used.has(keyUsed)) return ok({ application, state, repeated: true });
    const refused = refuse(request, state, moment);
    if (refused !== null) return refused;
    const next = foldAction(state, request.action);
    used.add(keyUsed);
    states.set(application.id, next);
    appended.push(recorded(request, next, moment));
    if (isLogged(request.action.action)) {
      const { id: applicationId, child_id: childId, pid } = application;
      logged.push({ applicationId, childId, pid, state: next });
    }
    return ok({ application, state: next, repeated: false });
  });

  await appendApplicationActions(tx, appended, states);
  const committed = await commitRows(tx, season, logged);
  await addLogEntries(
    tx,
    committed.map((row) => rowEntry(season, row)),
  );
  return results;
}

function refuse(
  { action, actor, expected }: ActionRequest,
  state: ApplicationState,
  moment: SeasonMoment,
): Result<never> | null {
  const verdict = judgeAction(action.action, actor.kind, state.status, moment);
  if (!verdict.ok) return verdict;
  return expected === undefined || isCurrent(expected, state) ? null : stalePage();
}

const isCurrent = (expected: ExpectedVersion, state: ApplicationState): boolean =>
  "version" in expected
    ? expected.version === state.version
    : expected.formVersion === state.formVersion;

const recorded = (
  request: ActionRequest,
  next: ApplicationState,
  moment: SeasonMoment,
): NewApplicationAction => ({
  applicationId: request.applicationId,
  ordinal: next.version,
  content: request.action,
  actorKind: request.actor.kind,
  actorId: request.actor.id,
  at: new Date(moment.now),
  key: request.key,
});

export const unknownApplication = (): Result<never> =>
  fail(
    "application.unknown",
    "找不到这份报名，可能已不属于您。请回到“我的孩子”重新打开。",
    "This application was not found, or is not yours. Go back to “My children” and open it again.",
  );

const stalePage = (): Result<never> =>
  fail(
    "page.stale",
    "您打开页面之后，内容已在别处被修改。您填写的内容没有丢失：请核对最新内容后再提交。",
    "The application was changed elsewhere after you opened this page. Nothing you entered is lost: check the present content, then send again.",
  );

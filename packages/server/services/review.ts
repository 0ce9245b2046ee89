import type { Actor } from "@yangguang/core/domain/application.ts";
import type { FactId, FactValue } from "@yangguang/core/domain/facts.ts";
import { factDefinition } from "@yangguang/core/domain/facts.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, fail } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts } from "@yangguang/core/domain/text.ts";
import type { Decision } from "@yangguang/core/policy/decision.ts";
import { decide } from "@yangguang/core/policy/decide.ts";
import { checkFactValue } from "@yangguang/core/policy/fact-values.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { findApplication } from "../registry/applications.ts";
import { addFacts, currentFacts } from "../registry/facts.ts";
import { inTransaction } from "../registry/connect.ts";
import type { Tx } from "../registry/tables.ts";
import type { ActionDone, ActionRequest, ExpectedVersion } from "./act.ts";
import { act, unknownApplication } from "./act.ts";
import type { OpenSeason, Services } from "./context.ts";
import { lockOpenSeason } from "./context.ts";
import { factsByChild } from "./facts.ts";
import { recordDecisions, settlementOf } from "./settle.ts";

export interface ConfirmedFact {
  readonly fact: FactId;
  readonly value: FactValue;
  readonly note: string;
}

/** Shared by all that an officer does to a case. */
export interface CaseRequest {
  readonly applicationId: string;
  readonly actor: Actor;
  readonly key: string;
  readonly expectedVersion: number;
}

/**
 * The officer confirms facts; the policy, not the officer, then decides category and points. The
 * case is refused back to the officer while the policy still cannot decide.
 */
export async function approveCase(
  services: Services,
  request: CaseRequest & { readonly confirmed: readonly ConfirmedFact[]; readonly note: string },
): Promise<Result<ActionDone>> {
  return onCase(services, request.applicationId, async (tx, season, application) => {
    for (const { fact, value } of request.confirmed) {
      const problem = checkFactValue(season.policy, fact, value);
      if (problem !== null) return err(problem);
    }
    const known = factsByChild(await currentFacts(tx, season.id, [application.child_id]));
    const confirmed = Object.fromEntries(request.confirmed.map(({ fact, value }) => [fact, value]));
    const decision = decide(season.policy, { ...known.get(application.child_id), ...confirmed });
    if (decision.kind !== "decided" || !decision.admitted) return err(stillOpen(decision));
    const done = await actOnCase(tx, season, request, {
      action: "approve",
      settlement: settlementOf(decision),
      note: request.note,
    });
    if (!done.ok || done.value.repeated) return done;
    await recordConfirmed(tx, season, application, request);
    await recordDecisions(tx, season, [{ application, decision }]);
    return done;
  });
}

async function recordConfirmed(
  tx: Tx,
  season: OpenSeason,
  application: ApplicationRow,
  request: { readonly actor: Actor; readonly confirmed: readonly ConfirmedFact[] },
): Promise<void> {
  const now = new Date(season.moment.now);
  await addFacts(
    tx,
    request.confirmed.map(({ fact, value, note }) => ({
      seasonId: season.id,
      childId: application.child_id,
      fact,
      value,
      source: factDefinition(fact).source,
      asOf: now,
      recordedAt: now,
      recordedBy: `officer:${request.actor.id}`,
      note,
    })),
  );
}

function stillOpen(decision: Decision) {
  const message = openPoints(decision);
  const refused = fail(
    "review.still-open",
    `按政策还不能通过：${message.zh}。请先核实相应信息，或要求家长补正，或不予通过。`,
    `By the policy this cannot be approved yet: ${message.en}. Confirm the facts, ask for a correction, or reject.`,
  );
  if (refused.ok) throw new Error("unreachable");
  return refused.error;
}

function openPoints(decision: Decision): Text {
  switch (decision.kind) {
    case "undecided":
    case "not-admitted":
      return joinTexts(
        decision.reasons.filter((reason) => reason.met !== "yes").map((reason) => reason.message),
      );
    case "decided":
      return {
        zh: `类别“${decision.category}”不参加分配`,
        en: `category “${decision.category}” takes part in no step`,
      };
  }
}

export const askCorrection = (
  services: Services,
  request: CaseRequest & { readonly reasons: readonly string[]; readonly note: string },
): Promise<Result<ActionDone>> =>
  onCase(services, request.applicationId, (tx, season) =>
    actOnCase(tx, season, request, {
      action: "ask-correction",
      request: { reasons: request.reasons, note: request.note },
    }),
  );

export const rejectCase = (
  services: Services,
  request: CaseRequest & { readonly reason: Text; readonly note: string },
): Promise<Result<ActionDone>> =>
  onCase(services, request.applicationId, (tx, season) =>
    actOnCase(tx, season, request, {
      action: "reject",
      reason: request.reason,
      note: request.note,
    }),
  );

export const reopenCase = (
  services: Services,
  request: CaseRequest & { readonly note: string },
): Promise<Result<ActionDone>> =>
  onCase(services, request.applicationId, (tx, season) =>
    actOnCase(tx, season, request, { action: "reopen", note: request.note }),
  );

async function actOnCase(
  tx: Tx,
  season: OpenSeason,
  { applicationId, actor, key, expectedVersion }: CaseRequest,
  action: ActionRequest["action"],
): Promise<Result<ActionDone>> {
  const expected = { version: expectedVersion };
  const [done] = await act(tx, season, [{ applicationId, action, actor, key, expected }]);
  return done ?? unknownApplication();
}

/** Runs work on one application under its season's lock. */
export async function onCase<Value>(
  services: Services,
  applicationId: string,
  work: (tx: Tx, season: OpenSeason, application: ApplicationRow) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return inTransaction(services.db, async (tx) => {
    const application = await findApplication(tx, applicationId);
    if (!application) return unknownApplication();
    const season = await lockOpenSeason(services, tx, application.season_id, "share");
    return season.ok ? work(tx, season.value, application) : season;
  });
}

/** For single actions that carry nothing but their name: accept, decline, withdraw, register … */
export const simpleAction = (
  services: Services,
  request: {
    readonly applicationId: string;
    readonly action: "withdraw" | "accept" | "decline" | "register" | "mark-absent";
    readonly actor: Actor;
    readonly key: string;
    readonly expected?: ExpectedVersion;
  },
): Promise<Result<ActionDone>> =>
  onCase(services, request.applicationId, async (tx, season) => {
    const { action, ...rest } = request;
    const [done] = await act(tx, season, [{ ...rest, action: { action } }]);
    return done ?? unknownApplication();
  });

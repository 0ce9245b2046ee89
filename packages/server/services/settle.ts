import type { ApplicationAction, Settlement } from "@yangguang/core/domain/application.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { windowState } from "@yangguang/core/domain/timetable.ts";
import type { Facts } from "@yangguang/core/domain/facts.ts";
import { FACTS, isFactId } from "@yangguang/core/domain/facts.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Decision, PointsLine } from "@yangguang/core/policy/decision.ts";
import { decide } from "@yangguang/core/policy/decide.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import {
  addDecisions,
  applicationsInStatus,
  applicationsOfChildren,
  doubtedApplications,
  lockApplications,
} from "../registry/applications.ts";
import { batches } from "../registry/batches.ts";
import type { AgencyCheck, CurrentFact } from "../registry/facts.ts";
import { agencyChecks, currentFacts } from "../registry/facts.ts";
import { inTransaction } from "../registry/connect.ts";
import type { Tx } from "../registry/tables.ts";
import type { ActionDone } from "./act.ts";
import { act, PLATFORM } from "./act.ts";
import type { OpenSeason, Services } from "./context.ts";
import { loadSeason, lockOpenSeason } from "./context.ts";
import { agencySources, factsByChild } from "./facts.ts";

/**
 * Lets the policy decide every submitted application of these children whose facts suffice, and
 * refers to a person those that no further answer of an agency can settle. Gives the children who
 * still wait for an agency.
 */
export async function settleChildren(
  services: Services,
  seasonId: string,
  childIds: readonly string[],
): Promise<readonly string[]> {
  return inTransaction(services.db, async (tx) => {
    const season = await lockOpenSeason(services, tx, seasonId, "share");
    if (!season.ok || season.value.moment.stage !== "published") return [];
    return settleLocked(tx, season.value, childIds);
  });
}

/** Settles or refers, once applications have closed, all that still wait for an agency. */
export async function referWaiting(services: Services, seasonId: string): Promise<void> {
  const season = await loadSeason(services, seasonId);
  if (!season.ok || season.value.moment.stage !== "published") return;
  const { timetable, now } = season.value.moment;
  if (windowState(timetable.application, now) !== "over") return;
  for (const batch of batches(await applicationsInStatus(services.db, seasonId, "submitted"))) {
    await settleChildren(
      services,
      seasonId,
      batch.map((application) => application.child_id),
    );
  }
}

async function settleLocked(
  tx: Tx,
  season: OpenSeason,
  childIds: readonly string[],
): Promise<readonly string[]> {
  const submitted = await lockSubmitted(tx, season, childIds);
  const children = submitted.map((application) => application.child_id);
  const known = await currentFacts(tx, season.id, children);
  const facts = factsByChild(known);
  const checks = await agencyChecks(tx, season.id, children);
  const answered = answeredChildren(season, children, checks);
  const outdated = childrenAskedAnew(known, checks);
  const doubted = await doubtedApplications(
    tx,
    submitted.map(({ id }) => id),
  );

  // Families and officers need time to act on what a silent agency leaves open, so once
  // applications have closed a person takes over.
  const mayWait = windowState(season.moment.timetable.application, season.moment.now) !== "over";
  const waiting: string[] = [];
  const settled: { application: ApplicationRow; decision: Decision; action: ApplicationAction }[] =
    [];
  for (const application of submitted) {
    const decision = decide(season.policy, facts.get(application.child_id) ?? {});
    const mayChange =
      outdated.has(application.child_id) ||
      (!answered.has(application.child_id) && decision.kind === "undecided");
    if (mayChange && mayWait) waiting.push(application.child_id);
    else {
      const reasons = referralReasons(application, decision, doubted.has(application.id));
      settled.push({ application, decision, action: actionFor(decision, reasons) });
    }
  }
  await recordDecisions(tx, season, settled);
  const outcomes = await act(
    tx,
    season,
    settled.map(({ application, action }) => ({
      applicationId: application.id,
      action,
      actor: PLATFORM,
      key: `settle:${application.state.version}`,
    })),
  );
  mustSucceed(outcomes);
  return waiting;
}

/** Locked before they are judged: a change that the family sends meanwhile is judged by itself. */
async function lockSubmitted(
  tx: Tx,
  season: OpenSeason,
  childIds: readonly string[],
): Promise<readonly ApplicationRow[]> {
  const ids = (await applicationsOfChildren(tx, season.id, childIds)).map(({ id }) => id);
  const locked = ids.length === 0 ? [] : await lockApplications(tx, ids);
  return locked.filter((application) => application.status === "submitted");
}

/** Children of whom every agency has answered. */
function answeredChildren(
  season: OpenSeason,
  childIds: readonly string[],
  checks: readonly AgencyCheck[],
): ReadonlySet<string> {
  const needed = agencySources(season.policy).length;
  const counts = new Map<string, number>();
  for (const { child_id: child, state } of checks) {
    if (state === "answered") counts.set(child, (counts.get(child) ?? 0) + 1);
  }
  return new Set(childIds.filter((childId) => (counts.get(childId) ?? 0) >= needed));
}

/** Children of whom an agency spoke for another guardian, and is waited for since. */
function childrenAskedAnew(
  known: readonly CurrentFact[],
  checks: readonly AgencyCheck[],
): ReadonlySet<string> {
  const waiting = new Set(
    checks.flatMap((check) =>
      check.state === "waiting" ? [`${check.child_id} ${check.source}`] : [],
    ),
  );
  return new Set(
    known
      .filter((fact) => fact.recorded_by === fact.source)
      .filter((fact) => waiting.has(`${fact.child_id} ${fact.source}`))
      .map((fact) => fact.child_id),
  );
}

export async function recordDecisions(
  tx: Tx,
  season: OpenSeason,
  decided: readonly { application: ApplicationRow; decision: Decision }[],
): Promise<void> {
  await addDecisions(
    tx,
    decided.map(({ application, decision }) => ({
      applicationId: application.id,
      version: application.state.version,
      policyHash: season.policyHash,
      content: decision,
      decidedAt: new Date(season.moment.now),
    })),
  );
}

/** The platform's own actions are taken under lock; a refusal would be a bug. */
export function mustSucceed(outcomes: readonly Result<ActionDone>[]): void {
  for (const outcome of outcomes) {
    if (!outcome.ok)
      throw new Error(`the platform's own action was refused: ${outcome.error.code}`);
  }
}

/** A machine settles only what is clear; it never turns a child away. */
function actionFor(decision: Decision, reasons: readonly Failure[]): ApplicationAction {
  if (reasons.length === 0 && decision.kind === "decided") {
    return { action: "settle", settlement: settlementOf(decision) };
  }
  return { action: "refer", reasons };
}

/** Every reason for which a person has to look, in short; its code is recorded with the case. */
export const REFERRAL_LABELS = {
  "review.officer-doubted": text("曾被人工重审或不予通过", "Reopened or rejected before"),
  "review.disputed": text("家长提出异议", "Disputed by the family"),
  "review.missing-facts": text("信息不足", "Facts missing"),
  "review.not-admitted": text("不符合报名条件", "Not admissible"),
  "review.category-without-step": text("类别不参加分配", "Category without a step"),
} as const satisfies Readonly<Record<string, Text>>;

const referral = (code: keyof typeof REFERRAL_LABELS, zh: string, en: string, place?: string) =>
  failure(code, zh, en, place);

/** @param doubted An officer reopened or rejected it, and none has approved it since. */
function referralReasons(
  application: ApplicationRow,
  decision: Decision,
  doubted: boolean,
): readonly Failure[] {
  const disputes = (application.state.form?.disputes ?? []).map(({ fact, note }) => {
    const { label } = FACTS[fact];
    return referral(
      "review.disputed",
      `家长认为“${label.zh}”有误：${note}`,
      `The family says that “${label.en}” is wrong: ${note}`,
      fact,
    );
  });
  return [...(doubted ? [OFFICER_DOUBTED] : []), ...disputes, ...doubts(decision)];
}

const OFFICER_DOUBTED = referral(
  "review.officer-doubted",
  "工作人员曾重新审核或不予通过，家长之后又提交了一次。需人工决定。",
  "An officer reopened or rejected it before, and the family has sent it again. A person has to decide.",
);

function doubts(decision: Decision): readonly Failure[] {
  switch (decision.kind) {
    case "undecided": {
      const terms = joinTexts(decision.missing.map(termText));
      return [
        referral(
          "review.missing-facts",
          `有关部门的答复不足以确定：${terms.zh}。需人工核实。`,
          `The agencies' answers leave open: ${terms.en}. A person has to establish it.`,
        ),
      ];
    }
    case "not-admitted":
      return [
        referral(
          "review.not-admitted",
          `按政策不符合今年报名条件：${unmet(decision).zh}。请人工确认。`,
          `By the policy not admissible this year: ${unmet(decision).en}. A person has to confirm it.`,
        ),
      ];
    case "decided":
      return decision.admitted
        ? []
        : [
            referral(
              "review.category-without-step",
              `归入“${decision.category}”，该类别不参加今年的学位分配。请人工确认。`,
              `In category “${decision.category}”, which takes part in no step this year. A person has to confirm it.`,
            ),
          ];
  }
}

const unmet = (decision: Extract<Decision, { kind: "not-admitted" }>): Text =>
  joinTexts(
    decision.reasons.filter((reason) => reason.met === "no").map((reason) => reason.message),
  );

const termText = (term: string): Text =>
  isFactId(term) ? FACTS[term].label : { zh: term, en: term };

export function settlementOf(decision: Extract<Decision, { kind: "decided" }>): Settlement {
  return {
    category: decision.category,
    zone: decision.zone,
    points: decision.points,
    items: Object.fromEntries(decision.breakdown.flatMap(itemPoints)),
  };
}

const itemPoints = (line: PointsLine): [string, number][] => [
  [line.item, line.points],
  ...line.lines.flatMap(itemPoints),
];

/** What the policy says of these facts now, for pages; nothing is recorded. */
export const preview = (policy: Policy, facts: Facts): Decision => decide(policy, facts);

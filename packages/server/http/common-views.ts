import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import type { FactId, FactValue } from "@yangguang/core/domain/facts.ts";
import { factDefinition } from "@yangguang/core/domain/facts.ts";
import type { PossibleAction } from "@yangguang/core/domain/judge.ts";
import { judgeSeasonAction, seasonRule } from "@yangguang/core/domain/judge.ts";
import type {
  ApplicationActionName,
  SeasonActionName,
} from "@yangguang/core/domain/status-table.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Decision, Reason } from "@yangguang/core/policy/decision.ts";
import type { Citation, Policy, TermId } from "@yangguang/core/policy/document.ts";
import { termOf, valueText } from "@yangguang/core/policy/terms.ts";
import type { DecisionView, FactState, ReasonView } from "@yangguang/web/families/views.ts";
import type {
  ActionOffer,
  ApplicationHead,
  ChildHead,
  Paging,
  RuleView,
  SeasonView,
} from "@yangguang/web/views.ts";
import type { ApplicationRow, ChildFile } from "../services/cases.ts";
import type { OpenSeason } from "../services/context.ts";
import type { Person } from "../services/people.ts";

/** Mappings that the pages of more than one audience need. */

export const seasonView = ({ policy, moment }: OpenSeason): SeasonView => ({
  title: policy.title,
  stage: moment.stage,
  timetable: moment.timetable,
});

/** For officers and schools, whose forms carry the number of all actions. */
export const applicationHead = ({ id, pid, state }: ApplicationRow): ApplicationHead => ({
  id,
  pid,
  status: state.status,
  version: state.version,
});

export const childHead = (child: Person): ChildHead => ({
  id: child.id,
  name: child.name,
  birthDate: birthDateOf(child),
  documentMasked: maskDocument(child.document.number),
});

/** Children come from the household register, which always has their birth date. */
export function birthDateOf(child: Person): string {
  if (child.birthDate === null) throw new Error("a child is stored without a birth date");
  return child.birthDate;
}

/** `3307**********1234`; shorter documents show less. */
export function maskDocument(number: string): string {
  const [before, after] = number.length >= 15 ? [4, 4] : [1, 2];
  const hidden = "*".repeat(Math.max(1, number.length - before - after));
  return `${number.slice(0, before)}${hidden}${number.slice(-after)}`;
}

/** The printed name of something that the policy names; its id where the policy does not know it. */
const labelIn = (
  named: readonly { readonly id: string; readonly label: Text }[],
  id: string,
): Text => named.find((one) => one.id === id)?.label ?? text(id, id);

const nameIn = (named: readonly { readonly id: string; readonly name: Text }[], id: string): Text =>
  named.find((one) => one.id === id)?.name ?? text(id, id);

export const schoolName = ({ plan }: Policy, id: string): Text => nameIn(plan.schools, id);

export const zoneName = ({ plan }: Policy, id: string): Text => nameIn(plan.zones, id);

export const stepLabel = ({ steps }: Policy, id: string): Text => labelIn(steps, id);

export const categoryLabel = ({ categories }: Policy, id: string): Text => labelIn(categories, id);

export const groupName = ({ plan }: Policy, group: string): Text =>
  (Object.hasOwn(plan.groupNames, group) ? plan.groupNames[group] : undefined) ??
  text(group, group);

export const termLabel = (policy: Policy, term: TermId): Text => termOf(policy, term).label;

/** “2024年招生通知 第三条”. */
export const ruleView = (policy: Policy, rule: Citation): RuleView => {
  const source = policy.sources.find(({ id }) => id === rule.source);
  const title = source?.title ?? text(rule.source, rule.source);
  return {
    article: text(`${title.zh} ${rule.article}`, `${title.en} ${rule.article}`),
    demoChoice: rule.demoChoice,
  };
};

/** A fact's value as people read it; null says that the source answered and there is none. */
export const factValueText = (policy: Policy, fact: FactId, value: FactValue): Text =>
  value === null ? text("无", "none") : valueText(policy, termOf(policy, fact), value);

export interface FactStanding {
  readonly state: FactState;
  readonly value: Text | null;
  readonly asOf: Date | null;
  readonly remark: Text | null;
}

/** What is known of one fact of a child, and what its source said of it. */
export function factStanding(policy: Policy, file: ChildFile, fact: FactId): FactStanding {
  const known = file.facts.find((row) => row.fact === fact);
  const { source } = factDefinition(fact);
  const check = file.checks.find((row) => row.source === source);
  const remarks = check?.remarks ?? [];
  const remark = remarks.find(({ place }) => place === fact) ?? remarks.find(({ place }) => !place);
  const value = known === undefined ? null : factValueText(policy, fact, known.value);
  const standing = { value, asOf: known?.as_of ?? null, remark: remark?.message ?? null };
  if (known !== undefined) {
    return { ...standing, state: remark?.place === fact ? "needs-person" : "answered" };
  }
  if (check?.state === "answered") return { ...standing, state: "needs-person" };
  return { ...standing, state: remarks.length > 0 ? "unavailable" : "waiting" };
}

export function decisionView(policy: Policy, decision: Decision): DecisionView {
  const reasons = decision.reasons.map((reason) => reasonView(policy, reason));
  switch (decision.kind) {
    case "decided":
      return {
        kind: "decided",
        category: categoryLabel(policy, decision.category),
        admitted: decision.admitted,
        zone: decision.zone === null ? null : zoneName(policy, decision.zone),
        points: decision.points,
        breakdown: decision.breakdown,
        reasons,
      };
    case "undecided":
      return {
        kind: "undecided",
        missing: decision.missing.map((term) => termLabel(policy, term)),
        reasons,
      };
    case "not-admitted":
      return { kind: "not-admitted", reasons };
    default:
      return assertNever(decision);
  }
}

const reasonView = (policy: Policy, { met, message, rule }: Reason): ReasonView => ({
  ...ruleView(policy, rule),
  met,
  message,
});

const offer = <Action extends string>(
  action: Action,
  label: Text,
  verdict: Result<unknown>,
): ActionOffer<Action> =>
  verdict.ok
    ? { action, label, allowed: true }
    : { action, label, allowed: false, why: verdict.error.message };

/** One action of the season as it stands now. */
export const seasonOffer = <Action extends SeasonActionName>(
  { moment }: OpenSeason,
  action: Action,
): ActionOffer<Action> =>
  offer(action, seasonRule(action).label, judgeSeasonAction(action, moment.stage, moment));

/** Those of the possible actions that a page has a place for. */
export const actionOffers = <Action extends ApplicationActionName>(
  possible: readonly PossibleAction[],
  shown: readonly Action[],
): readonly ActionOffer<Action>[] =>
  shown.flatMap((action): ActionOffer<Action>[] => {
    const found = possible.find(({ rule }) => rule.action === action);
    if (found === undefined) return [];
    const { rule, refusal } = found;
    return [
      refusal === undefined
        ? { action, label: rule.label, allowed: true }
        : { action, label: rule.label, allowed: false, why: refusal.message },
    ];
  });

export const pagingOf = (page: number, total: number, size: number): Paging => ({
  page,
  pages: Math.ceil(total / size),
  total,
});

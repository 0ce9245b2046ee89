import type { FactId } from "@yangguang/core/domain/facts.ts";
import { factDefinition, SOURCE_LABELS } from "@yangguang/core/domain/facts.ts";
import { possibleActions } from "@yangguang/core/domain/judge.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Citation, Policy } from "@yangguang/core/policy/document.ts";
import type { CaseFactView, CaseView, Option } from "@yangguang/web/officers/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { Account } from "../../services/accounts.ts";
import type { CaseFile } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import { CORRECTION_REASONS } from "../../services/correction-reasons.ts";
import {
  actionOffers,
  applicationHead,
  birthDateOf,
  categoryLabel,
  decisionView,
  factStanding,
  ruleView,
  schoolName,
  seasonView,
} from "../common-views.ts";
import type { PostedForm } from "../forms.ts";
import { applicationHistory } from "../history.ts";

const CASE_ACTIONS = ["approve", "ask-correction", "reject", "reopen"] as const;

/** A case for an officer; after a refused form with what was entered and what was wrong. */
export function caseView(
  season: OpenSeason,
  file: CaseFile,
  officer: Account,
  form: PostedForm | null,
  failures: readonly Failure[],
): CaseView {
  const { policy, moment } = season;
  const { application, child, decision } = file;
  const { state } = application;
  const entered = (name: string): string => form?.text(name) ?? "";
  return {
    season: seasonView(season),
    application: applicationHead(application),
    child: {
      name: child.name,
      birthDate: birthDateOf(child),
      document: child.document.number,
      guardian: file.guardians.map(({ name }) => name).join("、"),
      phone: null,
    },
    claimedBy: file.claimedBy?.name ?? null,
    claimedByMe: file.claimedBy?.id === officer.id,
    why: state.referral.map(({ message }) => message),
    decision: decision === null ? null : decisionView(policy, decision),
    facts: askedFacts(policy).map((fact) => caseFact(policy, file, fact, entered)),
    zones: policy.plan.zones.map(({ id, name }) => ({ id, name })),
    choices: (state.form?.choices ?? []).map((school) => schoolName(policy, school)),
    actions: actionOffers(possibleActions("bureau", state.status, moment), CASE_ACTIONS),
    correctionReasons: Object.entries(CORRECTION_REASONS).map(([id, label]) => ({ id, label })),
    rejectionRules: rejectionRules(policy),
    entered: {
      reasons: form?.all(fields.reason) ?? [],
      askText: entered(fields.askText),
      rule: entered(fields.rule),
      rejectText: entered(fields.rejectText),
      reopenText: entered(fields.reopenText),
    },
    history: applicationHistory(file.actions),
    failures,
  };
}

const askedFacts = (policy: Policy): readonly FactId[] => [
  ...new Set(policy.asks.flatMap(({ facts }) => facts)),
];

function caseFact(
  policy: Policy,
  file: CaseFile,
  fact: FactId,
  entered: (name: string) => string,
): CaseFactView {
  const { label, source, type } = factDefinition(fact);
  const { state, value, asOf, remark } = factStanding(policy, file, fact);
  const disputes = file.application.state.form?.disputes ?? [];
  return {
    id: fact,
    label,
    source: SOURCE_LABELS[source],
    type,
    state,
    value,
    asOf: asOf?.toISOString() ?? null,
    remark,
    familyNote: disputes.find((dispute) => dispute.fact === fact)?.note ?? "",
    confirmed: entered(fields.confirmed(fact)),
    none: entered(fields.none(fact)) !== "",
    basis: entered(fields.basis(fact)),
  };
}

/** A child may be rejected only by a rule of the policy: what everyone must meet, or a category. */
export const rejectionRules = (policy: Policy): readonly Option[] => [
  ...policy.admission.map(({ id, label, rule }) => ({
    id: `admission:${id}`,
    label: cited(policy, label, rule),
  })),
  ...policy.categories
    .filter(({ admitted }) => !admitted)
    .map(({ id, rule }) => ({
      id: `category:${id}`,
      label: cited(policy, categoryLabel(policy, id), rule),
    })),
];

function cited(policy: Policy, label: Text, rule: Citation): Text {
  const { article } = ruleView(policy, rule);
  return text(`${label.zh}（${article.zh}）`, `${label.en} (${article.en})`);
}

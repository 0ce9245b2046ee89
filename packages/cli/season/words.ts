import type { VerdictNames } from "@yangguang/core/allocation/verdict-text.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy, School } from "@yangguang/core/policy/document.ts";
import { keyPartLabel } from "@yangguang/core/policy/labels.ts";
import type { ChildOutcome } from "./run-result.ts";

/** The results a child can have, as counted in the summary. */
export const RESULT_LABELS = {
  placed: text("已录取", "placed"),
  unplaced: text("未录取", "no place"),
  undecided: text("待人工核实", "undecided: facts missing"),
  "not-admitted": text("不符合报名条件", "not admissible"),
  "outside-steps": text("类别不参加分配", "category takes part in no step"),
  refused: text("报名未受理", "application not taken"),
} as const satisfies Readonly<Record<string, Text>>;

export type ResultKind = keyof typeof RESULT_LABELS;

export const RESULT_KINDS = Object.keys(RESULT_LABELS) as readonly ResultKind[];

export function resultKind({ standing, decision }: ChildOutcome): ResultKind {
  if (standing.kind !== "review") return standing.kind;
  return decision === null || decision.kind === "decided" ? "outside-steps" : decision.kind;
}

/** The printed name; the id where the policy does not know it. */
const labelOf = (
  named: readonly { readonly id: string; readonly label: Text }[],
  id: string,
): Text => named.find((one) => one.id === id)?.label ?? text(id, id);

export const categoryLabel = (policy: Policy, id: string): Text => labelOf(policy.categories, id);

/** A policy with what the words of many children are made of, looked up once. */
export interface PolicyWords extends VerdictNames {
  readonly policy: Policy;
  readonly schools: ReadonlyMap<string, School>;
}

export function policyWords(policy: Policy): PolicyWords {
  const schools = new Map(policy.plan.schools.map((school) => [school.id, school]));
  return {
    policy,
    schools,
    school: (id) => schools.get(id)?.name ?? text(id, id),
    step: (id) => labelOf(policy.steps, id),
    keyPart: (part) => keyPartLabel(policy, part),
    pool: (id) => text(id, id),
  };
}

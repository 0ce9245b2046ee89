import type { KeyPart } from "@yangguang/core/domain/allocation-problem.ts";
import type { VerdictNames } from "@yangguang/core/allocation/verdict-text.ts";
import { verdictText } from "@yangguang/core/allocation/verdict-text.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Decision, PointsLine } from "@yangguang/core/policy/decision.ts";
import type { Policy, PointsItem } from "@yangguang/core/policy/document.ts";
import {
  categoryLabel,
  schoolName,
  stepLabel,
  termLabel,
} from "@yangguang/server/http/common-views.ts";
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

const itemsOf = (items: readonly PointsItem[]): readonly PointsItem[] =>
  items.flatMap((item) => [
    item,
    ...(item.gives.kind === "sum" || item.gives.kind === "highest"
      ? itemsOf(item.gives.items)
      : []),
  ]);

function keyPartLabel(policy: Policy, part: KeyPart): Text {
  switch (part.by) {
    case "points":
      return text("积分", "points");
    case "item":
      return (
        itemsOf(policy.points.items).find(({ id }) => id === part.item)?.label ??
        text(part.item, part.item)
      );
    case "term":
      return termLabel(policy, part.term);
    default:
      return assertNever(part);
  }
}

/** The printed names that verdicts need, looked up once for each. */
export function verdictNames(policy: Policy): VerdictNames {
  const schools = new Map(policy.plan.schools.map(({ id, name }) => [id, name]));
  return {
    school: (id) => schools.get(id) ?? schoolName(policy, id),
    step: (id) => stepLabel(policy, id),
    keyPart: (part) => keyPartLabel(policy, part),
  };
}

/** "年龄 20；学历 8" */
export function breakdownText(lines: readonly PointsLine[]): Text {
  const counted = lines.filter(({ points }) => points !== 0);
  return text(
    counted.map(({ label, points }) => `${label.zh} ${formatPoints(points)}`).join("；"),
    counted.map(({ label, points }) => `${label.en} ${formatPoints(points)}`).join("; "),
  );
}

const joined = (sentences: readonly Text[]): Text =>
  text(sentences.map(({ zh }) => zh).join(""), sentences.map(({ en }) => en).join(" "));

/** Why the child has its category, its points and its result, in plain sentences. */
export function reasonText(policy: Policy, names: VerdictNames, outcome: ChildOutcome): Text {
  const { standing, decision, verdicts } = outcome;
  switch (standing.kind) {
    case "refused":
      return standing.reason.message;
    case "review":
      return joined([
        ...categoryReason(policy, decision),
        ...standing.reasons.map(({ message }) => message),
      ]);
    case "placed":
      return joined([
        ...categoryReason(policy, decision),
        ...verdicts.map((verdict) => verdictText(verdict, names)),
      ]);
    case "unplaced":
      return joined([
        ...categoryReason(policy, decision),
        ...(verdicts.length === 0
          ? [ENTERED_NO_STEP]
          : verdicts.map((verdict) => verdictText(verdict, names))),
      ]);
    default:
      return assertNever(standing);
  }
}

const ENTERED_NO_STEP = text(
  "这个孩子没有可参加的步骤：没有可用的志愿、未达到分数要求，或未同意调剂。",
  "No step was open to this child: no usable choice, too few points, or no consent to redistribution.",
);

function categoryReason(policy: Policy, decision: Decision | null): readonly Text[] {
  if (decision?.kind !== "decided") return [];
  const { category, points, breakdown, reasons } = decision;
  const label = categoryLabel(policy, category);
  const met = reasons.filter((reason) => reason.about === category && reason.met === "yes");
  const why = met.map(({ message }) => message);
  const sentences = [
    text(
      `类别：${label.zh}${why.length > 0 ? `（${why.map(({ zh }) => zh.replace(/。$/u, "")).join("；")}）` : ""}。`,
      `Category: ${label.en}${why.length > 0 ? ` (${why.map(({ en }) => en.replace(/\.$/, "")).join("; ")})` : ""}.`,
    ),
  ];
  if (points === null) return sentences;
  const parts = breakdownText(breakdown);
  return [
    ...sentences,
    text(
      `积分：${formatPoints(points)}${parts.zh === "" ? "" : `（${parts.zh}）`}。`,
      `Points: ${formatPoints(points)}${parts.en === "" ? "" : ` (${parts.en})`}.`,
    ),
  ];
}

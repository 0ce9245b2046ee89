import { maskName } from "@yangguang/core/domain/names.ts";
import type { Points } from "@yangguang/core/domain/points.ts";
import type { Language, Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { CsvValue } from "./csv.ts";
import type { ChildOutcome } from "./run-result.ts";
import { breakdownText, reasonText } from "./reasons.ts";
import type { PolicyWords } from "./words.ts";
import { categoryLabel, RESULT_LABELS, resultKind } from "./words.ts";

export interface ResultColumn {
  readonly label: Text;
  readonly width: number;
}

/** Columns of results.csv and results.xlsx, in order. Names are masked; nothing else tells a person. */
export const RESULT_COLUMNS: readonly ResultColumn[] = [
  { label: text("原文件行号", "Row of the file"), width: 10 },
  { label: text("公开编号", "Public number"), width: 34 },
  { label: text("姓名", "Name"), width: 10 },
  { label: text("类别代码", "Category id"), width: 10 },
  { label: text("类别", "Category"), width: 24 },
  { label: text("积分", "Points"), width: 8 },
  { label: text("积分明细", "Points by item"), width: 30 },
  { label: text("结果", "Result"), width: 16 },
  { label: text("学校代码", "School id"), width: 14 },
  { label: text("学校", "School"), width: 24 },
  { label: text("录取步骤", "Step"), width: 24 },
  { label: text("第几志愿", "Choice"), width: 8 },
  { label: text("说明（中文）", "Reasons (Chinese)"), width: 80 },
  { label: text("说明（英文）", "Reasons (English)"), width: 80 },
];

/** Exact: points have at most three decimals. */
export const pointsNumber = (points: Points): number => points / 1000;

/** The place of the school received in the family's own list; null where the step used none. */
export function choiceRank(policy: Policy, { child, standing }: ChildOutcome): number | null {
  if (standing.kind !== "placed") return null;
  const step = policy.steps.find(({ id }) => id === standing.offer.step);
  if (step?.lists !== "choices" && step?.lists !== "first-choice") return null;
  const place = child.choices.indexOf(standing.offer.school);
  return place === -1 ? null : place + 1;
}

/** One child's row, in the order of `RESULT_COLUMNS`. */
export function resultRow(
  words: PolicyWords,
  language: Language,
  outcome: ChildOutcome,
): CsvValue[] {
  const { policy } = words;
  const { child, pid, decision, standing } = outcome;
  const decided = decision?.kind === "decided" ? decision : null;
  const offer = standing.kind === "placed" ? standing.offer : null;
  const reason = reasonText(words, outcome);
  return [
    child.row,
    pid,
    maskName(child.child.name),
    decided === null ? null : decided.category,
    decided === null ? null : categoryLabel(policy, decided.category)[language],
    decided === null || decided.points === null ? null : pointsNumber(decided.points),
    decided === null ? null : breakdownText(decided.breakdown)[language],
    RESULT_LABELS[resultKind(outcome)][language],
    offer === null ? null : offer.school,
    offer === null ? null : words.school(offer.school)[language],
    offer === null ? null : words.step(offer.step)[language],
    choiceRank(policy, outcome),
    reason.zh,
    reason.en,
  ];
}

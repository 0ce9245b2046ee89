import { formatPoints } from "@yangguang/core/domain/points.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import type {
  OrderKey,
  Policy,
  PolicyMechanism,
  PolicyStep,
} from "@yangguang/core/policy/document.ts";
import { termOf } from "@yangguang/core/policy/terms.ts";
import type { PolicyView } from "@yangguang/web/public/views.ts";
import { pointsItemLabel } from "@yangguang/core/policy/labels.ts";
import { categoryLabel, groupName, ruleView } from "../common-views.ts";

/** The steps in which seats are given, in words. */
export const policySteps = (policy: Policy): PolicyView["steps"] =>
  policy.steps.map((step) => ({
    ...ruleView(policy, step.rule),
    id: step.id,
    label: step.label,
    who: joinTexts(step.categories.map((category) => categoryLabel(policy, category))),
    mechanism: MECHANISMS[step.mechanism],
    order: [...step.order.map((key) => orderText(policy, key)), LOT[step.lotScope]],
    limits: limitsOf(policy, step),
  }));

const MECHANISMS: Readonly<Record<PolicyMechanism, Text>> = {
  "serial-dictatorship": text(
    "按顺序逐个录取，每个孩子取其所列学校中第一所仍有学位的",
    "Children in order, each to the first listed school that has a seat left",
  ),
  "immediate-acceptance": text(
    "志愿优先：先满足各校的第一志愿，再看第二志愿，依此类推",
    "Choices first: every school's first choices, then second choices, and so on",
  ),
  "deferred-acceptance": text(
    "延迟录取：各校暂留顺序在前的孩子，直到没有孩子再被更靠前的志愿接收",
    "Deferred acceptance: schools keep those first in order until no child can do better",
  ),
};

const LOT: Readonly<Record<PolicyStep["lotScope"], Text>> = {
  one: text("摇号号码（各校通用）", "lot (one for all schools)"),
  "per-school": text("摇号号码（每校一个）", "lot (one for each school)"),
};

const LISTS: Readonly<Record<PolicyStep["lists"], Text>> = {
  "own-zone": text("学校为所属施教区的学校", "Schools are those of the child's own zone"),
  "first-choice": text("只看第一志愿", "Only the first choice counts"),
  choices: text("学校按所填志愿", "Schools are those chosen, in the order chosen"),
  nearest: text("学校由近到远", "Schools are taken from the nearest on"),
};

function orderText(policy: Policy, key: OrderKey): Text {
  switch (key.by) {
    case "points":
      return text("积分，高者在前", "points, more first");
    case "item": {
      const { zh, en } = pointsItemLabel(policy, key.item);
      return text(`“${zh}”得分，高者在前`, `points for “${en}”, more first`);
    }
    case "term": {
      const { label, type } = termOf(policy, key.term);
      const first = key.first === "smallest";
      if (type.kind === "date") {
        return text(
          `${label.zh}，${first ? "早者" : "晚者"}在前`,
          `${label.en}, ${first ? "earlier" : "later"} first`,
        );
      }
      return text(
        `${label.zh}，${first ? "小者" : "大者"}在前`,
        `${label.en}, ${first ? "smaller" : "larger"} first`,
      );
    }
    default:
      return assertNever(key);
  }
}

function limitsOf(policy: Policy, step: PolicyStep): readonly Text[] {
  const limits: Text[] = [LISTS[step.lists]];
  if (step.groups !== undefined) {
    const { zh, en } = joinTexts(step.groups.map((group) => groupName(policy, group)));
    limits.push(text(`只分配${zh}的学位`, `Only seats of ${en}`));
  }
  if (step.pointsAtLeast !== undefined) {
    const points = formatPoints(step.pointsAtLeast);
    limits.push(text(`积分须达到 ${points}`, `Needs at least ${points} points`));
  }
  if (step.competitorsAtMost !== undefined) {
    const most = step.competitorsAtMost;
    limits.push(text(`只有排在前 ${most} 名的孩子参加`, `Only the first ${most} children compete`));
  }
  if (step.seatsPercent !== undefined) {
    const share = `${step.seatsPercent}%`;
    limits.push(text(`每校最多拿出学位的 ${share}`, `At most ${share} of each school's seats`));
  }
  if (step.redistribution && policy.redistribution.consent === "required") {
    limits.push(text("只安排同意调剂的孩子", "Only children who consented to redistribution"));
  }
  return limits;
}

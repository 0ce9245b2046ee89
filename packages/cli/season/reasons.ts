import type { SchoolVerdict } from "@yangguang/core/domain/allocation-problem.ts";
import type { VerdictNames } from "@yangguang/core/allocation/verdict-text.ts";
import { verdictText } from "@yangguang/core/allocation/verdict-text.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { joinTexts, text } from "@yangguang/core/domain/text.ts";
import type { Decision, PointsLine } from "@yangguang/core/policy/decision.ts";
import type { Policy, School } from "@yangguang/core/policy/document.ts";
import type { ChildOutcome } from "./run-result.ts";
import type { PolicyWords } from "./words.ts";
import { categoryLabel } from "./words.ts";

/** "年龄 20；其他 18（学历 8；技能 10）": what was counted, items that gave nothing left out. */
export function breakdownText(lines: readonly PointsLine[]): Text {
  const counted = lines
    .filter(({ points }) => points !== 0)
    .map(({ label, points, lines: parts }) => {
      const inside = breakdownText(parts);
      const given = formatPoints(points);
      return text(
        `${label.zh} ${given}${inside.zh === "" ? "" : `（${inside.zh}）`}`,
        `${label.en} ${given}${inside.en === "" ? "" : ` (${inside.en})`}`,
      );
    });
  return text(counted.map(({ zh }) => zh).join("；"), counted.map(({ en }) => en).join("; "));
}

/** Why the child has its category, its points and its result, in plain sentences. */
export function reasonText(words: PolicyWords, outcome: ChildOutcome): Text {
  const { standing, decision, verdicts } = outcome;
  const decided = decidedReasons(words.policy, decision);
  switch (standing.kind) {
    case "refused":
      return standing.reason.message;
    case "review":
      return joined([...decided, ...standing.reasons.map(({ message }) => message)]);
    case "placed":
      return joined([
        ...decided,
        ...choicesNotCounted(words, outcome),
        ...verdictTexts(verdicts, words),
      ]);
    case "unplaced":
      return joined([
        ...decided,
        ...choicesNotCounted(words, outcome),
        ...verdictTexts(verdicts, words),
        ...noConsent(words.policy, outcome),
        ...(verdicts.length === 0 ? [ENTERED_NO_STEP] : []),
      ]);
    default:
      return assertNever(standing);
  }
}

const joined = (sentences: readonly Text[]): Text =>
  text(sentences.map(({ zh }) => zh).join(""), sentences.map(({ en }) => en).join(" "));

const ENTERED_NO_STEP = text(
  "这个孩子没有进入任何录取步骤。",
  "This child entered none of the steps.",
);

const sentence = ({ zh, en }: Text): Text =>
  text(/[。！？]$/u.test(zh) ? zh : `${zh}。`, /[.!?]$/.test(en) ? en : `${en}.`);

function decidedReasons(policy: Policy, decision: Decision | null): readonly Text[] {
  if (decision?.kind !== "decided") return [];
  const { category, points, breakdown, reasons } = decision;
  const met = reasons.filter((reason) => reason.about === category && reason.met === "yes");
  const label = categoryLabel(policy, category);
  const why =
    met.length > 0
      ? met.map(({ message }) => sentence(message))
      : [text(`类别：${label.zh}。`, `Category: ${label.en}.`)];
  if (points === null) return why;
  const parts = breakdownText(breakdown);
  const sum = formatPoints(points);
  return [
    ...why,
    text(
      `积分：${sum}${parts.zh === "" ? "" : `（${parts.zh}）`}。`,
      `Points: ${sum}${parts.en === "" ? "" : ` (${parts.en})`}.`,
    ),
  ];
}

/** Schools that the family listed though its category may not list them; no step looked at them. */
function choicesNotCounted(
  { policy, schools, school: nameOf }: PolicyWords,
  { child, decision }: ChildOutcome,
): readonly Text[] {
  if (decision?.kind !== "decided") return [];
  const { category, zone } = decision;
  const groups = policy.choices.groupsByCategory[category] ?? [];
  const counts = (school: School | undefined): boolean =>
    school !== undefined &&
    (groups.includes(school.group) || (zone !== null && school.zones.includes(zone)));
  const others = child.choices.filter((id) => !counts(schools.get(id))).map(nameOf);
  if (others.length === 0) return [];
  const list = joinTexts(others);
  return [
    text(
      `该类别不能填报${list.zh}，这些志愿没有计入。`,
      `This category may not list ${list.en}; these choices were not counted.`,
    ),
  ];
}

function noConsent(policy: Policy, { child, decision }: ChildOutcome): readonly Text[] {
  if (child.consentsToRedistribution || policy.redistribution.consent === "assumed") return [];
  const category = decision?.kind === "decided" ? decision.category : null;
  const missed = policy.steps.filter(
    ({ redistribution, categories }) =>
      redistribution && category !== null && categories.includes(category),
  );
  if (missed.length === 0) return [];
  const list = joinTexts(missed.map(({ label }) => label));
  return [
    text(
      `家庭没有同意调剂，因此没有参加“${list.zh}”。`,
      `The family did not consent to redistribution and so took no part in “${list.en}”.`,
    ),
  ];
}

/** Steps that look at every school would fill a page; so many refusals show what decided. */
const MOST_REFUSALS_TOLD = 8;

/** One sentence a school; schools without a seat in a step share one, and so do the many at the end. */
const verdictTexts = (verdicts: readonly SchoolVerdict[], names: VerdictNames): readonly Text[] =>
  [...Map.groupBy(verdicts, ({ step }) => step).values()].flatMap((ofStep) =>
    stepTexts(Map.groupBy(ofStep, kindOfVerdict), names),
  );

const kindOfVerdict = ({ verdict }: SchoolVerdict): "full" | "refused" | "admitted" =>
  verdict === "admitted" ? "admitted" : verdict === "no-seats-in-step" ? "full" : "refused";

function stepTexts(
  verdicts: ReadonlyMap<"full" | "refused" | "admitted", readonly SchoolVerdict[]>,
  names: VerdictNames,
): readonly Text[] {
  const refused = verdicts.get("refused") ?? [];
  const told = refused.slice(0, MOST_REFUSALS_TOLD);
  return [
    ...withoutSeats(verdicts.get("full") ?? [], names),
    ...told.map((verdict) => verdictText(verdict, names)),
    ...untold(refused.length - told.length),
    ...(verdicts.get("admitted") ?? []).map((verdict) => verdictText(verdict, names)),
  ];
}

function withoutSeats(full: readonly SchoolVerdict[], names: VerdictNames): readonly Text[] {
  const [first] = full;
  if (first === undefined) return [];
  const schools = full.slice(0, MOST_REFUSALS_TOLD).map(({ school }) => names.school(school));
  const list = joinTexts(schools);
  const together =
    full.length > schools.length
      ? text(
          `${list.zh}等${full.length}所学校`,
          `${list.en} and ${full.length - schools.length} other schools`,
        )
      : list;
  return [verdictText(first, { ...names, school: () => together })];
}

const untold = (count: number): readonly Text[] =>
  count === 0
    ? []
    : [
        text(
          `另有${count}所学校也未录取，原因同类。`,
          `${count} other schools did not admit for like reasons.`,
        ),
      ];

import type {
  AllocationProblem,
  SchoolVerdict,
} from "@yangguang/core/domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "@yangguang/core/domain/allocation-problem.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { keyPartLabel } from "@yangguang/core/policy/labels.ts";
import { verdictText } from "@yangguang/core/allocation/verdict-text.ts";
import type { ResultView, VerdictView } from "@yangguang/web/families/views.ts";
import type { CachedRun } from "../../services/run-cache.ts";
import { schoolName, stepLabel } from "../common-views.ts";

/** Why a child did or did not get each school that a step looked at, and with which lots. */
export function explainResult(
  policy: Policy,
  run: CachedRun,
  pid: string,
): Pick<ResultView, "verdicts" | "lots"> {
  const verdicts = run.explain(pid);
  const draws = [...new Set(verdicts.map((verdict) => drawOf(run.problem, verdict)))];
  return {
    verdicts: verdicts.map((verdict) => verdictView(policy, run.problem, verdict)),
    lots: draws.flatMap((draw) => {
      const lot = run.problem.lots[draw]?.[pid];
      return lot === undefined ? [] : [{ draw: drawName(policy, draw), lot }];
    }),
  };
}

function drawOf({ steps }: AllocationProblem, { step, school, verdict }: SchoolVerdict): string {
  const scope = steps.find(({ id }) => id === step)?.lotScope;
  return scope === "one" || verdict === "outside-competitors" ? ONE_FOR_ALL : school;
}

const drawName = (policy: Policy, draw: string): Text =>
  draw === ONE_FOR_ALL ? text("全市统一号码", "One lot for all schools") : schoolName(policy, draw);

const verdictView = (
  policy: Policy,
  problem: AllocationProblem,
  verdict: SchoolVerdict,
): VerdictView => ({
  school: schoolName(policy, verdict.school),
  step: stepLabel(policy, verdict.step),
  listRank: verdict.listRank,
  verdict: verdict.verdict,
  why: [
    verdictText(verdict, {
      school: (id) => schoolName(policy, id),
      step: (id) => stepLabel(policy, id),
      keyPart: (part) => keyPartLabel(policy, part),
      pool: (id) => text(id, id),
    }),
  ],
  compared: comparison(problem, verdict),
});

/** Own figures beside those of the last one admitted, as far as they were compared. */
function comparison({ steps }: AllocationProblem, verdict: SchoolVerdict): VerdictView["compared"] {
  const { own, cutoff } = verdict;
  if (own === undefined || cutoff === undefined) return [];
  const keyParts = steps.find(({ id }) => id === verdict.step)?.keyParts ?? [];
  const byRank =
    cutoff.listRank === undefined
      ? []
      : [
          {
            what: text("志愿顺序", "Place among the choices"),
            own: String(verdict.listRank),
            last: String(cutoff.listRank),
          },
        ];
  const byPoints = keyParts.some(({ by }) => by === "points")
    ? [
        {
          what: text("积分", "Points"),
          own: formatPoints(own.points),
          last: formatPoints(cutoff.points),
        },
      ]
    : [];
  const equal = own.key.every((value, index) => value === cutoff.key[index]);
  const byLot = equal ? [{ what: text("摇号号码", "Lot"), own: own.lot, last: cutoff.lot }] : [];
  return [...byRank, ...byPoints, ...byLot];
}

/** What a family without a place can do next. */
export const UNPLACED_STEPS: readonly Text[] = [
  text(
    "仍有学位的学校将另行安排，请留意教育局的通知。",
    "Schools that still have seats will be assigned later; watch for the bureau's notice.",
  ),
  text(
    "对结果有疑问，可先查看下面的逐校说明，再向教育局申请复核。",
    "If you doubt the result, read the reasons school by school below, then ask the bureau to look again.",
  ),
];

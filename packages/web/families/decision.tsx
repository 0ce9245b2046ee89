import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import { joinTexts } from "@yangguang/core/domain/text.ts";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import type { Detail } from "../ui/details/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { PointsBreakdown } from "../ui/points/index.tsx";
import { Reasons } from "../ui/reasons/index.tsx";
import type { DecisionView } from "./views.ts";

interface DecisionProps<Decision> {
  readonly page: PageContext;
  readonly decision: Decision;
}

/** What the policy says of one child, with its reasons: the same words for family and officer. */
export function Decision({ page, decision }: DecisionProps<DecisionView>): JSX.Element {
  switch (decision.kind) {
    case "decided":
      return <Decided page={page} decision={decision} />;
    case "undecided":
      return (
        <>
          <Notice tone="info" title={t(page, "decision.undecided")}>
            <p>{t(page, "decision.missing", { facts: say(page, joinTexts(decision.missing)) })}</p>
          </Notice>
          <Reasons page={page} reasons={decision.reasons} />
        </>
      );
    case "not-admitted":
      return (
        <>
          <Notice tone="bad" title={t(page, "decision.notAdmitted")}>
            <p>{t(page, "decision.notAdmittedHelp")}</p>
          </Notice>
          <Reasons page={page} reasons={decision.reasons} />
        </>
      );
    default:
      return assertNever(decision);
  }
}

function Decided({
  page,
  decision,
}: DecisionProps<Extract<DecisionView, { kind: "decided" }>>): JSX.Element {
  const items: readonly Detail[] = [
    { term: t(page, "decision.category"), value: <strong>{say(page, decision.category)}</strong> },
    ...(decision.zone === null
      ? []
      : [{ term: t(page, "decision.zone"), value: say(page, decision.zone) }]),
    ...(decision.points === null
      ? []
      : [
          {
            term: t(page, "decision.points"),
            value: <strong>{formatPoints(decision.points)}</strong>,
          },
        ]),
  ];
  return (
    <>
      {!decision.admitted && (
        <Notice tone="bad" title={t(page, "decision.notAdmitted")}>
          <p>{t(page, "decision.notAdmittedHelp")}</p>
        </Notice>
      )}
      <Details items={items} />
      {decision.points !== null && (
        <PointsBreakdown page={page} lines={decision.breakdown} total={decision.points} />
      )}
      <details class="more">
        <summary>{t(page, "decision.why")}</summary>
        <Reasons page={page} reasons={decision.reasons} />
      </details>
    </>
  );
}

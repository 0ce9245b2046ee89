import type { JSX } from "preact";
import type { PointsLine } from "@yangguang/core/policy/decision.ts";
import type { Points } from "@yangguang/core/domain/points.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import { Badge } from "../badge/index.tsx";

/**
 * How points add up, item by item, each with the way it was counted and the article.
 *
 * Accessibility: a table with headings for rows and columns; the total is its last row; parts of
 * an item are indented and also named “of which”.
 */
export function PointsBreakdown(props: {
  readonly page: PageContext;
  readonly lines: readonly PointsLine[];
  readonly total: Points;
}): JSX.Element {
  const { page, lines, total } = props;
  return (
    <table class="points">
      <caption class="unseen">{t(page, "points.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t(page, "points.item")}</th>
          <th scope="col" class="number">
            {t(page, "points.points")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <PointsRows key={line.item} page={page} line={line} part={false} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t(page, "points.total")}</th>
          <td class="number">{formatPoints(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function PointsRows(props: {
  readonly page: PageContext;
  readonly line: PointsLine;
  readonly part: boolean;
}): JSX.Element {
  const { page, line, part } = props;
  return (
    <>
      <tr class={part ? "part" : undefined}>
        <th scope="row">
          {part && <span class="unseen">{t(page, "points.part")}</span>}
          {say(page, line.label)}
          <span class="hint">
            {say(page, line.how)}
            {line.uncapped !== line.points && (
              <> {t(page, "points.capped", { uncapped: formatPoints(line.uncapped) })}</>
            )}
          </span>
          {line.rule.article !== "" && (
            <span class="hint extra" lang="zh-CN">
              {line.rule.article}
            </span>
          )}
          {line.rule.demoChoice && <Badge tone="neutral">{t(page, "policy.demoChoice")}</Badge>}
        </th>
        <td class="number">{formatPoints(line.points)}</td>
      </tr>
      {line.lines.map((inner) => (
        <PointsRows key={inner.item} page={page} line={inner} part />
      ))}
    </>
  );
}

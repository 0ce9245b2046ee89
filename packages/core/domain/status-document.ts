import type { ActionRule, SeasonActionRule } from "./status-table.ts";
import {
  APPLICATION_ACTIONS,
  SEASON_ACTIONS,
  STAGE_LABELS,
  STATUS_LABELS,
  WINDOW_LABELS,
} from "./status-table.ts";

/** `docs/status.md`, written from the status table so that the two cannot differ. */
export function statusDocument(): string {
  return [
    "# The status of an application",
    "",
    "Written from `packages/core/domain/status-table.ts` by `npm run docs:status`; a test compares them.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...APPLICATION_ACTIONS.flatMap(arrows),
    "```",
    "",
    "| Action | 操作 | Who | From | To | Season | Window |",
    "|---|---|---|---|---|---|---|",
    ...APPLICATION_ACTIONS.map(applicationRow),
    "",
    "## The season",
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...SEASON_ACTIONS.flatMap(seasonArrows),
    "```",
    "",
    "| Action | 操作 | From | To | Only after | Not after |",
    "|---|---|---|---|---|---|",
    ...SEASON_ACTIONS.map(seasonRow),
    "",
    "## Statuses",
    "",
    "| Status | 状态 | In words |",
    "|---|---|---|",
    ...Object.entries(STATUS_LABELS).map(
      ([id, label]) => `| \`${id}\` | ${label.zh} | ${label.en} |`,
    ),
    "",
    "## Stages of the season",
    "",
    "| Stage | 阶段 | In words |",
    "|---|---|---|",
    ...Object.entries(STAGE_LABELS).map(
      ([id, label]) => `| \`${id}\` | ${label.zh} | ${label.en} |`,
    ),
    "",
  ].join("\n");
}

/** Mermaid reads a hyphen in a state's name as an arrow's beginning. */
const node = (status: string): string => (status === "none" ? "[*]" : status.replaceAll("-", "_"));

const arrows = (rule: ActionRule): string[] =>
  rule.from.map(
    (status) =>
      `  ${node(status)} --> ${node(rule.to === "same" ? status : rule.to)}: ${rule.action}`,
  );

const seasonArrows = (rule: SeasonActionRule): string[] =>
  rule.from.map(
    (stage) => `  ${node(stage)} --> ${node(rule.to === "same" ? stage : rule.to)}: ${rule.action}`,
  );

const applicationRow = (rule: ActionRule): string =>
  row([
    `\`${rule.action}\` ${rule.label.en}`,
    rule.label.zh,
    rule.actors.join(", "),
    rule.from.join(", "),
    rule.to,
    rule.stages.join(", "),
    rule.windows?.map((name) => WINDOW_LABELS[name].en).join(" or ") ?? "any time",
  ]);

const seasonRow = (rule: SeasonActionRule): string =>
  row([
    `\`${rule.action}\` ${rule.label.en}`,
    rule.label.zh,
    rule.from.join(", "),
    rule.to,
    windowNames(rule.after),
    windowNames(rule.before),
  ]);

const windowNames = (names: SeasonActionRule["after"] = []): string =>
  names.map((name) => WINDOW_LABELS[name].en).join(" and ");

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

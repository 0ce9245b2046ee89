import { WINDOW_LABELS } from "../../domain/status-table.ts";
import type { WindowName } from "../../domain/status-table.ts";
import { WINDOW_NAMES } from "../../domain/timetable.ts";
import type { Policy } from "../document.ts";
import type { Report } from "./report.ts";

type Edge = "opens" | "closes";

/** `later` must not come before `earlier`. */
interface OrderRule {
  readonly earlier: readonly [WindowName, Edge];
  readonly later: readonly [WindowName, Edge];
}

const ORDER: readonly OrderRule[] = [
  { earlier: ["application", "opens"], later: ["review", "opens"] },
  { earlier: ["application", "closes"], later: ["review", "closes"] },
  { earlier: ["review", "closes"], later: ["acceptance", "opens"] },
  { earlier: ["acceptance", "opens"], later: ["registration", "opens"] },
  { earlier: ["acceptance", "closes"], later: ["registration", "closes"] },
];

const EDGE_ZH: Readonly<Record<Edge, string>> = { opens: "开始", closes: "截止" };

/** Windows open before they close, and follow one another as the season does. */
export function checkTimetable({ timetable }: Policy, report: Report): void {
  const rules: readonly OrderRule[] = [
    ...WINDOW_NAMES.map((name): OrderRule => ({
      earlier: [name, "opens"],
      later: [name, "closes"],
    })),
    ...ORDER,
  ];
  for (const { earlier, later } of rules) {
    const [first, firstEdge] = earlier;
    const [second, secondEdge] = later;
    const from = Date.parse(timetable[first][firstEdge]);
    const to = Date.parse(timetable[second][secondEdge]);
    // A window of no length is never open.
    if (first === second ? from < to : from <= to) continue;
    report.add(
      `timetable.${second}.${secondEdge}`,
      "timetable",
      `“${WINDOW_LABELS[second].zh}”的${EDGE_ZH[secondEdge]}时间不能早于“${WINDOW_LABELS[first].zh}”的${EDGE_ZH[firstEdge]}时间。请调整其中一个。`,
      `“${WINDOW_LABELS[second].en}” ${secondEdge} before “${WINDOW_LABELS[first].en}” ${firstEdge}. Move one of them.`,
    );
  }
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type {
  ActorKind,
  ApplicationActionName,
  ApplicationStatus,
  SeasonStage,
} from "./status-table.ts";
import {
  APPLICATION_ACTIONS,
  SEASON_ACTIONS,
  STAGE_LABELS,
  STATUS_LABELS,
} from "./status-table.ts";
import { judgeAction, judgeSeasonAction, possibleActions } from "./judge.ts";
import type { SeasonMoment } from "./judge.ts";
import type { Timetable } from "./timetable.ts";

const DAY = 86_400_000;
const at = (day: number): string => new Date(day * DAY).toISOString();
const timetable: Timetable = {
  application: { opens: at(10), closes: at(20) },
  review: { opens: at(10), closes: at(25) },
  acceptance: { opens: at(30), closes: at(35) },
  registration: { opens: at(36), closes: at(40) },
};
const moment = (day: number, stage: SeasonStage = "published"): SeasonMoment => ({
  stage,
  timetable,
  now: day * DAY,
});

const codeOf = (result: ReturnType<typeof judgeAction>): string =>
  result.ok ? "allowed" : result.error.code;

describe("who may do what, when", () => {
  test.each([
    ["a family applies while applications are open", "apply", "guardian", "none", 15, "allowed"],
    ["too early", "apply", "guardian", "none", 9, "action.window-not-yet"],
    ["at the opening instant", "apply", "guardian", "none", 10, "allowed"],
    [
      "at the closing instant it is too late",
      "apply",
      "guardian",
      "none",
      20,
      "action.window-over",
    ],
    ["a second application", "apply", "guardian", "submitted", 15, "action.wrong-status"],
    ["again after withdrawing", "apply", "guardian", "withdrawn", 15, "allowed"],
    ["a school cannot approve", "approve", "school", "in-review", 15, "action.wrong-actor"],
    [
      "a correction is still possible in review",
      "correct",
      "guardian",
      "correction",
      22,
      "allowed",
    ],
    ["but choices are not", "choose", "guardian", "correction", 22, "action.window-over"],
  ] as const)("%s", (_, action, actor, status, day, expected) => {
    expect(codeOf(judgeAction(action, actor, status, moment(day)))).toBe(expected);
  });

  test("an offer cannot be accepted before the announcement", () => {
    expect(codeOf(judgeAction("accept", "guardian", "offered", moment(31, "allocated")))).toBe(
      "action.wrong-stage",
    );
    expect(codeOf(judgeAction("accept", "guardian", "offered", moment(31, "announced")))).toBe(
      "allowed",
    );
  });

  test("every refusal speaks both languages and says when, if time is the reason", () => {
    const refusal = judgeAction("apply", "guardian", "none", moment(9));
    if (refusal.ok) throw new Error("should be refused");
    expect(refusal.error.message.zh).toContain("1970年1月11日 08:00");
    expect(refusal.error.message.en).toContain("1970-01-11 08:00");
  });

  test("buttons and refusals agree for every actor, status, stage and day", () => {
    const actors: ActorKind[] = ["guardian", "clerk", "platform", "school", "bureau"];
    fc.assert(
      fc.property(
        fc.constantFrom(...actors),
        fc.constantFrom(...(Object.keys(STATUS_LABELS) as ApplicationStatus[])),
        fc.constantFrom(...(Object.keys(STAGE_LABELS) as SeasonStage[])),
        fc.integer({ min: 5, max: 45 }),
        (actor, status, stage, day) => {
          const offered = possibleActions(actor, status, moment(day, stage))
            .filter((possible) => possible.refusal === undefined)
            .map((possible) => possible.rule.action);
          const judged = APPLICATION_ACTIONS.map((rule) => rule.action).filter(
            (action: ApplicationActionName) =>
              judgeAction(action, actor, status, moment(day, stage)).ok,
          );
          expect(offered).toEqual(judged);
        },
      ),
      { seed: 20240601, numRuns: 500 },
    );
  });
});

describe("the season's steps", () => {
  test("the roll cannot be frozen while families or officers may still act", () => {
    const early = judgeSeasonAction("freeze", "published", { timetable, now: 22 * DAY });
    expect(early.ok ? "allowed" : early.error.code).toBe("season.window-still-open");
    expect(judgeSeasonAction("freeze", "published", { timetable, now: 25 * DAY }).ok).toBe(true);
  });

  test("results are not announced to families who could no longer answer", () => {
    const late = judgeSeasonAction("announce", "allocated", { timetable, now: 35 * DAY });
    expect(late.ok ? "allowed" : late.error.code).toBe("season.window-over");
    expect(judgeSeasonAction("announce", "allocated", { timetable, now: 34 * DAY }).ok).toBe(true);
    expect(judgeSeasonAction("announce", "allocated", { timetable, now: 28 * DAY }).ok).toBe(true);
  });

  test("steps go in one order only", () => {
    const order = ["publish-policy", "freeze", "draw", "allocate", "announce", "close"] as const;
    let stage: SeasonStage | "none" = "none";
    for (const action of order) {
      const inTime = { timetable, now: (action === "close" ? 50 : 28) * DAY };
      for (const other of order) {
        expect(judgeSeasonAction(other, stage, inTime).ok, `${other} at ${stage}`).toBe(
          other === action,
        );
      }
      const rule = SEASON_ACTIONS.find((candidate) => candidate.action === action);
      if (rule === undefined || rule.to === "same") throw new Error("no such step");
      stage = rule.to;
    }
  });
});

describe("the table itself", () => {
  test("names every action once", () => {
    const names = APPLICATION_ACTIONS.map((rule) => rule.action);
    expect(new Set(names).size).toBe(names.length);
  });

  test("every status but the first can be reached, and every one that is not an end can be left", () => {
    const reached = new Set(APPLICATION_ACTIONS.map((rule) => rule.to));
    const left = new Set(APPLICATION_ACTIONS.flatMap((rule) => rule.from));
    const ends = new Set(["left-out", "unplaced", "declined", "lapsed", "registered", "absent"]);
    for (const status of Object.keys(STATUS_LABELS) as ApplicationStatus[]) {
      if (status !== "none") expect(reached, status).toContain(status);
      expect(left.has(status), status).toBe(!ends.has(status));
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Facts } from "@yangguang/core/domain/facts.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import type { TestPlatform } from "../testing/platform.ts";
import {
  A1_FACTS,
  addChild,
  applyFor,
  openTestSeason,
  RUN,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import { findApplication, searchApplications } from "../registry/applications.ts";
import { readPlacements, readRoll } from "../registry/runs.ts";
import { loadSeason } from "./context.ts";
import { cachedRun } from "./run-cache.ts";
import { lapseOffers } from "./offers.ts";
import { approveCase, rejectCase, simpleAction } from "./review.ts";
import { drawLots } from "./draw.ts";
import { allocateSeats, announceResults, freezeRoll, recomputeRun } from "./runs.ts";
import { closeSeason, setTimetable } from "./season-acts.ts";
import { inTransaction } from "../registry/connect.ts";
import { recordAnswers } from "./facts.ts";
import { referWaiting, settleChildren } from "./settle.ts";

const BUREAU = { kind: "bureau", id: "bureau-officer" } as const;
const { "property.zone": _, ...WITHOUT_PROPERTY } = A1_FACTS;
const DICE = "314159265358979323846264338327950288419";
const CHILDREN = 160;

let platform: TestPlatform;
const ids: string[] = [];
let doubtful = "";

const request = (key: string) => ({ seasonId: SEASON, actor: BUREAU, key });
const codeOf = (result: Result<unknown>): string => (result.ok ? "done" : result.error.code);
const statusOf = async (id: string) => (await findApplication(platform.services.db, id))?.status;

/** Many children of one zone: more than its two schools have seats for. */
beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
  for (let index = 0; index < CHILDREN; index += 1) {
    const since = `20${10 + (index % 8)}-01-0${1 + (index % 9)}`;
    const facts: Facts = { ...A1_FACTS, "child.hukouSince": "2018-04-01", "property.since": since };
    const childId = await addChild(platform, index, facts);
    const applied = await applyFor(platform, childId, []);
    ids.push(applied.application.id);
    await settleChildren(platform.services, SEASON, [childId]);
  }
  doubtful = await applyInDoubt(CHILDREN);
});

/** A child whose case a person would have to settle, and nobody does. */
async function applyInDoubt(index: number): Promise<string> {
  const childId = await addChild(platform, index, WITHOUT_PROPERTY);
  const applied = await applyFor(platform, childId, []);
  await settleChildren(platform.services, SEASON, [childId]);
  return applied.application.id;
}

afterAll(() => platform.stop());

describe("a season, step by step", () => {
  test("all clear cases were settled by the machine", async () => {
    const { total } = await searchApplications(
      platform.services.db,
      SEASON,
      { statuses: ["eligible"], category: "A1" },
      { offset: 0, limit: 1 },
    );
    expect(total).toBe(CHILDREN);
  });

  test("no step can be taken before its turn", async () => {
    const { services } = platform;
    expect(codeOf(await freezeRoll(services, request("early-freeze")))).toBe(
      "season.window-still-open",
    );
    const dice = { dice: DICE, diceAgain: DICE, readers: ["甲", "乙"] as const };
    expect(codeOf(await drawLots(services, { ...request("early-draw"), ...dice }))).toBe(
      "season.wrong-stage",
    );
    expect(codeOf(await allocateSeats(services, request("early-allocate")))).toBe(
      "season.wrong-stage",
    );
    expect(codeOf(await announceResults(services, request("early-announce")))).toBe(
      "season.wrong-stage",
    );
  });

  test("two officers freeze at once: one roll, and its rows are committed to", async () => {
    platform.goToDay(16);
    const { services } = platform;
    const outcomes = await Promise.all([
      freezeRoll(services, request("officer-one")),
      freezeRoll(services, request("officer-two")),
    ]);
    expect(outcomes.map(codeOf).toSorted()).toEqual(["done", "season.wrong-stage"]);
    const roll = await readRoll(services.db, RUN);
    expect(roll.length).toBe(CHILDREN);
    const { state } = unwrap(await loadSeason(services, SEASON));
    expect(state.freeze).toMatchObject({ rollSize: CHILDREN });
    expect(state.freeze?.rollRoot).toMatch(/^[0-9a-f]{64}$/);
  });

  test("whose review was not finished is left off the roll, and told so", async () => {
    expect(await statusOf(doubtful)).toBe("left-out");
  });

  test("after the freeze nothing about an application can change", async () => {
    const outcome = await simpleAction(platform.services, {
      applicationId: ids[0] ?? "",
      action: "withdraw",
      actor: { kind: "guardian", id: "g" },
      key: "too-late",
    });
    expect(codeOf(outcome)).toBe("action.wrong-status");
  });

  test.each([
    ["too few throws", DICE.slice(1), DICE.slice(1), "dice.too-few"],
    ["a letter", `${DICE}x`, `${DICE}x`, "dice.not-digits"],
    ["readings that differ in one digit", DICE, DICE.replace("3", "4"), "dice.differ"],
  ])("dice: %s", async (_, dice, diceAgain, code) => {
    const drawn = await drawLots(platform.services, {
      ...request(`bad-dice-${code}`),
      dice,
      diceAgain,
      readers: ["甲", "乙"],
    });
    expect(codeOf(drawn)).toBe(code);
  });

  test("draw, allocate, announce; each repeated without effect", async () => {
    const { services } = platform;
    const dice = { dice: DICE, diceAgain: DICE, readers: ["甲", "乙"] as const };
    const drawn = unwrap(await drawLots(services, { ...request("draw"), ...dice }));
    const again = unwrap(await drawLots(services, { ...request("draw"), ...dice }));
    expect(again.state.draw?.seed).toBe(drawn.state.draw?.seed);
    unwrap(await allocateSeats(services, request("allocate")));
    expect(await statusOf(ids[0] ?? "")).toBe("on-roll");
    platform.goToDay(25);
    expect(codeOf(await announceResults(services, request("too-late")))).toBe("season.window-over");
    platform.goToDay(16);
    unwrap(await announceResults(services, request("announce")));
    unwrap(await announceResults(services, request("announce")));
  });

  test("what is stored is what anyone recomputes from roll and seed", async () => {
    const season = unwrap(await loadSeason(platform.services, SEASON));
    const { outcome } = await recomputeRun(platform.services.db, season);
    const stored = await readPlacements(platform.services.db, RUN);
    const byPid = new Map(stored.map(({ pid, school }) => [pid, school]));
    expect(byPid.size).toBe(CHILDREN);
    for (const { pid, school } of outcome.placements) expect(byPid.get(pid)).toBe(school);
  });

  test("an outcome that is not the one recorded is never shown", async () => {
    const season = unwrap(await loadSeason(platform.services, SEASON));
    const otherwise = { ...season.state, outcomeHash: "0".repeat(64) };
    await expect(cachedRun(platform.services, { ...season, state: otherwise })).rejects.toThrow(
      "recorded outcome",
    );
    expect((await cachedRun(platform.services, season)).outcome.placements.length).toBe(CHILDREN);
  });

  test("no school takes more than its seats, and every child has its result", async () => {
    const season = unwrap(await loadSeason(platform.services, SEASON));
    const stored = await readPlacements(platform.services.db, RUN);
    for (const school of season.policy.plan.schools) {
      const placed = stored.filter((row) => row.school === school.id).length;
      expect(placed, school.id).toBeLessThanOrEqual(school.seats);
    }
    for (const id of ids) expect(["offered", "unplaced"]).toContain(await statusOf(id));
  });
});

describe("after the announcement", () => {
  const offered: string[] = [];
  const family = (action: "accept" | "decline", id: string, key: string) =>
    simpleAction(platform.services, {
      applicationId: id,
      action,
      actor: { kind: "guardian", id: "g" },
      key,
    });

  beforeAll(async () => {
    for (const id of ids) if ((await statusOf(id)) === "offered") offered.push(id);
    platform.goToDay(21);
  });

  test("accepting and declining at once: one of the two holds", async () => {
    const id = offered[0] ?? "";
    const outcomes = await Promise.all([family("accept", id, "yes"), family("decline", id, "no")]);
    expect(outcomes.map(codeOf).toSorted()).toEqual(["action.wrong-status", "done"]);
  });

  test("the school registers a child who accepted, once, in its window", async () => {
    const id = offered[1] ?? "";
    unwrap(await family("accept", id, "yes"));
    const register = (key: string) =>
      simpleAction(platform.services, {
        applicationId: id,
        action: "register",
        actor: { kind: "school", id: "school-clerk" },
        key,
      });
    expect(codeOf(await register("early"))).toBe("action.window-not-yet");
    platform.goToDay(26);
    expect(codeOf(await register("on-the-day"))).toBe("done");
    expect(codeOf(await register("a-second-click"))).toBe("action.wrong-status");
    expect(await statusOf(id)).toBe("registered");
  });

  test("what nobody answered in time lapses", async () => {
    expect(await statusOf(offered[2] ?? "")).toBe("offered");
    await lapseOffers(platform.services, SEASON);
    expect(await statusOf(offered[2] ?? "")).toBe("lapsed");
  });

  test("the season closes only when all windows are over", async () => {
    expect(codeOf(await closeSeason(platform.services, request("close-early")))).toBe(
      "season.window-still-open",
    );
    platform.goToDay(31);
    expect(codeOf(await closeSeason(platform.services, request("close")))).toBe("done");
  });
});

describe("officers", () => {
  let other: TestPlatform;
  beforeAll(async () => {
    other = await startTestPlatform();
    await openTestSeason(other);
  });
  afterAll(() => other.stop());

  const applyWith = async (index: number, facts: Facts) => {
    const childId = await addChild(other, index, facts);
    const applied = await applyFor(other, childId);
    await settleChildren(other.services, SEASON, [childId]);
    const application = await findApplication(other.services.db, applied.application.id);
    if (!application) throw new Error("no application");
    return application;
  };

  test("an unrecognised address goes to a person, who confirms the fact; the policy decides", async () => {
    const application = await applyWith(1, WITHOUT_PROPERTY);
    expect(application.status).toBe("in-review");
    const review = {
      applicationId: application.id,
      actor: BUREAU,
      key: "case-1",
      expectedVersion: application.state.version,
      note: "",
    };
    const unconfirmed = await approveCase(other.services, { ...review, confirmed: [] });
    expect(codeOf(unconfirmed)).toBe("review.still-open");
    const wrong = await approveCase(other.services, {
      ...review,
      confirmed: [{ fact: "property.zone", value: "Z99", note: "" }],
    });
    expect(codeOf(wrong)).toBe("fact.value");
    const confirmed = [{ fact: "property.zone" as const, value: "Z01", note: "seen the title" }];
    const done = unwrap(await approveCase(other.services, { ...review, confirmed }));
    expect(done.state).toMatchObject({ status: "eligible", settlement: { category: "A1" } });
  });

  test("a child too young is never turned away by the machine", async () => {
    const application = await applyWith(2, { ...A1_FACTS, "child.birthDate": "2019-09-02" });
    expect(application.status).toBe("in-review");
    expect(application.state.referral.map((reason) => reason.code)).toEqual([
      "review.not-admitted",
    ]);
  });

  test("two officers decide one case: the second is told that the page is stale", async () => {
    const application = await applyWith(3, WITHOUT_PROPERTY);
    const review = {
      applicationId: application.id,
      actor: BUREAU,
      expectedVersion: application.state.version,
      note: "",
    };
    const confirmed = [{ fact: "property.zone" as const, value: "Z01", note: "" }];
    const outcomes = await Promise.all([
      approveCase(other.services, { ...review, key: "officer-one", confirmed }),
      rejectCase(other.services, {
        ...review,
        key: "officer-two",
        reason: { zh: "不符合", en: "not admissible" },
      }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test("a silent agency is waited for while families may apply; then a person takes over", async () => {
    const { services } = other;
    const childId = await addChild(other, 4, WITHOUT_PROPERTY);
    await inTransaction(services.db, (tx) =>
      recordAnswers(
        tx,
        SEASON,
        new Date(services.clock()),
        [],
        [{ childId, source: "property", remarks: [] }],
      ),
    );
    const applied = await applyFor(other, childId);
    const { id } = applied.application;
    const status = async () => (await findApplication(services.db, id))?.status;
    expect(await settleChildren(services, SEASON, [childId])).toEqual([childId]);
    await referWaiting(services, SEASON);
    expect(await status()).toBe("submitted");
    other.goToDay(11);
    await referWaiting(services, SEASON);
    expect(await status()).toBe("in-review");
    other.goToDay(1);
  });

  test("a timetable that leaves no time to review is refused", async () => {
    const { state } = unwrap(await loadSeason(other.services, SEASON));
    if (state.timetable === null) throw new Error("no timetable");
    const { application, review } = state.timetable;
    const outcome = await setTimetable(other.services, {
      ...request("bad-timetable"),
      timetable: {
        ...state.timetable,
        review: { ...review, closes: application.opens },
      },
      reason: "test",
      expectedVersion: state.version,
    });
    expect(codeOf(outcome)).toBe("timetable.ends-before-start");
  });

  test("nor may registration end before families have answered", async () => {
    const { state } = unwrap(await loadSeason(other.services, SEASON));
    if (state.timetable === null) throw new Error("no timetable");
    const { acceptance, registration } = state.timetable;
    const outcome = await setTimetable(other.services, {
      ...request("no-registration"),
      timetable: {
        ...state.timetable,
        acceptance: { ...acceptance, closes: "2025-01-01T00:00:00Z" },
      },
      reason: "test",
      expectedVersion: state.version,
    });
    expect(Date.parse(registration.closes)).toBeLessThan(Date.parse("2025-01-01T00:00:00Z"));
    expect(codeOf(outcome)).toBe("timetable.registration-too-short");
  });
});

import { allOf, theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { newDevice, openShareOf, registration } from "@yangguang/core/draw/contributor.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRoll } from "../registry/runs.ts";
import {
  addChild,
  applyFor,
  openTestSeason,
  RUN,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { DICE, FIVE, TestCeremony } from "../testing/ceremony.ts";
import { closeCommits, readDice, readDiceAgain } from "./ceremony.ts";
import { drawFromCeremony, drawLots } from "./draw.ts";
import { takeOwnSteps } from "./platform-contributor.ts";
import { allocateSeats, announceResults, freezeRoll, recomputeRun } from "./runs.ts";
import { settleChildren } from "./settle.ts";
import { propose } from "./two-people.ts";
import { voidRun } from "./void-run.ts";

const CHILDREN = 12;

let platform: TestPlatform;
let play: TestCeremony;

const officer = (id: string) => ({ kind: "bureau", id }) as const;
const ANNA = officer("anna");
const BERND = officer("bernd");
let keys = 0;
const request = (actor = ANNA) => ({ seasonId: SEASON, actor, key: `k${(keys += 1)}` });
const codeOf = (result: Result<unknown>): string => (result.ok ? "done" : result.error.code);

beforeAll(async () => {
  platform = await startTestPlatform();
  play = new TestCeremony(platform.services);
  await openTestSeason(platform, FIVE);
  for (let index = 0; index < CHILDREN; index += 1) {
    const childId = await addChild(platform, index);
    await applyFor(platform, childId, []);
    await settleChildren(platform.services, SEASON, [childId]);
  }
  platform.goToDay(16);
});
afterAll(() => platform.stop());

async function freeze(): Promise<void> {
  unwrap(await propose(platform.services, { ...request(ANNA), what: "freeze" }));
  unwrap(await freezeRoll(platform.services, request(BERND)));
}

test("nothing is frozen before all contributors have registered", async () => {
  unwrap(await propose(platform.services, { ...request(ANNA), what: "freeze" }));
  expect(codeOf(await freezeRoll(platform.services, request(BERND)))).toBe(
    "ceremony.contributors-missing",
  );
});

test("a contributor speaks for itself only", async () => {
  const { run } = await play.season();
  const stranger = newDevice(run, "media", () => new Uint8Array(32).fill(9));
  expect(codeOf(await play.send("notary", registration(stranger)))).toBe("ceremony.not-yours");
  expect(codeOf(await play.send("notary", { t: "announce", run }))).toBe("ceremony.not-yours");
});

test("the freeze takes two people", async () => {
  await play.register();
  expect(codeOf(await freezeRoll(platform.services, request(ANNA)))).toBe("ceremony.second-person");
  await freeze();
  const state = await play.state();
  expect(theOnly(state, "freeze")).toMatchObject({ by: ["anna", "bernd"], n: CHILDREN });
  expect(allOf(state, "commit").map(({ id }) => id)).toEqual(["platform"]);
});

test("dice wait until everybody has committed and every share is found good", async () => {
  const reading = { seasonId: SEASON, actor: ANNA, dice: DICE, reader: "甲" };
  expect(codeOf(await readDice(platform.services, reading))).toBe("ceremony.commits-open");
  expect(codeOf(await closeCommits(platform.services, SEASON))).toBe("ceremony.not-yet");
  await play.commit();
  unwrap(await closeCommits(platform.services, SEASON));
  unwrap(await closeCommits(platform.services, SEASON));
  expect(allOf(await play.state(), "cset")).toHaveLength(1);
});

test("the dice are read by two people, who must agree", async () => {
  const reading = { seasonId: SEASON, actor: ANNA, dice: DICE, reader: "甲" };
  unwrap(await readDice(platform.services, reading));
  const again = (change: object) =>
    readDiceAgain(platform.services, { ...reading, actor: BERND, reader: "乙", ...change });
  expect(codeOf(await again({ actor: ANNA }))).toBe("ceremony.second-person");
  expect(codeOf(await again({ reader: "甲" }))).toBe("ceremony.second-person");
  expect(codeOf(await again({ dice: `${DICE.slice(0, -1)}9` }))).toBe("dice.differ");
  unwrap(await again({}));
  expect(theOnly(await play.state(), "dice")).toMatchObject({ dice: DICE, readers: ["甲", "乙"] });
});

test("an absent contributor's secret is rebuilt by the others", async () => {
  expect(codeOf(await drawFromCeremony(platform.services, request()))).toBe("ceremony.not-yet");
  const [absent = "", ...present] = play.others;
  await play.reveal(present);
  for (const id of present) {
    unwrap(await play.send(id, unwrap(openShareOf(play.device(id), await play.state(), absent))));
  }
  await takeOwnSteps(platform.services, SEASON);
  const state = await play.state();
  expect(allOf(state, "reveal").map(({ id }) => id)).toContain("platform");
  expect(allOf(state, "recover").map(({ id }) => id)).toEqual([absent]);
});

test("the seed gives the lots, the lots the seats, and all is in the log", async () => {
  const { services } = platform;
  expect(
    codeOf(
      await drawLots(services, {
        ...request(),
        dice: DICE,
        diceAgain: DICE,
        readers: ["甲", "乙"],
      }),
    ),
  ).toBe("draw.by-many");
  const drawn = unwrap(await drawFromCeremony(services, request()));
  expect(theOnly(await play.state(), "seed")?.seed).toBe(drawn.state.draw?.seed);
  unwrap(await allocateSeats(services, request()));
  const { outcome } = await recomputeRun(services.db, await play.season());
  expect(theOnly(await play.state(), "outcome")?.placed).toBe(
    outcome.placements.filter(({ school }) => school !== null).length,
  );
});

test("a run is voided by two people, stays in the log, and the next attempt starts anew", async () => {
  const { services } = platform;
  expect(codeOf(await propose(services, { ...request(ANNA), what: "void", reason: " " }))).toBe(
    "void.no-reason",
  );
  unwrap(await propose(services, { ...request(ANNA), what: "void", reason: "名册有误" }));
  expect(codeOf(await voidRun(services, request(ANNA)))).toBe("ceremony.second-person");
  const before = await play.state();
  unwrap(await voidRun(services, request(BERND)));
  const next = await play.season();
  expect(next.run).toBe(RUN.replace(/1$/, "2"));
  expect(next.moment.stage).toBe("published");
  expect(next.state).toMatchObject({ freeze: null, draw: null, outcomeHash: null });
  expect(await readRoll(services.db, RUN)).toHaveLength(CHILDREN);

  await play.register();
  await freeze();
  await play.commit();
  unwrap(await closeCommits(services, SEASON));
  const reading = { seasonId: SEASON, actor: ANNA, dice: DICE, reader: "甲" };
  unwrap(await readDice(services, reading));
  unwrap(await readDiceAgain(services, { ...reading, actor: BERND, reader: "乙" }));
  await play.reveal();
  const drawn = unwrap(await drawFromCeremony(services, request()));
  expect(drawn.state.draw?.seed).not.toBe(theOnly(before, "seed")?.seed);
  unwrap(await allocateSeats(services, request()));
  unwrap(await announceResults(services, request()));
  const roll = await readRoll(services.db, next.run);
  expect(roll).toHaveLength(CHILDREN);
  const logged = await platform.owner.query<{ body: string }>(
    "select body from log_entry where kind = 'app' and run = $1",
    [next.run],
  );
  const rows = new Set(logged.rows.map(({ body }) => (JSON.parse(body) as { c: string }).c));
  for (const { commitment } of roll) expect(rows.has(commitment)).toBe(true);
});

import { randomBytes } from "node:crypto";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import { allOf, theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import {
  commitShares,
  judgeShares,
  newDevice,
  openShareOf,
  registration,
  revealSecret,
} from "@yangguang/core/draw/contributor.ts";
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
import {
  closeCommits,
  contributeEntry,
  loadCeremony,
  readDice,
  readDiceAgain,
} from "./ceremony.ts";
import { loadSeason } from "./context.ts";
import { drawFromCeremony, drawLots } from "./draw.ts";
import { takeOwnSteps } from "./platform-contributor.ts";
import { allocateSeats, announceResults, freezeRoll, recomputeRun } from "./runs.ts";
import { settleChildren } from "./settle.ts";
import { propose } from "./two-people.ts";
import { voidRun } from "./void-run.ts";

const CONTRIBUTORS = ["media", "notary", "parents", "platform", "zz-discipline"];
const DICE = "31415926535897932384626433832795028841971";
const CHILDREN = 12;

let platform: TestPlatform;
const devices = new Map<string, ContributorDevice>();

const officer = (id: string) => ({ kind: "bureau", id }) as const;
const ANNA = officer("anna");
const BERND = officer("bernd");
let keys = 0;
const request = (actor = ANNA) => ({ seasonId: SEASON, actor, key: `k${(keys += 1)}` });
const codeOf = (result: Result<unknown>): string => (result.ok ? "done" : result.error.code);

const season = async () => unwrap(await loadSeason(platform.services, SEASON));
const ceremony = async (): Promise<CeremonyState> =>
  loadCeremony(platform.services.db, await season());
const send = (contributor: string, entry: unknown) =>
  contributeEntry(platform.services, { seasonId: SEASON, contributor, entry });
const device = (id: string): ContributorDevice => {
  const found = devices.get(id);
  if (found === undefined) throw new Error(`no device of ${id}`);
  return found;
};
const others = CONTRIBUTORS.filter((id) => id !== "platform");

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform, {
    contributors: CONTRIBUTORS,
    threshold: 3,
    objectionHours: 0,
    throws: 39,
    beacon: null,
  });
  for (let index = 0; index < CHILDREN; index += 1) {
    const childId = await addChild(platform, index);
    await applyFor(platform, childId, []);
    await settleChildren(platform.services, SEASON, [childId]);
  }
  platform.goToDay(16);
});
afterAll(() => platform.stop());

async function register(): Promise<void> {
  const { run } = await season();
  for (const id of others) {
    devices.set(
      id,
      newDevice(run, id, (bytes) => randomBytes(bytes)),
    );
    unwrap(await send(id, registration(device(id))));
  }
}

async function freeze(): Promise<void> {
  unwrap(await propose(platform.services, { ...request(ANNA), what: "freeze" }));
  unwrap(await freezeRoll(platform.services, request(BERND)));
}

async function commit(): Promise<void> {
  for (const id of others) {
    const made = unwrap(commitShares(device(id), await ceremony(), (bytes) => randomBytes(bytes)));
    devices.set(id, made.device);
    unwrap(await send(id, made.entry));
  }
  for (const id of others) {
    for (const entry of unwrap(judgeShares(device(id), await ceremony()))) {
      unwrap(await send(id, entry));
    }
  }
  await takeOwnSteps(platform.services, SEASON);
}

test("nothing is frozen before all contributors have registered", async () => {
  unwrap(await propose(platform.services, { ...request(ANNA), what: "freeze" }));
  expect(codeOf(await freezeRoll(platform.services, request(BERND)))).toBe(
    "ceremony.contributors-missing",
  );
});

test("a contributor speaks for itself only", async () => {
  const { run } = await season();
  const stranger = newDevice(run, "media", (bytes) => randomBytes(bytes));
  expect(codeOf(await send("notary", registration(stranger)))).toBe("ceremony.not-yours");
  expect(codeOf(await send("notary", { t: "announce", run }))).toBe("ceremony.not-yours");
});

test("the freeze takes two people", async () => {
  await register();
  expect(codeOf(await freezeRoll(platform.services, request(ANNA)))).toBe("ceremony.second-person");
  await freeze();
  const state = await ceremony();
  expect(theOnly(state, "freeze")).toMatchObject({ by: ["anna", "bernd"], n: CHILDREN });
  expect(allOf(state, "commit").map(({ id }) => id)).toEqual(["platform"]);
});

test("dice wait until everybody has committed and every share is found good", async () => {
  const reading = { seasonId: SEASON, actor: ANNA, dice: DICE, reader: "甲" };
  expect(codeOf(await readDice(platform.services, reading))).toBe("ceremony.commits-open");
  expect(codeOf(await closeCommits(platform.services, SEASON))).toBe("ceremony.not-yet");
  await commit();
  unwrap(await closeCommits(platform.services, SEASON));
  unwrap(await closeCommits(platform.services, SEASON));
  expect(allOf(await ceremony(), "cset")).toHaveLength(1);
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
  expect(theOnly(await ceremony(), "dice")).toMatchObject({ dice: DICE, readers: ["甲", "乙"] });
});

test("an absent contributor's secret is rebuilt by the others", async () => {
  expect(codeOf(await drawFromCeremony(platform.services, request()))).toBe("ceremony.not-yet");
  const [absent = "", ...present] = others;
  for (const id of present) {
    unwrap(await send(id, unwrap(revealSecret(device(id), await ceremony()))));
    unwrap(await send(id, unwrap(openShareOf(device(id), await ceremony(), absent))));
  }
  await takeOwnSteps(platform.services, SEASON);
  const state = await ceremony();
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
  expect(theOnly(await ceremony(), "seed")?.seed).toBe(drawn.state.draw?.seed);
  unwrap(await allocateSeats(services, request()));
  const { outcome } = await recomputeRun(services.db, await season());
  expect(theOnly(await ceremony(), "outcome")?.placed).toBe(
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
  const before = await ceremony();
  unwrap(await voidRun(services, request(BERND)));
  const next = await season();
  expect(next.run).toBe(RUN.replace(/1$/, "2"));
  expect(next.moment.stage).toBe("published");
  expect(next.state).toMatchObject({ freeze: null, draw: null, outcomeHash: null });
  expect(await readRoll(services.db, RUN)).toHaveLength(CHILDREN);

  await register();
  await freeze();
  await commit();
  unwrap(await closeCommits(services, SEASON));
  const reading = { seasonId: SEASON, actor: ANNA, dice: DICE, reader: "甲" };
  unwrap(await readDice(services, reading));
  unwrap(await readDiceAgain(services, { ...reading, actor: BERND, reader: "乙" }));
  for (const id of others) {
    unwrap(await send(id, unwrap(revealSecret(device(id), await ceremony()))));
  }
  await takeOwnSteps(services, SEASON);
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

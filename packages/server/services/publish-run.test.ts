import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tagHash, toHex } from "@yangguang/core/draw/encoding.ts";
import { formatTrust } from "@yangguang/core/log/trust.ts";
import { folderOf } from "@yangguang/core/verify/folder.ts";
import { verifyReceipt } from "@yangguang/core/verify/verify-receipt.ts";
import { verifyRun } from "@yangguang/core/verify/verify-run.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logFolder } from "../public-log/log-folder.ts";
import { findApplication } from "../registry/applications.ts";
import { DICE, FIVE, TestCeremony } from "../testing/ceremony.ts";
import {
  addChild,
  applyFor,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { testWitnesses } from "../testing/public-log.ts";
import { closeCommits, readDice, readDiceAgain } from "./ceremony.ts";
import type { Services } from "./context.ts";
import { drawFromCeremony } from "./draw.ts";
import { takeOwnSteps } from "./platform-contributor.ts";
import type { LogPublisher } from "./publish-log.ts";
import { publishedRun } from "./publish-run.ts";
import { receiptOf } from "./receipts.ts";
import { allocateSeats, announceResults, freezeRoll } from "./runs.ts";
import { settleChildren } from "./settle.ts";
import { propose } from "./two-people.ts";

const CHILDREN = 40;
const officer = (id: string) => ({ kind: "bureau", id }) as const;
const ANNA = officer("anna");
const BERND = officer("bernd");

let platform: TestPlatform;
let folder: string;
let services: Services;
let publisher: LogPublisher;
let play: TestCeremony;
let trust: string;
const applications: string[] = [];
let keys = 0;
const request = (actor = ANNA) => ({ seasonId: SEASON, actor, key: `k${(keys += 1)}` });

/** A platform whose log three witnesses watch, and a season with five contributors to its draw. */
beforeAll(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), "yangguang-run-"));
  const witnesses = testWitnesses(platform.services);
  const trustFile = formatTrust(witnesses.trust);
  trust = toHex(tagHash("xadm/v1/trust", Buffer.from(trustFile)));
  const { quorum } = witnesses.trust;
  const publicLog = { trust, quorum, trustFile, build: "b".repeat(64), files: logFolder(folder) };
  services = { ...platform.services, publicLog };
  publisher = witnesses.publisher(services, folder);
  play = new TestCeremony(services);
  await openTestSeason({ ...platform, services }, FIVE);
  for (let index = 0; index < CHILDREN; index += 1) {
    const childId = await addChild(platform, index);
    applications.push((await applyFor(platform, childId, [])).application.id);
    await settleChildren(services, SEASON, [childId]);
  }
  platform.goToDay(16);
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

async function conduct(): Promise<void> {
  await play.register();
  unwrap(await propose(services, { ...request(ANNA), what: "freeze" }));
  unwrap(await freezeRoll(services, request(BERND)));
  await play.commit();
  expect(await closeCommits(services, SEASON)).toMatchObject({
    error: { code: "ceremony.not-cosigned" },
  });
  await publisher.publish();
  unwrap(await closeCommits(services, SEASON));
  await publisher.publish();
  const reading = { seasonId: SEASON, actor: ANNA, dice: DICE, reader: "甲" };
  unwrap(await readDice(services, reading));
  unwrap(await readDiceAgain(services, { ...reading, actor: BERND, reader: "乙" }));
  await publisher.publish();
  await takeOwnSteps(services, SEASON);
  await play.reveal();
  unwrap(await drawFromCeremony(services, request()));
  await publisher.publish();
  unwrap(await allocateSeats(services, request()));
  await publisher.publish();
  unwrap(await announceResults(services, request()));
  await publisher.publish();
}

const failing = ({ checks }: Awaited<ReturnType<typeof verifyRun>>): readonly string[] =>
  checks
    .filter(({ result }) => result === "fails")
    .map(({ check, message }) => `${check}: ${message.en}`);

test("a run of the platform, from the first family to the announcement, verifies as a whole", async () => {
  await publisher.publish();
  const before = unwrap(await publishedRun(services, await play.season(), 1));
  const early = await verifyRun(folderOf(before), { trust });
  expect(failing(early)).toEqual([]);
  expect(early.verdict).toBe("holds-so-far");

  await conduct();
  const files = unwrap(await publishedRun(services, await play.season(), 1));
  const report = await verifyRun(folderOf(files), { trust });
  expect(failing(report)).toEqual([]);
  expect(report.verdict).toBe("holds");
  expect(
    report.checks.filter(({ result }) => result === "absent").map(({ check }) => check),
  ).toEqual([]);
});

test("every family holds a receipt that the run bears out", async () => {
  const files = unwrap(await publishedRun(services, await play.season(), 1));
  for (const id of applications.slice(0, 3)) {
    const application = await findApplication(services.db, id);
    if (application === undefined) throw new Error("no application");
    const text = await receiptOf(services, application);
    const report = await verifyReceipt(Buffer.from(text ?? ""), { trust, folder: folderOf(files) });
    expect(report.checks.filter(({ result }) => result === "fails")).toEqual([]);
    expect(report.verdict).toBe("holds");
  }
});

test("no public file holds a name, a number or an address", async () => {
  const files = unwrap(await publishedRun(services, await play.season(), 1));
  for (const [path, bytes] of files) {
    if (path === "policy.yaml") continue;
    const text = Buffer.from(bytes).toString("utf8");
    expect(text, path).not.toMatch(/测试|家长|990000\d{12}/);
  }
});

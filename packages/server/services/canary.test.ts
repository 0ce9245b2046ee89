import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts } from "@yangguang/core/domain/facts.ts";
import { residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { runFolder } from "@yangguang/core/season/publication.ts";
import { readPlan } from "@yangguang/core/verify/read-plan.ts";
import { tagHash, toHex } from "@yangguang/core/draw/encoding.ts";
import { formatTrust } from "@yangguang/core/log/trust.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logFolder } from "../public-log/log-folder.ts";
import { findApplication } from "../registry/applications.ts";
import { inTransaction } from "../registry/connect.ts";
import { addKinships } from "../registry/people.ts";
import { DICE, FIVE, TestCeremony } from "../testing/ceremony.ts";
import type { TestPlatform } from "../testing/platform.ts";
import {
  A1_FACTS,
  form,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import { testWitnesses } from "../testing/public-log.ts";
import type { TestSite, Visitor } from "../testing/site.ts";
import { startTestSite } from "../testing/site.ts";
import { closeCommits, readDice, readDiceAgain } from "./ceremony.ts";
import type { Services } from "./context.ts";
import { drawFromCeremony } from "./draw.ts";
import { recordAnswers } from "./facts.ts";
import type { PersonDetails } from "./people.ts";
import { registerPeople } from "./people.ts";
import { takeOwnSteps } from "./platform-contributor.ts";
import type { LogPublisher } from "./publish-log.ts";
import { publishedRun } from "./publish-run.ts";
import { approveCase } from "./review.ts";
import { allocateSeats, announceResults, freezeRoll } from "./runs.ts";
import { settleChildren } from "./settle.ts";
import { CONSENT_PURPOSES, submitForms } from "./submit.ts";
import { propose } from "./two-people.ts";

/** Enough of one kind to be a public group, and two of another, who must not be one. */
const MANY = 12;
const FEW = 2;
const ANNA = { kind: "bureau", id: "anna" } as const;
const BERND = { kind: "bureau", id: "bernd" } as const;

/** Words and numbers that stand nowhere but where they are planted: none may ever come out. */
const REMARKED = "金丝雀路77号";
const PHONE = "13900007777";
const DISPUTED = `请打电话${PHONE}，我家住在金丝雀巷`;
const NOTED = "金丝雀审核记录";
const CONFIRMED = "金丝雀房产证";

const canaryNumber = (birth: string, index: number): string => {
  const first17 = `990077${birth}${String(index).padStart(3, "0")}`;
  return first17 + residentIdCheckDigit(first17);
};

const canary = (birthDate: "2018-03-15" | "1990-05-05", name: string, index: number) =>
  ({
    document: {
      kind: "resident-id",
      number: canaryNumber(birthDate.replaceAll("-", ""), index),
    },
    name: `金丝雀${name}${"甲乙丙丁戊己庚辛壬癸子丑寅卯"[index] ?? ""}`,
    birthDate,
  }) as PersonDetails;

const children = Array.from({ length: MANY + FEW }, (_, at) => canary("2018-03-15", "童", at));
const guardians = children.map((_, at) => canary("1990-05-05", "亲", at));

/** Every canary, and each part of one that would give it away. */
const PLANTED: readonly string[] = [
  "金丝雀",
  "990077",
  PHONE,
  ...[...children, ...guardians].flatMap(({ name, document }) => [name, document.number]),
];

const OTHER_ZONE: Facts = {
  ...A1_FACTS,
  "child.hukouZone": "Z02",
  "parent.hukouZone": "Z02",
  "property.zone": "Z02",
};

let platform: TestPlatform;
let folder: string;
let services: Services;
let publisher: LogPublisher;
let play: TestCeremony;
let site: TestSite;
let visitor: Visitor;
let keys = 0;
const request = (actor: typeof ANNA | typeof BERND = ANNA) => ({
  seasonId: SEASON,
  actor,
  key: `k${(keys += 1)}`,
});

const SOURCES = [
  "household",
  "property",
  "social-insurance",
  "residence",
  "lease",
  "special-status",
] as const;

/** A child, its guardian, and what the agencies know and remark: all of it with canaries. */
async function plantChild(index: number): Promise<string> {
  const facts = index < MANY ? A1_FACTS : OTHER_ZONE;
  const [child, guardian] = [children[index], guardians[index]];
  if (child === undefined || guardian === undefined) throw new Error("no such child");
  return inTransaction(services.db, async (tx) => {
    const now = new Date(services.clock());
    const [childId, guardianId] = await registerPeople(tx, services, [child, guardian], now);
    if (childId === undefined || guardianId === undefined) throw new Error("nobody registered");
    await addKinships(tx, [
      {
        child_id: childId,
        relative_id: guardianId,
        relation: "mother",
        guardian: true,
        custody: true,
        source: "household",
        as_of: now,
      },
    ]);
    const remark = failure("agency.address", `登记地址：${REMARKED}`, `Address: ${REMARKED}`);
    const answers = SOURCES.map((source, place) => ({
      childId,
      source,
      facts: place === 0 ? facts : {},
      asOf: now,
      remarks: [remark],
      applicantId: guardianId,
    }));
    await recordAnswers(tx, SEASON, now, answers, []);
    return childId;
  });
}

/** The first family disputes a fact in its own words, and an officer confirms it in hers. */
async function apply(childId: string, disputes: boolean): Promise<void> {
  const [outcome] = await submitForms(services, SEASON, [
    {
      action: "apply",
      childId,
      form: {
        ...form([]),
        disputes: disputes ? [{ fact: "property.since", note: DISPUTED }] : [],
      },
      consents: CONSENT_PURPOSES,
      guardianId: null,
      actor: { kind: "guardian", id: "g" },
      key: `apply-${childId}`,
    },
  ]);
  if (outcome === undefined) throw new Error("no outcome");
  const { application } = unwrap(outcome);
  await settleChildren(services, SEASON, [childId]);
  if (!disputes) return;
  const waiting = await findApplication(services.db, application.id);
  unwrap(
    await approveCase(services, {
      applicationId: application.id,
      actor: ANNA,
      key: "approve",
      expectedVersion: waiting?.state.version ?? 0,
      confirmed: [{ fact: "property.since", value: "2014-01-01", note: CONFIRMED }],
      note: NOTED,
    }),
  );
}

async function conduct(): Promise<void> {
  await publisher.publish();
  await play.register();
  unwrap(await propose(services, { ...request(ANNA), what: "freeze" }));
  unwrap(await freezeRoll(services, request(BERND)));
  await play.commit();
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

/** A whole watched run of families of canaries, and the web site on which anybody sees it. */
beforeAll(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), "yangguang-canary-"));
  const witnesses = testWitnesses(platform.services);
  const trustFile = formatTrust(witnesses.trust);
  const trust = toHex(tagHash("xadm/v1/trust", Buffer.from(trustFile)));
  const { quorum } = witnesses.trust;
  const publicLog = { trust, quorum, trustFile, build: "b".repeat(64), files: logFolder(folder) };
  services = { ...platform.services, publicLog };
  publisher = witnesses.publisher(services, folder);
  play = new TestCeremony(services);
  await openTestSeason({ ...platform, services }, FIVE);
  for (const index of children.keys()) await apply(await plantChild(index), index === 0);
  platform.goToDay(16);
  await conduct();
  site = await startTestSite(services);
  visitor = await site.visitor(null);
});

afterAll(async () => {
  await site?.stop();
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Which canaries a text holds. */
const foundIn = (text: string): readonly string[] =>
  PLANTED.filter((each) => text.includes(each) || text.includes(encodeURIComponent(each)));

const published = async () => unwrap(await publishedRun(services, await play.season(), 1));

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("utf8");

test("the canaries are there, where they belong", async () => {
  const { rows } = await platform.owner.query<{ readonly held: string }>(
    "select string_agg(note, ' ') as held from fact where note is not null",
  );
  expect(rows[0]?.held).toContain(CONFIRMED);
  expect(foundIn(`pid,school\n${DISPUTED}`)).toEqual(["金丝雀", PHONE]);
});

describe("no canary stands", () => {
  test("in a published file", async () => {
    const files = await published();
    expect(files.size).toBeGreaterThan(15);
    for (const [path, bytes] of files) expect(foundIn(textOf(bytes)), path).toEqual([]);
  });

  test("in an entry of the log", async () => {
    const { rows } = await platform.owner.query<{ readonly body: string }>(
      "select body from log_entry",
    );
    expect(rows.length).toBeGreaterThan(MANY + FEW);
    for (const { body } of rows) expect(foundIn(body), body).toEqual([]);
  });

  test("on a page that anybody can open", async () => {
    const [pid = ""] =
      textOf((await published()).get("roll.csv"))
        .split("\n")[1]
        ?.split(",") ?? [];
    const paths = [
      "/",
      "/run",
      "/run/ceremony.json",
      "/results",
      "/results.csv",
      `/results/${pid}`,
      "/cutoffs",
      "/verify",
      "/schools",
      "/policy",
      "/how",
    ];
    for (const path of paths) {
      const page = await visitor.open(path);
      expect(page.status, path).toBe(200);
      expect(foundIn(page.html), path).toEqual([]);
    }
  });

  test("on a page that says what went wrong, which is the same for a child who is not known", async () => {
    const templates = [
      "/results/*",
      "/results?pid=*",
      "/results/*/more",
      "/run/*/files/roll.csv",
      "/run/1/files/*",
      "/*",
      "/family/applications/*",
    ];
    const [child] = children;
    const pairs: readonly (readonly [string, string])[] = [
      [child?.document.number ?? "", canaryNumber("20180315", 999)],
      [child?.name ?? "", "金丝雀童陌"],
    ];
    for (const template of templates) {
      for (const [known, stranger] of pairs) {
        const [ours, theirs] = [await refused(template, known), await refused(template, stranger)];
        expect(ours, template).toBe(theirs);
        expect(foundIn(ours), template).toEqual([]);
      }
    }
  });
});

/** The page that answers a question it cannot answer, without what was asked and its own number. */
async function refused(template: string, asked: string): Promise<string> {
  const page = await visitor.open(template.replace("*", encodeURIComponent(asked)));
  expect(page.status, template).toBeGreaterThanOrEqual(300);
  return `${page.status} ${page.to} ${page.html}`
    .replaceAll(encodeURIComponent(encodeURIComponent(asked)), "…")
    .replaceAll(encodeURIComponent(asked), "…")
    .replaceAll(asked, "…")
    .replaceAll(/<span class="code">[^<]*<\/span>/g, "…");
}

describe("a group smaller than five", () => {
  test("is not counted by itself at the freeze", async () => {
    const { rows } = await platform.owner.query<{ readonly body: string }>(
      "select body from log_entry where kind = 'freeze'",
    );
    const { counts, n } = JSON.parse(rows[0]?.body ?? "{}") as {
      readonly counts: Readonly<Record<string, number>>;
      readonly n: number;
    };
    expect(n).toBe(MANY + FEW);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(5);
  });

  test("has no cutoff in the published files", async () => {
    const cutoffs = textOf((await published()).get("cutoffs.csv"));
    expect(cutoffs).toContain(",dasixiang,,fewer-than-5,,\n");
    expect(cutoffs).toMatch(/,jiefang,,12,[^\n]*,[0-9a-f]{64}\n/);
  });

  test("stops publication where it cannot be withheld", async () => {
    const files = await published();
    const plan = readPlan(files.get("plan.json") ?? new Uint8Array());
    const refusedFolder = runFolder({
      plan: unwrap(plan),
      policy: new Uint8Array(),
      trust: "",
      roll: { children: [], counts: { A1: MANY, C: FEW } },
      announced: null,
      log: new Map(),
    });
    expect(refusedFolder).toMatchObject({
      ok: false,
      error: [{ code: "publication.small-group", place: "C" }],
    });
  });
});

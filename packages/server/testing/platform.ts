import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { Facts } from "@yangguang/core/domain/facts.ts";
import { residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import type { CeremonyRules } from "@yangguang/core/domain/season.ts";
import { PLATFORM_ALONE } from "@yangguang/core/domain/season.ts";
import type { Timetable, Window } from "@yangguang/core/domain/timetable.ts";
import type { Pool, PoolConfig } from "pg";
import { createPool } from "../database/access.ts";
import { createTestDatabase } from "../database/test-database.ts";
import { makeKeyring } from "../keys/keyring.ts";
import { connectRegistry, inTransaction } from "../registry/connect.ts";
import { addKinships } from "../registry/people.ts";
import { enqueue } from "../registry/queue.ts";
import type { ActionDone } from "../services/act.ts";
import { PLATFORM } from "../services/act.ts";
import { NO_AGENCIES } from "../services/agencies.ts";
import type { Services } from "../services/context.ts";
import { makePolicyShelf, UNWATCHED } from "../services/context.ts";
import { recordAnswers } from "../services/facts.ts";
import type { PersonDetails } from "../services/people.ts";
import { registerPeople } from "../services/people.ts";
import { publishPolicy } from "../services/season-acts.ts";
import { CONSENT_PURPOSES, submitForms } from "../services/submit.ts";

const DAY = 86_400_000;
export const OPENING = Date.parse("2024-06-01T09:00:00+08:00");

const window = (fromDay: number, toDay: number): Window => ({
  opens: new Date(OPENING + fromDay * DAY).toISOString(),
  closes: new Date(OPENING + toDay * DAY).toISOString(),
});

export const TIMETABLE: Timetable = {
  application: window(0, 10),
  review: window(0, 15),
  acceptance: window(20, 25),
  registration: window(25, 30),
};

export const SEASON = "yongkang-2024-primary";
export const RUN = "永康/2024/primary/1";
export const POLICY_SOURCE = readFileSync(
  new URL("../../../policies/yongkang-urban-primary-2024.yaml", import.meta.url),
  "utf8",
);

/** Facts of a child of category A1 in zone Z01, as the agencies would give them. */
export const A1_FACTS: Facts = {
  "child.birthDate": "2018-03-15",
  "child.hukouRegion": "city",
  "child.hukouZone": "Z01",
  "child.hukouSince": "2018-04-01",
  "child.hukouKind": "family",
  "parent.hukouZone": "Z01",
  "parent.hukouRegion": "city",
  "parent.hukouSince": "2015-01-01",
  "grandparent.hukouZone": null,
  "guardian.birthDate": "1990-05-05",
  "property.zone": "Z01",
  "property.since": "2016-01-01",
  "property.share": 100,
  "property.ancestral": false,
  "grandparent.propertyZone": null,
  "insurance.months": 60,
  "insurance.pensionMonths": 60,
  "employment.stable": true,
  "residence.permitValid": false,
  "residence.bothPermits": false,
  "residence.since": null,
  "education.level": "college",
  "skill.level": "none",
  "honour.level": "none",
  "volunteer.hours": 0,
  "lease.zone": null,
  "lease.since": null,
  "housing.special": false,
  "special.status": "none",
};

/** The platform's services on a database of the test's own, with a clock that the test sets. */
export interface TestPlatform {
  readonly services: Services;
  readonly pool: Pool;
  readonly owner: Pool;
  /** Moves to a day of the timetable, counted from the opening of applications. */
  goToDay(day: number): void;
  stop(): Promise<void>;
}

export async function startTestPlatform(): Promise<TestPlatform> {
  const database = await createTestDatabase();
  const platform = platformOn(testPool(database.app), testPool(database.owner));
  return {
    ...platform,
    async stop() {
      await platform.stop();
      await database.drop();
    },
  };
}

export const testPool = (config: PoolConfig): Pool => createPool(config, () => {});

/** Services on any migrated database. */
export function platformOn(pool: Pool, owner: Pool): TestPlatform {
  let now = OPENING + DAY;
  const services: Services = {
    db: connectRegistry(pool),
    clock: () => now,
    random: (bytes) => randomBytes(bytes),
    keys: makeKeyring(new Uint8Array(32).fill(7)),
    agencies: NO_AGENCIES,
    enqueue,
    policies: makePolicyShelf(),
    publicLog: UNWATCHED,
  };
  return {
    services,
    pool,
    owner,
    goToDay: (day) => {
      now = OPENING + day * DAY;
    },
    async stop() {
      await pool.end();
      await owner.end();
    },
  };
}

/** @param ceremony who contributes to the draw; the platform alone where absent */
export async function openTestSeason(
  { services }: TestPlatform,
  ceremony: CeremonyRules = PLATFORM_ALONE,
): Promise<void> {
  const published = await publishPolicy(
    services,
    {
      id: SEASON,
      run: RUN,
      policySource: POLICY_SOURCE,
      timetable: TIMETABLE,
      zoneMap: null,
      ceremony,
    },
    PLATFORM,
  );
  if (!published.ok) throw new Error(JSON.stringify(published.error, null, 2));
}

/** An invented child; `index` makes the number unique. The area code 990000 is nobody's. */
export function inventChild(index: number): PersonDetails {
  const first17 = `99000020180315${String(index).padStart(3, "0")}`;
  return {
    document: { kind: "resident-id", number: first17 + residentIdCheckDigit(first17) },
    name: `测试${"甲乙丙丁戊己庚辛壬癸"[index % 10] ?? ""}`,
    birthDate: "2018-03-15" as PlainDate,
  };
}

/** Registers a child about whom every agency has answered. */
export async function addChild(
  { services }: TestPlatform,
  index: number,
  facts: Facts = A1_FACTS,
): Promise<string> {
  return inTransaction(services.db, async (tx) => {
    const now = new Date(services.clock());
    const [childId] = await registerPeople(tx, services, [inventChild(index)], now);
    if (childId === undefined) throw new Error("no child");
    const sources = [
      "household",
      "property",
      "social-insurance",
      "residence",
      "lease",
      "special-status",
    ] as const;
    const answers = sources.map((source, place) => ({
      childId,
      source,
      facts: place === 0 ? facts : {},
      asOf: now,
      remarks: [],
    }));
    await recordAnswers(tx, SEASON, now, answers, []);
    return childId;
  });
}

/** An invented guardian; `index` makes the number unique among guardians. */
export function inventGuardian(index: number): PersonDetails {
  const first17 = `99000019900505${String(index).padStart(3, "0")}`;
  return {
    document: { kind: "resident-id", number: first17 + residentIdCheckDigit(first17) },
    name: `家长${"甲乙丙丁戊己庚辛壬癸"[index % 10] ?? ""}`,
    birthDate: "1990-05-05" as PlainDate,
  };
}

/** Registers a guardian of these children. */
export async function addGuardian(
  { services }: TestPlatform,
  index: number,
  childIds: readonly string[],
): Promise<string> {
  return inTransaction(services.db, async (tx) => {
    const now = new Date(services.clock());
    const [guardianId] = await registerPeople(tx, services, [inventGuardian(index)], now);
    if (guardianId === undefined) throw new Error("no guardian");
    await addKinships(
      tx,
      childIds.map((childId) => ({
        child_id: childId,
        relative_id: guardianId,
        relation: "mother",
        guardian: true,
        custody: true,
        source: "household",
        as_of: now,
      })),
    );
    return guardianId;
  });
}

export const form = (choices: readonly string[] = ["jiefang"]) => ({
  choices,
  consentsToRedistribution: true,
  lotGroup: null,
  disputes: [],
});

export const unwrap = <Value>(
  result: { ok: true; value: Value } | { ok: false; error: unknown },
): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** The child's guardian applies, with one click, and is acknowledged. */
export async function applyFor(
  { services }: TestPlatform,
  childId: string,
  choices?: readonly string[],
): Promise<ActionDone> {
  const [outcome] = await submitForms(services, SEASON, [
    {
      action: "apply",
      childId,
      form: form(choices),
      consents: CONSENT_PURPOSES,
      guardianId: null,
      actor: { kind: "guardian", id: "g" },
      key: "first-click",
    },
  ]);
  if (outcome === undefined) throw new Error("no outcome");
  return unwrap(outcome);
}

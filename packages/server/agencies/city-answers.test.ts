import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Facts } from "@yangguang/core/domain/facts.ts";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { formatPoints } from "@yangguang/core/domain/points.ts";
import { decide } from "@yangguang/core/policy/decide.ts";
import type { Decision } from "@yangguang/core/policy/decision.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { DemoChild } from "../demo/city.ts";
import { loadCity } from "../demo/load-city.ts";
import { makeZoneIndex } from "../zones/zone-index.ts";
import type { Family } from "./agency.ts";
import type { ConnectedAgencies } from "./connect.ts";
import { connectAgencies } from "./connect.ts";
import { startAgencySimulators } from "./simulators.ts";

const POLICY_FILE = fileURLToPath(
  new URL("../../../policies/yongkang-urban-primary-2024.yaml", import.meta.url),
);

const LOOK_UP = { purpose: "admission", consentRef: "test", correlationId: "test" } as const;
const ASKERS = 12;

async function familyOf(agencies: ConnectedAgencies, child: DemoChild): Promise<Family> {
  const signal = AbortSignal.timeout(30_000);
  const family = await agencies.household?.fetchFamily(child.applicant, LOOK_UP, signal);
  if (!family?.ok) throw new Error(`no family for ${child.person.id}`);
  return family.value;
}

/** What all agencies together say of a child, the household register first. */
async function factsOf(
  agencies: ConnectedAgencies,
  policy: Policy,
  child: DemoChild,
): Promise<Facts> {
  const { children } = await familyOf(agencies, child);
  const found = children.find(({ document }) => document.number === child.person.document.number);
  if (found === undefined) throw new Error(`${child.person.id} is not its guardian's`);
  const query = {
    ...LOOK_UP,
    child: found,
    guardians: found.guardians,
    grandparents: found.grandparents,
    countedTo: policy.referenceDate,
  };
  const facts: { -readonly [Id in keyof Facts]: Facts[Id] } = {};
  for (const client of agencies.clients.values()) {
    const zone = facts["child.hukouZone"];
    const hukouZone = typeof zone === "string" ? brandAs<ZoneId>(zone) : null;
    const signal = AbortSignal.timeout(30_000);
    const answer = await client.fetchFacts(Object.assign({ hukouZone }, query), signal);
    if (answer.ok) Object.assign(facts, answer.value.facts);
  }
  return facts;
}

async function decideAll(
  seed: number,
  children: number,
): Promise<{ readonly child: DemoChild; readonly decision: Decision }[]> {
  const { policy, city } = loadCity({ policy: POLICY_FILE, seed, children });
  const simulators = await startAgencySimulators(city, { host: "127.0.0.1" });
  try {
    const agencies = connectAgencies(simulators.urls, makeZoneIndex(city.zoneMap));
    const decided: { child: DemoChild; decision: Decision }[] = [];
    const queue = [...city.children];
    const work = async (): Promise<void> => {
      for (let child = queue.pop(); child !== undefined; child = queue.pop()) {
        decided.push({ child, decision: decide(policy, await factsOf(agencies, policy, child)) });
      }
    };
    await Promise.all(Array.from({ length: ASKERS }, work));
    return decided;
  } finally {
    await simulators.stop();
  }
}

const outcomeOf = (decision: Decision): string =>
  decision.kind === "decided" ? decision.category : decision.kind;

describe("a city's answers", () => {
  let decided: Awaited<ReturnType<typeof decideAll>>;
  beforeAll(async () => {
    decided = await decideAll(1, 400);
  });

  test("make a plausible season", () => {
    const counts = Map.groupBy(decided, ({ decision }) => outcomeOf(decision));
    const percent = (outcome: string): number =>
      (100 * (counts.get(outcome)?.length ?? 0)) / decided.length;

    expect(percent("A1")).toBeGreaterThan(35);
    expect(percent("A1")).toBeLessThan(52);
    expect(percent("A2")).toBeGreaterThan(2);
    expect(percent("B")).toBeGreaterThan(0.5);
    expect(percent("C")).toBeGreaterThan(7);
    expect(percent("C")).toBeLessThan(18);
    expect(percent("D")).toBeGreaterThan(1);
    expect(percent("M")).toBeGreaterThan(20);
    expect(percent("M")).toBeLessThan(38);
    expect(percent("O")).toBeLessThan(12);
    expect(percent("undecided")).toBeLessThan(10);
    expect(percent("not-admitted")).toBeLessThan(2);
  });

  test("leave open only what was made awkward, or has no parent to check", () => {
    for (const { child, decision } of decided) {
      if (decision.kind !== "undecided" || child.awkward !== null) continue;
      expect([child.family, decision.missing]).toEqual([
        child.family,
        expect.arrayContaining(["parent.hukouZone"]),
      ]);
    }
  });
});

test.each([1, 2, 3])("families to try show what they promise, with seed %i", async (seed) => {
  const decided = await decideAll(seed, 1);
  const outcomes = Object.fromEntries(
    decided.map(({ child, decision }) => [child.family, outcomeOf(decision)]),
  );
  expect(outcomes).toEqual({
    "demo-a1": "A1",
    "demo-a2": "A2",
    "demo-talent": "B",
    "demo-property": "C",
    "demo-collective": "D",
    "demo-migrant-high": "M",
    "demo-migrant-middling": "M",
    "demo-twins": "A1",
    "demo-rare-name": "A1",
    "demo-long-name": "M",
    "demo-foreign": "B",
    "demo-unknown-address": "undecided",
    "demo-grandmother": "undecided",
    "demo-too-young": "not-admitted",
  });
  const points = (family: string): number => {
    const decision = decided.find(({ child }) => child.family === family)?.decision;
    if (decision?.kind !== "decided" || decision.points === null) throw new Error(family);
    return Number(formatPoints(decision.points));
  };
  expect(points("demo-migrant-high")).toBeGreaterThanOrEqual(120);
  expect(points("demo-migrant-middling")).toBeGreaterThanOrEqual(100);
  expect(points("demo-migrant-middling")).toBeLessThan(120);
});

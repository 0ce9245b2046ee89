import type { FactSource, Facts } from "@yangguang/core/domain/facts.ts";
import { isFactId, SOURCE_LABELS } from "@yangguang/core/domain/facts.ts";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { AgencyQuery, AgencyRelative, KinRelation } from "../agencies/agency.ts";
import { agencyChecks, currentFacts, lastConsenting } from "../registry/facts.ts";
import type { RelativeRow } from "../registry/people.ts";
import { peopleByIds, relativesOfChildren } from "../registry/people.ts";
import { inTransaction } from "../registry/connect.ts";
import type { JobSpec } from "../registry/queue.ts";
import type { OpenSeason, Services } from "./context.ts";
import { loadSeason } from "./context.ts";
import type { SourceAnswer, SourceSilence } from "./facts.ts";
import { agencySources, recordAnswers } from "./facts.ts";
import { openPerson } from "./people.ts";

/** How long one agency may take to answer for one child, in milliseconds. */
const AGENCY_TIME_LIMIT_MS = 8000;

/**
 * Asks, for one child, every agency that has not answered yet, and records what they say. An
 * agency that fails is marked as waited for. Safe to repeat at any time. Where another guardian
 * applies now, whose points count then, all are asked anew.
 * The household register is asked first: it names the zone that decides among several titles.
 */
export async function askAgencies(
  services: Services,
  seasonId: string,
  childId: string,
): Promise<void> {
  const season = await loadSeason(services, seasonId);
  if (!season.ok) return;
  const applicantId = await lastConsenting(services.db, seasonId, childId);
  const open = await openSources(services, season.value, childId, applicantId);
  const rounds = [
    open.filter((source) => source === "household"),
    open.filter((source) => source !== "household"),
  ];
  for (const sources of rounds) {
    if (sources.length === 0) continue;
    const query = await queryFor(services, season.value, childId, applicantId);
    if (query !== null) await ask(services, season.value, { childId, applicantId, sources }, query);
  }
}

/** An agency that was silent is left in peace for so long. */
const PAUSE_MS = 20_000;

/** The job that asks the agencies about a child and settles its application. */
export const checkJob = (seasonId: string, childId: string): JobSpec => ({
  name: "check-child",
  payload: { seasonId, childId },
  key: `check-child:${seasonId}:${childId}`,
});

const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Queues the next try for a child whose agencies are silent, after pauses that double. */
export async function checkLater(
  services: Services,
  seasonId: string,
  childId: string,
): Promise<void> {
  const checks = await agencyChecks(services.db, seasonId, [childId]);
  const waiting = checks.filter((check) => check.state === "waiting");
  const tries = Math.max(1, ...waiting.map((check) => check.attempts));
  const pause = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  const runAt = new Date(services.clock() + pause);
  await inTransaction(services.db, (tx) =>
    services.enqueue(tx, [{ ...checkJob(seasonId, childId), runAt }]),
  );
}

/** Asks silent agencies again, for a family that looks at its page; not at every reload. */
export async function askSilentAgencies(
  services: Services,
  seasonId: string,
  childId: string,
): Promise<void> {
  const since = services.clock() - PAUSE_MS;
  const checks = await agencyChecks(services.db, seasonId, [childId]);
  const justAsked = checks.some(
    (check) => check.state === "waiting" && check.updated_at.getTime() > since,
  );
  if (!justAsked) await askAgencies(services, seasonId, childId);
}

interface Round {
  readonly childId: string;
  readonly applicantId: string | null;
  readonly sources: readonly FactSource[];
}

async function ask(
  services: Services,
  season: OpenSeason,
  { childId, applicantId, sources }: Round,
  query: AgencyQuery,
): Promise<void> {
  const outcomes = await Promise.all(
    sources.map(async (source) => ({
      ...(await askOne(services, season.policy, source, query, childId)),
      applicantId,
    })),
  );
  const answers = outcomes.filter((outcome) => "facts" in outcome);
  const silences = outcomes.filter((outcome) => !("facts" in outcome));
  const now = new Date(services.clock());
  await inTransaction(services.db, (tx) => recordAnswers(tx, season.id, now, answers, silences));
}

async function openSources(
  services: Services,
  season: OpenSeason,
  childId: string,
  applicantId: string | null,
): Promise<readonly FactSource[]> {
  const answered = new Set(
    (await agencyChecks(services.db, season.id, [childId]))
      .filter((check) => check.state === "answered")
      .filter((check) => check.applicant_id === null || check.applicant_id === applicantId)
      .map((check) => check.source),
  );
  return agencySources(season.policy).filter((source) => !answered.has(source));
}

async function queryFor(
  services: Services,
  season: OpenSeason,
  childId: string,
  applicantId: string | null,
): Promise<AgencyQuery | null> {
  const [row] = await peopleByIds(services.db, [childId]);
  if (!row) return null;
  const relatives = await relativesOfChildren(services.db, [childId]);
  const guardians = relatives.filter((relative) => relative.guardian);
  const applicantFirst = [
    ...guardians.filter((guardian) => guardian.id === applicantId),
    ...guardians.filter((guardian) => guardian.id !== applicantId),
  ];
  const { document, name } = openPerson(services.keys, row);
  return {
    child: { document, name },
    guardians: applicantFirst.map((guardian) => relativeOf(services, guardian)),
    grandparents: relatives
      .filter((relative) => !relative.guardian)
      .map((relative) => relativeOf(services, relative)),
    hukouZone: await knownHukouZone(services, season.id, childId),
    countedTo: season.policy.referenceDate,
    purpose: "admission",
    consentRef: childId,
    correlationId: Buffer.from(services.random(8)).toString("hex"),
  };
}

function relativeOf(services: Services, row: RelativeRow): AgencyRelative {
  const { document, name } = openPerson(services.keys, row);
  return { document, name, relation: row.relation as KinRelation, custody: row.custody };
}

async function knownHukouZone(
  services: Services,
  seasonId: string,
  childId: string,
): Promise<ZoneId | null> {
  const facts = await currentFacts(services.db, seasonId, [childId]);
  const value = facts.find((fact) => fact.fact === "child.hukouZone")?.value;
  return typeof value === "string" ? brandAs<ZoneId>(value) : null;
}

async function askOne(
  services: Services,
  policy: Policy,
  source: FactSource,
  query: AgencyQuery,
  childId: string,
): Promise<SourceAnswer | SourceSilence> {
  const client = services.agencies.clients.get(source);
  if (!client) return { childId, source, remarks: [notConnected(source)] };
  const answer = await client.fetchFacts(query, AbortSignal.timeout(AGENCY_TIME_LIMIT_MS));
  if (!answer.ok) {
    const { kind, message } = answer.error;
    return { childId, source, remarks: [{ code: `agency.${kind}`, message }] };
  }
  return { childId, source, ...answer.value, facts: askedOnly(policy, source, answer.value.facts) };
}

/** What an agency says beyond what the policy asks is not kept. */
function askedOnly(policy: Policy, source: FactSource, facts: Facts): Facts {
  const asked = new Set(
    policy.asks.filter((ask) => ask.source === source).flatMap((ask) => ask.facts),
  );
  return Object.fromEntries(Object.entries(facts).filter(([id]) => isFactId(id) && asked.has(id)));
}

const notConnected = (source: FactSource) => {
  const { zh, en } = SOURCE_LABELS[source];
  return failure(
    "agency.not-connected",
    `${zh}尚未接通，将由工作人员核实，您无需提交材料。`,
    `${en} is not connected; an officer will check instead. You need not hand in anything.`,
  );
};

import type { ApplicationForm, ApplicationState } from "@yangguang/core/domain/application.ts";
import type { FactSource, Facts } from "@yangguang/core/domain/facts.ts";
import { factDefinition, isFactId } from "@yangguang/core/domain/facts.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { WindowName } from "@yangguang/core/domain/status-table.ts";
import type { Decision, PolicyRefusal } from "@yangguang/core/policy/decision.ts";
import type { SeasonRun } from "@yangguang/core/season/run.ts";
import { applicationsByIds, latestDecisions } from "../registry/applications.ts";
import { batches } from "../registry/batches.ts";
import { inTransaction } from "../registry/connect.ts";
import { PLATFORM } from "./act.ts";
import type { OpenSeason, Services } from "./context.ts";
import { loadSeason } from "./context.ts";
import { recordAnswers } from "./facts.ts";
import type { PersonDetails } from "./people.ts";
import { registerPeople } from "./people.ts";
import { drawLots } from "./draw.ts";
import { allocateSeats, announceResults, freezeRoll, recomputeRun } from "./runs.ts";
import type { NewSeason, SeasonRequest } from "./season-acts.ts";
import { publishPolicy } from "./season-acts.ts";
import { settleChildren } from "./settle.ts";
import { CONSENT_PURPOSES, submitForms } from "./submit.ts";

/** One child of a file: who, what was asked for, and what the agencies would have answered. */
export interface SeasonChild {
  readonly child: PersonDetails;
  readonly form: ApplicationForm;
  readonly facts: Facts;
}

export type SeasonPhase = "submit" | "settle" | "freeze" | "draw" | "allocate" | "announce";

export interface WholeSeasonSettings {
  readonly season: NewSeason;
  readonly children: readonly SeasonChild[];
  /** At least 39 digits. */
  readonly dice: string;
  /** Sets the clock that the services read, in milliseconds since 1970. */
  readonly setClock: (now: number) => void;
  readonly onProgress: (phase: SeasonPhase, done: number, total: number) => void;
}

/** One child's way through the season. */
export interface ChildResult {
  readonly pid: string;
  readonly state: ApplicationState;
  readonly decision: Decision | null;
}

export interface WholeSeason {
  readonly season: OpenSeason;
  readonly run: SeasonRun;
  /** In the order of the children given; a failure where a form was refused. */
  readonly applications: readonly Result<{ readonly applicationId: string }>[];
  /** Results of some of the applications, in the order asked. */
  readonly results: (applicationIds: readonly string[]) => Promise<readonly ChildResult[]>;
}

/** Runs all of a season, as fast as the machine can, through the services that the screens use. */
export async function runWholeSeason(
  services: Services,
  settings: WholeSeasonSettings,
): Promise<Result<WholeSeason, PolicyRefusal>> {
  const published = await publishPolicy(services, settings.season, PLATFORM);
  if (!published.ok) return published;
  const applications = await submitAll(services, settings);
  if (!applications.ok) return err([applications.error]);
  const decided = await conductRun(services, settings);
  if (!decided.ok) return err([decided.error]);
  return ok({
    season: decided.value,
    run: await recomputeRun(services.db, decided.value),
    applications: applications.value.map(({ outcome }) => outcome),
    results: (ids) => childResults(services, ids),
  });
}

interface Submitted {
  readonly childId: string;
  readonly outcome: Result<{ readonly applicationId: string }>;
}

async function submitAll(
  services: Services,
  settings: WholeSeasonSettings,
): Promise<Result<readonly Submitted[]>> {
  const moved = await moveInto(services, settings, "application");
  if (!moved.ok) return moved;
  const submitted: Submitted[] = [];
  for (const batch of batches(settings.children)) {
    submitted.push(...(await submitBatch(services, moved.value, batch)));
    settings.onProgress("submit", submitted.length, settings.children.length);
  }
  let settled = 0;
  for (const batch of batches(submitted)) {
    await settleChildren(
      services,
      settings.season.id,
      batch.map(({ childId }) => childId),
    );
    settled += batch.length;
    settings.onProgress("settle", settled, submitted.length);
  }
  return ok(submitted);
}

async function submitBatch(
  services: Services,
  season: OpenSeason,
  batch: readonly SeasonChild[],
): Promise<readonly Submitted[]> {
  const childIds = await inTransaction(services.db, (tx) =>
    registerPeople(
      tx,
      services,
      batch.map(({ child }) => child),
      new Date(services.clock()),
    ),
  );
  const withIds = batch.map((child, index) => ({ ...child, childId: childIds[index] ?? "" }));
  await recordFile(services, season, withIds);
  const outcomes = await submitForms(
    services,
    season.id,
    withIds.map(({ childId, form }) => ({
      action: "apply",
      childId,
      form,
      consents: CONSENT_PURPOSES,
      guardianId: null,
      actor: { kind: "clerk", id: "file" },
      key: `file:${childId}`,
    })),
  );
  return withIds.map(({ childId }, index) => ({ childId, outcome: idOf(outcomes[index]) }));
}

function idOf(
  outcome: Awaited<ReturnType<typeof submitForms>>[number] | undefined,
): Submitted["outcome"] {
  if (outcome === undefined) throw new Error("a form was not answered");
  return outcome.ok ? ok({ applicationId: outcome.value.application.id }) : outcome;
}

/** The file stands in for every agency: what it leaves empty, no agency will answer later. */
async function recordFile(
  services: Services,
  season: OpenSeason,
  children: readonly { readonly childId: string; readonly facts: Facts }[],
): Promise<void> {
  const asOf = new Date(services.clock());
  const sources = season.policy.asks.map((ask) => ask.source);
  await inTransaction(services.db, (tx) =>
    recordAnswers(
      tx,
      season.id,
      asOf,
      children.flatMap(({ childId, facts }) =>
        sources.map((source) => ({
          childId,
          source,
          facts: factsOf(facts, source),
          asOf,
          remarks: [],
        })),
      ),
      [],
    ),
  );
}

const factsOf = (facts: Facts, source: FactSource): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([id]) => isFactId(id) && factDefinition(id).source === source),
  );

async function conductRun(
  services: Services,
  settings: WholeSeasonSettings,
): Promise<Result<OpenSeason>> {
  const moved = await moveInto(services, settings, "acceptance");
  if (!moved.ok) return moved;
  const request = (key: string): SeasonRequest => ({
    seasonId: settings.season.id,
    actor: PLATFORM,
    key,
  });
  const { dice } = settings;
  const steps: readonly [SeasonPhase, () => Promise<Result<OpenSeason>>][] = [
    ["freeze", () => freezeRoll(services, request("freeze"))],
    [
      "draw",
      () =>
        drawLots(services, {
          ...request("draw"),
          dice,
          diceAgain: dice,
          readers: ["file", "command"],
        }),
    ],
    ["allocate", () => allocateSeats(services, request("allocate"))],
    ["announce", () => announceResults(services, request("announce"))],
  ];
  let season: Result<OpenSeason> = moved;
  for (const [phase, step] of steps) {
    settings.onProgress(phase, 0, 1);
    season = await step();
    if (!season.ok) return season;
    settings.onProgress(phase, 1, 1);
  }
  return season;
}

/** Sets the clock to the opening of a window of the season's timetable. */
async function moveInto(
  services: Services,
  settings: WholeSeasonSettings,
  window: WindowName,
): Promise<Result<OpenSeason>> {
  const season = await loadSeason(services, settings.season.id);
  if (!season.ok) return season;
  settings.setClock(Date.parse(season.value.moment.timetable[window].opens));
  return loadSeason(services, settings.season.id);
}

async function childResults(
  services: Services,
  ids: readonly string[],
): Promise<readonly ChildResult[]> {
  const applications = new Map(
    (await applicationsByIds(services.db, ids)).map((row) => [row.id, row]),
  );
  const decisions = await latestDecisions(services.db, ids);
  return ids.flatMap((id) => {
    const application = applications.get(id);
    if (!application) return [];
    const { pid, state } = application;
    return [{ pid, state, decision: decisions.get(id) ?? null }];
  });
}

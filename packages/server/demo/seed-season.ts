import type { CeremonyRules } from "@yangguang/core/domain/season.ts";
import type { Timetable } from "@yangguang/core/domain/timetable.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import type { PolicyRefusal } from "@yangguang/core/policy/decision.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { listableSchools } from "@yangguang/core/season/choices.ts";
import { PLATFORM } from "../services/act.ts";
import { childFile, listApplications } from "../services/cases.ts";
import { askAgencies, checkLater } from "../services/checks.ts";
import type { Services } from "../services/context.ts";
import { loadSeason } from "../services/context.ts";
import { factsByChild } from "../services/facts.ts";
import {
  consentToChecks,
  ownChildren,
  refreshFamily,
  rememberGuardian,
} from "../services/families.ts";
import type { NewSeason } from "../services/season-acts.ts";
import { publishPolicy } from "../services/season-acts.ts";
import { preview, settleChildren } from "../services/settle.ts";
import { CONSENT_PURPOSES, submitForms } from "../services/submit.ts";
import type { DemoChild, DemoCity } from "./city.ts";
import { seededRandom } from "./random.ts";
import type { Random } from "./random.ts";

const DAY_MS = 24 * 3600 * 1000;
const FAMILIES_AT_ONCE = 8;
const DEMO_ACTOR = { kind: "guardian", id: "demo-city" } as const;

/** Applications opened three days ago; the later windows follow at a season's usual pace. */
export function demoTimetable(now: number): Timetable {
  const day = (offset: number): string => new Date(now + offset * DAY_MS).toISOString();
  return {
    application: { opens: day(-3), closes: day(7) },
    review: { opens: day(-3), closes: day(10) },
    acceptance: { opens: day(14), closes: day(21) },
    registration: { opens: day(21), closes: day(35) },
  };
}

/** Those whom the demo's identity service knows. In real use families have days for objections. */
export const DEMO_CEREMONY: CeremonyRules = {
  contributors: ["discipline", "media", "notary", "parents", "platform"],
  threshold: 3,
  objectionHours: 0,
  throws: 39,
  beacon: null,
};

export interface DemoSeason extends NewSeason {
  readonly city: DemoCity;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Fills a season with the applications of all families of the city but those left to try the
 * product with, through the same services and the same agencies' servers as any family's. Families
 * that have applied already are passed over, so that an interrupted start goes on where it was.
 */
export async function seedDemoSeason(
  services: Services,
  season: DemoSeason,
): Promise<Result<void, PolicyRefusal>> {
  const published = await publishPolicy(services, season, PLATFORM);
  if (!published.ok) return published;
  const families = familiesToSeed(season.city);
  if (await isFilled(services, season.id, families.flat().length)) return ok(undefined);
  let done = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let family = families[next]; family !== undefined; family = families[next]) {
      next += 1;
      await applyFor(services, season, family);
      done += 1;
      season.onProgress(done, families.length);
    }
  };
  await Promise.all(Array.from({ length: FAMILIES_AT_ONCE }, work));
  return ok(undefined);
}

async function isFilled(services: Services, seasonId: string, children: number): Promise<boolean> {
  const { total } = await listApplications(services, seasonId, {}, { offset: 0, limit: 0 });
  return total >= children;
}

/** Children by family, without the families of the demo sign-in. */
function familiesToSeed(city: DemoCity): readonly (readonly DemoChild[])[] {
  const reserved = new Set(city.families.flatMap((family) => family.children));
  const families = Map.groupBy(
    city.children.filter((child) => !reserved.has(child.person)),
    (child) => child.family,
  );
  return [...families.values()];
}

async function applyFor(
  services: Services,
  season: DemoSeason,
  children: readonly DemoChild[],
): Promise<void> {
  const [first] = children;
  if (first === undefined) return;
  const guardianId = await rememberGuardian(services, first.applicant);
  const before = await ownChildren(services, season.id, guardianId, null);
  if (before.length > 0 && before.every(({ application }) => application !== null)) return;
  const known = await refreshFamily(services, guardianId);
  if (!known.ok) return;
  const own = await ownChildren(services, season.id, guardianId, null);
  for (const { child, application } of own) {
    if (application !== null) continue;
    await applyForChild(services, season, guardianId, child.id);
  }
}

async function applyForChild(
  services: Services,
  season: DemoSeason,
  guardianId: string,
  childId: string,
): Promise<void> {
  await consentToChecks(services, season.id, childId, { accountId: DEMO_ACTOR.id, guardianId });
  await askAgencies(services, season.id, childId);
  const choices = await likelyChoices(services, season, childId);
  // Checked here and now, so nothing need be queued.
  const unqueued = { ...services, enqueue: async () => {} };
  const submitted = await submitForms(unqueued, season.id, [
    {
      action: "apply",
      childId,
      form: { choices, consentsToRedistribution: true, lotGroup: null, disputes: [] },
      consents: CONSENT_PURPOSES,
      guardianId,
      actor: DEMO_ACTOR,
      key: `demo:${childId}`,
    },
  ]);
  const [outcome] = submitted;
  if (outcome?.ok === false) throw new Error(`a demo family was refused: ${outcome.error.code}`);
  const waiting = await settleChildren(services, season.id, [childId]);
  if (waiting.length > 0) await checkLater(services, season.id, childId);
}

/** What a family of that category would list: a few schools, the near and the sought-after first. */
async function likelyChoices(
  services: Services,
  season: DemoSeason,
  childId: string,
): Promise<readonly string[]> {
  const open = await loadSeason(services, season.id);
  if (!open.ok) throw new Error("the demo season is missing");
  const { policy } = open.value;
  const { facts } = await childFile(services, season.id, childId);
  const decision = preview(policy, factsByChild(facts).get(childId) ?? {});
  const category = decision.kind === "decided" ? decision.category : null;
  const listable = listableSchools(policy, category);
  return drawChoices(policy, listable, seededRandom(1).fork(childId));
}

function drawChoices(
  policy: Policy,
  listable: ReadonlySet<string>,
  random: Random,
): readonly string[] {
  const weights = Object.fromEntries(
    policy.plan.schools
      .filter((school) => listable.has(school.id))
      .map((school) => [school.id, school.seats]),
  );
  const choices: string[] = [];
  while (choices.length < policy.choices.max && Object.keys(weights).length > 0) {
    const school = random.weighted(weights);
    choices.push(school);
    delete weights[school];
  }
  return choices;
}

import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { FEWEST_THROWS } from "@yangguang/core/draw/dice.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type {
  AllocateView,
  DrawView,
  FreezeView,
  SeasonStepView,
} from "@yangguang/web/officers/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { Account } from "../../services/accounts.ts";
import type { OpenSeason, Services } from "../../services/context.ts";
import type { StatusCount } from "../../services/overview.ts";
import { applicationCounts, offerCounts } from "../../services/overview.ts";
import { cachedRun } from "../../services/run-cache.ts";
import { askedFor, watchRun } from "../../services/run-watch.ts";
import { seasonTrail } from "../../services/trail.ts";
import { categoryLabel, seasonOffer, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { publicResults } from "../public/results-view.ts";
import { liveRunView } from "../run-view.ts";
import { statusCounts } from "../status-counts.ts";
import { doneAt } from "../trail-views.ts";
import { askedView } from "./ceremony-view.ts";
import { ON_ROLL_STATUSES, outcomeSummary, sum } from "./seats.ts";
import type { StepLook } from "./step-route.ts";

/** Families who still expect an answer, and those who got a no. */
const LEFT_OUT: ReadonlySet<ApplicationStatus> = new Set([
  "submitted",
  "in-review",
  "correction",
  "ineligible",
]);

export async function freezeView(
  { services }: HttpContext,
  { season, officer, failures }: StepLook,
): Promise<FreezeView> {
  const counts = await applicationCounts(services, season.id);
  const at = doneAt(await seasonTrail(services, season.id), "freeze");
  const { freeze } = season.state;
  const onRoll = freeze === null ? ["eligible"] : ON_ROLL_STATUSES;
  return {
    season: seasonView(season),
    perCategory: perCategory(season.policy, counts, onRoll),
    leftOut: statusCounts(counts).filter(({ status }) => LEFT_OUT.has(status)),
    freeze: seasonOffer(season, "freeze"),
    frozen:
      freeze === null || at === null ? null : { at, root: freeze.rollRoot, size: freeze.rollSize },
    together: await together(services, season, officer),
    failures,
  };
}

/** Who makes the draw, and who has asked for the freeze; null where the platform is alone. */
async function together(
  services: Services,
  season: OpenSeason,
  officer: Account,
): Promise<FreezeView["together"]> {
  if (season.plan.contributors.length === 1) return null;
  const [watched, asked] = await Promise.all([
    watchRun(services, season),
    askedFor(services, season, "freeze"),
  ]);
  const { contributors } = liveRunView(services, season, watched);
  return { contributors, asked: askedView(asked, officer) };
}

const perCategory = (
  policy: Policy,
  counts: readonly StatusCount[],
  statuses: readonly string[],
): FreezeView["perCategory"] =>
  policy.categories.flatMap(({ id }) => {
    const children = sum(
      counts.filter((one) => one.category === id && statuses.includes(one.status)),
      ({ count }) => count,
    );
    return children === 0 ? [] : [{ category: categoryLabel(policy, id), children }];
  });

export async function drawView(
  { services }: HttpContext,
  { season, form, failures }: StepLook,
): Promise<DrawView> {
  const trail = await seasonTrail(services, season.id);
  const { freeze, draw } = season.state;
  const [frozenAt, drawnAt] = [doneAt(trail, "freeze"), doneAt(trail, "draw")];
  const entered = (name: string): string => form?.text(name) ?? "";
  return {
    kind: "alone",
    season: seasonView(season),
    freezeHash: freeze?.freezeHash ?? null,
    rollSize: freeze?.rollSize ?? null,
    commitment:
      freeze === null || frozenAt === null ? null : { hash: freeze.commitment, at: frozenAt },
    diceAtLeast: FEWEST_THROWS,
    entered: {
      dice: entered(fields.dice),
      diceAgain: entered(fields.diceAgain),
      reader: entered(fields.reader),
      secondReader: entered(fields.secondReader),
    },
    draw: seasonOffer(season, "draw"),
    drawn:
      draw === null || drawnAt === null ? null : { at: drawnAt, dice: draw.dice, seed: draw.seed },
    failures,
  };
}

/** The outcome follows from roll and seed alone, so nobody may see it before it is recorded. */
export async function allocateView(
  { services }: HttpContext,
  { season, failures }: StepLook,
): Promise<AllocateView> {
  const { outcomeHash } = season.state;
  const view = {
    season: seasonView(season),
    allocate: seasonOffer(season, "allocate"),
    failures,
  };
  if (outcomeHash === null) return { ...view, outcome: null };
  const [run, counts, offers] = await Promise.all([
    cachedRun(services, season),
    applicationCounts(services, season.id),
    offerCounts(services, season.id),
  ]);
  return { ...view, outcome: outcomeSummary(season.policy, run, outcomeHash, counts, offers) };
}

export async function announceView(
  { services }: HttpContext,
  { season, failures }: StepLook,
): Promise<SeasonStepView> {
  const trail = await seasonTrail(services, season.id);
  return {
    season: seasonView(season),
    step: seasonOffer(season, "announce"),
    effects: await placesToAnnounce({ services, season }),
    done: doneAt(trail, "announce"),
    failures,
  };
}

async function placesToAnnounce({
  services,
  season,
}: Pick<HttpContext, "services"> & { readonly season: OpenSeason }): Promise<
  SeasonStepView["effects"]
> {
  if (season.state.outcomeHash === null) return [];
  const { all, placed } = publicResults(await cachedRun(services, season));
  return [
    { what: text("录取", "places offered"), count: placed },
    { what: text("未录取", "children without a place"), count: all.length - placed },
  ];
}

export async function closeView(
  { services }: HttpContext,
  { season, failures }: StepLook,
): Promise<SeasonStepView> {
  const counts = statusCounts(await applicationCounts(services, season.id));
  const count = (status: ApplicationStatus): number =>
    counts.find((one) => one.status === status)?.count ?? 0;
  return {
    season: seasonView(season),
    step: seasonOffer(season, "close"),
    effects: [
      { what: text("逾期未确认", "offers that lapse"), count: count("offered") },
      { what: text("已确认未报到", "accepted but not registered"), count: count("accepted") },
      { what: text("已报到注册", "registered"), count: count("registered") },
    ],
    done: doneAt(await seasonTrail(services, season.id), "close"),
    failures,
  };
}

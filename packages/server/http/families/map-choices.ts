import type { Decision } from "@yangguang/core/policy/decision.ts";
import type { GridPoint, Policy, School } from "@yangguang/core/policy/document.ts";
import { listableSchools } from "@yangguang/core/season/choices.ts";
import type {
  ApplyChoicesView,
  SchoolOptionView,
  SiblingView,
} from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import { factsByChild } from "../../services/facts.ts";
import type { ChildFile } from "../../services/cases.ts";
import type { OwnChild } from "../../services/families.ts";
import { canShareLot } from "../../services/family-forms.ts";
import { preview } from "../../services/settle.ts";
import type { PostedForm } from "../forms.ts";
import { sentApplication } from "./load.ts";

/** Where a child may be placed, as far as it is known. */
export interface Standing {
  /** Null while the facts do not suffice: then the schools of every category are shown. */
  readonly category: string | null;
  readonly zone: string | null;
}

const ZONE_FACTS = ["home.zone", "property.zone", "child.hukouZone", "lease.zone"] as const;

/** What the policy makes of the facts known now; nothing is recorded. */
export function standingOf(policy: Policy, file: ChildFile, childId: string): Standing {
  const facts = factsByChild(file.facts).get(childId) ?? {};
  const decision: Decision = preview(policy, facts);
  const decided = decision.kind === "decided" ? decision : null;
  const known = ZONE_FACTS.map((fact) => facts[fact]).find((value) => typeof value === "string");
  return { category: decided?.category ?? null, zone: decided?.zone ?? known ?? null };
}

/** Schools that the child may list, nearest first; in the plan's order where the home is unknown. */
export function schoolOptions(
  policy: Policy,
  { category, zone }: Standing,
): readonly SchoolOptionView[] {
  const listable = listableSchools(policy, category);
  const home = policy.plan.zones.find(({ id }) => id === zone)?.center ?? null;
  return policy.plan.schools
    .filter(({ id }) => listable.has(id))
    .map((school) => optionView(school, zone, home))
    .toSorted((one, two) => (one.distance ?? 0) - (two.distance ?? 0));
}

const optionView = (
  { id, name, seats, zones, location }: School,
  zone: string | null,
  home: GridPoint | null,
): SchoolOptionView => ({
  id,
  name,
  seats,
  ownZone: zone !== null && zones.includes(zone),
  distance: home === null ? null : Math.round(metresBetween(home, location)),
  lastCutoffs: [],
});

const metresBetween = ([east, north]: GridPoint, [otherEast, otherNorth]: GridPoint): number =>
  Math.hypot(east - otherEast, north - otherNorth);

/** How many may be listed; a category that lists none has 0 for both. */
export function choiceLimits(
  policy: Policy,
  options: readonly SchoolOptionView[],
): Pick<ApplyChoicesView, "min" | "max"> {
  const { min, max } = policy.choices;
  return { min: Math.min(min, options.length), max: Math.min(max, options.length) };
}

/**
 * Whether ranking honestly can never hurt. Where a school looks at the place it was given in the
 * list before it looks at the child, or gives points for it, the first choice has to be weighed.
 */
export function rankingAdvice(
  { steps, points }: Policy,
  { category }: Standing,
): ApplyChoicesView["advice"] {
  const byRank = steps.some(
    ({ categories, lists, mechanism }) =>
      (category === null || categories.includes(category)) &&
      (lists === "first-choice" || (lists === "choices" && mechanism === "immediate-acceptance")),
  );
  return byRank || points.choiceBonuses.length > 0 ? "first-counts" : "truthful";
}

/** Other children of the family who apply too, or have begun to. */
export const siblingsOf = (
  family: readonly OwnChild[],
  own: OwnChild,
  shares: readonly string[],
): readonly SiblingView[] =>
  family
    .filter((other) => other !== own && appliesToo(other))
    .map(({ child: { id, name } }) => ({ id, name, shares: shares.includes(id) }));

function appliesToo(other: OwnChild): boolean {
  const application = sentApplication(other);
  if (application !== null && application.state.status !== "withdrawn") {
    return canShareLot(application.state);
  }
  return other.draft !== null;
}

/** Children of the family who hold one lot with this one. */
export function lotSharers(family: readonly OwnChild[], own: OwnChild): readonly OwnChild[] {
  const group = own.application?.state.form?.lotGroup ?? null;
  return group === null
    ? []
    : family.filter((other) => other !== own && other.application?.state.form?.lotGroup === group);
}

/** More ranks than any policy allows: a longer list is refused as too long, not cut. */
const MOST_RANKS = 50;

/** Schools by rank as the form has them, "" where a rank is empty; as long as the page's list. */
export function readRanks(form: PostedForm, shown: number): readonly string[] {
  const ranks = Array.from({ length: MOST_RANKS }, (_, index) =>
    form.text(fields.choice(index + 1)),
  );
  return ranks.slice(0, Math.max(shown, ranks.findLastIndex((school) => school !== "") + 1));
}

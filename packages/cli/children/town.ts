import type { Decision } from "@yangguang/core/policy/decision.ts";
import type { GridPoint, Policy } from "@yangguang/core/policy/document.ts";
import type { Random } from "@yangguang/server/demo/random.ts";

/** How sought-after the zones and schools of a policy's plan are; drawn once per seed. */
export interface Town {
  readonly policy: Policy;
  readonly zones: WeightedList;
  readonly centers: ReadonlyMap<string, GridPoint>;
  /** By school; 1 is usual. */
  readonly popularity: ReadonlyMap<string, number>;
  /** Likely choices from a zone for a set of groups, worked out once. */
  readonly nearby: Map<string, WeightedList>;
}

interface WeightedList {
  readonly ids: readonly string[];
  /** Running sums of the weights. */
  readonly sums: readonly number[];
}

function weightedList(entries: readonly (readonly [id: string, weight: number])[]): WeightedList {
  let sum = 0;
  const sums = entries.map(([, weight]) => (sum += weight));
  return { ids: entries.map(([id]) => id), sums };
}

const FINE = 1_000_000;

/** By halving, since a scaled plan has thousands of zones. */
function draw({ ids, sums }: WeightedList, random: Random): string {
  const total = sums.at(-1) ?? 0;
  const target = (random.between(0, FINE - 1) / FINE) * total;
  let [low, high] = [0, ids.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  const id = ids[low];
  if (id === undefined) throw new Error("the policy's plan has no zone or school to draw from");
  return id;
}

/** Between 0.5 and 2, most near 1: what makes some zones crowded and some schools famous. */
const lean = (random: Random): number =>
  2 ** ((random.between(-100, 100) + random.between(-100, 100)) / 200);

export function makeTown(policy: Policy, random: Random): Town {
  const { zones, schools } = policy.plan;
  const seatsOf = (zone: string): number =>
    schools
      .filter((school) => school.zones.includes(zone))
      .reduce((sum, { seats, zones: shared }) => sum + seats / shared.length, 0);
  return {
    policy,
    zones: weightedList(zones.map(({ id }) => [id, Math.max(1, seatsOf(id)) * lean(random)])),
    centers: new Map(zones.map(({ id, center }) => [id, center])),
    popularity: new Map(schools.map(({ id }) => [id, lean(random) ** 2])),
    nearby: new Map(),
  };
}

export const drawZone = ({ zones }: Town, random: Random): string => draw(zones, random);

/** Metres at which a school's pull falls to a third. */
const REACH = 3000;
/** Few families look at more schools than these. */
const NEAREST = 30;

function nearby(town: Town, zone: string, groups: readonly string[]): WeightedList {
  const key = `${zone} ${groups.join(" ")}`;
  const known = town.nearby.get(key);
  if (known !== undefined) return known;
  const [east, north] = town.centers.get(zone) ?? [0, 0];
  const pulls = town.policy.plan.schools
    .filter(({ group }) => groups.includes(group))
    .map(({ id, seats, location }) => {
      const distance = Math.hypot(location[0] - east, location[1] - north);
      return {
        id,
        distance,
        weight: seats * (town.popularity.get(id) ?? 1) * Math.exp(-distance / REACH),
      };
    })
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, NEAREST);
  const list = weightedList(pulls.map(({ id, weight }) => [id, weight + 1e-6]));
  town.nearby.set(key, list);
  return list;
}

/** What a family of that zone and category would list: no school twice, most lists full. */
export function drawChoices(
  town: Town,
  random: Random,
  zone: string,
  decision: Decision,
): readonly string[] {
  const { min, max, groupsByCategory } = town.policy.choices;
  const groups =
    decision.kind === "decided"
      ? (groupsByCategory[decision.category] ?? [])
      : [...new Set(Object.values(groupsByCategory).flat())];
  if (groups.length === 0) return [];
  const list = nearby(town, zone, groups);
  const wanted = Math.min(
    list.ids.length,
    random.chance(70) ? max : random.between(Math.max(1, min), max),
  );
  const choices = new Set<string>();
  for (let tries = 0; choices.size < wanted && tries < 20 * max; tries += 1) {
    choices.add(draw(list, random));
  }
  for (const id of list.ids) {
    if (choices.size >= wanted) break;
    choices.add(id);
  }
  return [...choices];
}

import type { GridPoint, Plan, Policy } from "@yangguang/core/policy/document.ts";
import { isMap, parseDocument } from "yaml";

/** Seats per child: a little more than enough, as bureaus plan. */
const SEATS_PER_CHILD = 1.05;

/** Towns beside one another in a row, so that positions stay within the grid's bounds. */
const TOWNS_IN_A_ROW = 20;

/**
 * The same policy for a city large enough for `children`: the town is repeated beside itself, zones,
 * schools and all, and what is left of the difference is made up by each school's seats and the
 * steps' limits of competitors.
 *
 * @param source The policy's file, which must parse to `policy`.
 * @returns A policy file; its id and title say that it is scaled.
 */
export function scalePolicy(source: string, policy: Policy, children: number): string {
  const seats = policy.plan.schools.reduce((sum, school) => sum + school.seats, 0);
  if (seats === 0) throw new Error("a policy without seats cannot be scaled");
  const factor = (children * SEATS_PER_CHILD) / seats;
  const towns = Math.max(1, Math.floor(factor));
  const plan = repeatPlan(policy.plan, towns, factor / towns);

  const file = parseDocument(source);
  file.set("id", `${policy.id}-scaled-${children}`);
  file.setIn(["title", "zh"], `${policy.title.zh}（放大到${children}名儿童）`);
  file.setIn(["title", "en"], `${policy.title.en} (scaled to ${children} children)`);
  file.setIn(["plan", "zones"], file.createNode(plan.zones));
  file.setIn(["plan", "schools"], file.createNode(plan.schools));
  for (const [place, step] of policy.steps.entries()) {
    if (step.competitorsAtMost === undefined) continue;
    const atMost = Math.max(1, Math.round(step.competitorsAtMost * factor));
    file.setIn(["steps", place, "competitorsAtMost"], atMost);
  }
  for (const list of ["zones", "schools"]) {
    const nodes = file.getIn(["plan", list]);
    if (typeof nodes !== "object" || nodes === null || !("items" in nodes)) continue;
    for (const node of nodes.items as readonly unknown[]) if (isMap(node)) node.flow = true;
  }
  return file.toString({ lineWidth: 0 });
}

function repeatPlan(
  plan: Plan,
  towns: number,
  seatFactor: number,
): Pick<Plan, "zones" | "schools"> {
  const span = spanOf(plan);
  const each = Array.from({ length: towns }, (_, town) => town);
  // What rounding takes from one school it gives to the next.
  let owed = 0;
  const scaled = (seats: number): number => {
    owed += seats * seatFactor;
    const given = Math.max(1, Math.round(owed));
    owed -= given;
    return given;
  };
  return {
    zones: each.flatMap((town) =>
      plan.zones.map(({ id, name, center }) => ({
        id: idIn(town, id),
        name: nameIn(town, name),
        center: moved(town, span, center),
      })),
    ),
    schools: each.flatMap((town) =>
      plan.schools.map(({ id, name, group, seats, location, zones }) => ({
        id: idIn(town, id),
        name: nameIn(town, name),
        group,
        seats: scaled(seats),
        location: moved(town, span, location),
        zones: zones.map((zone) => idIn(town, zone)),
      })),
    ),
  };
}

/** The first town keeps its ids, so that rules that name a zone still hold. */
const idIn = (town: number, id: string): string => (town === 0 ? id : `${id}-${town + 1}`);

const nameIn = (town: number, name: Policy["title"]): Policy["title"] =>
  town === 0 ? name : { zh: `${name.zh}（${town + 1}城）`, en: `${name.en} (town ${town + 1})` };

/** Metres from one town to the next: the plan's extent and a gap. */
function spanOf({ zones, schools }: Plan): number {
  const points = [...zones.map(({ center }) => center), ...schools.map(({ location }) => location)];
  const extent = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(extent(0), extent(1)) + 10_000;
}

const moved = (town: number, span: number, [east, north]: GridPoint): GridPoint => [
  east + (town % TOWNS_IN_A_ROW) * span,
  north + Math.floor(town / TOWNS_IN_A_ROW) * span,
];

import * as fc from "fast-check";
import type { Market } from "../../kernel/market.ts";
import { jointAcceptance } from "../joint-acceptance.ts";

/** A town as the literature writes it: lists by child, and by school the children, best first. */
export interface Town {
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly schools: Readonly<Record<string, { seats: number; order: readonly string[] }>>;
  readonly families?: readonly (readonly string[])[];
}

export function marketOf({ lists, schools }: Town): Market {
  const children = Object.keys(lists);
  const names = Object.keys(schools);
  const listStart = new Int32Array(children.length + 1);
  for (const [number, child] of children.entries()) {
    listStart[number + 1] = (listStart[number] ?? 0) + (lists[child] ?? []).length;
  }
  const wishes = children.flatMap((child) =>
    (lists[child] ?? []).map((school) => [child, school] as const),
  );
  return {
    seats: Int32Array.from(names, (name) => schools[name]?.seats ?? 0),
    listStart,
    listSchool: Int32Array.from(wishes, ([, school]) => names.indexOf(school)),
    standing: Int32Array.from(wishes, ([child, school]) =>
      (schools[school]?.order ?? []).indexOf(child),
    ),
  };
}

export const familiesOf = (town: Town): readonly (readonly number[])[] =>
  (town.families ?? []).map((family) =>
    family.map((child) => Object.keys(town.lists).indexOf(child)),
  );

/** School by child, null where unplaced. */
export function solve(town: Town): Readonly<Record<string, string | null>> {
  const { given } = jointAcceptance(marketOf(town), familiesOf(town));
  return Object.fromEntries(
    Object.entries(town.lists).map(([child, list], number) => {
      const wish = given[number] ?? -1;
      const start = marketOf(town).listStart[number] ?? 0;
      return [child, wish === -1 ? null : (list[wish - start] ?? null)];
    }),
  );
}

export const fellApart = (town: Town): readonly number[] =>
  jointAcceptance(marketOf(town), familiesOf(town)).fellApart;

/** The definition of stability, read literally; `together`: the families that have not fallen apart. */
export function isStable(
  { lists, schools }: Town,
  together: readonly (readonly string[])[],
  seats: Readonly<Record<string, string | null>>,
): boolean {
  const units = [
    ...together,
    ...Object.keys(lists)
      .filter((child) => !together.some((family) => family.includes(child)))
      .map((child) => [child]),
  ];
  const worst = (unit: readonly string[], school: string): number =>
    Math.max(...unit.map((child) => schools[school]?.order.indexOf(child) ?? 0));
  const at = (unit: readonly string[]): string | null => seats[unit[0] ?? ""] ?? null;
  for (const unit of units)
    if (unit.some((child) => (seats[child] ?? null) !== at(unit))) return false;
  for (const [school, { seats: all }] of Object.entries(schools)) {
    const admitted = units.filter((unit) => at(unit) === school);
    const free = all - admitted.flat().length;
    if (free < 0) return false;
    for (const unit of units) {
      const list = lists[unit[0] ?? ""] ?? [];
      const present = at(unit);
      const place = list.indexOf(school);
      if (place === -1 || (present !== null && list.indexOf(present) <= place)) continue;
      const after = admitted.filter((other) => worst(other, school) > worst(unit, school));
      if (free + after.flat().length >= unit.length) return false;
    }
  }
  return true;
}
/** All stable outcomes, by trying every place for every child and every family. */
export function stableOutcomes(town: Town, together: readonly (readonly string[])[]) {
  const grouped = new Set(together.flat());
  const units = [
    ...together,
    ...Object.keys(town.lists)
      .filter((child) => !grouped.has(child))
      .map((child) => [child]),
  ];
  const roomAt = (school: string, outcome: Readonly<Record<string, string | null>>): number =>
    (town.schools[school]?.seats ?? 0) -
    Object.values(outcome).filter((given) => given === school).length;
  let outcomes: Record<string, string | null>[] = [{}];
  for (const unit of units) {
    outcomes = outcomes.flatMap((outcome) =>
      [...(town.lists[unit[0] ?? ""] ?? []), null]
        .filter((school) => school === null || roomAt(school, outcome) >= unit.length)
        .map((school) => ({
          ...outcome,
          ...Object.fromEntries(unit.map((child) => [child, school])),
        })),
    );
  }
  return outcomes.filter((outcome) => isStable(town, together, outcome));
}

/** Lists, then schools with seats and order, in letters: "x:AB" and "A2:xy". */
export function townOf(lists: string, schools: string, families: readonly string[]): Town {
  // Twins are written "a" in lists, and "a" and "A" in orders.
  const twins = (family: string): readonly string[] => [family, family.toUpperCase()];
  const childrenOf = (name: string): readonly string[] =>
    families.includes(name) ? twins(name) : [name];
  return {
    lists: Object.fromEntries(
      lists.split(" ").flatMap((text) => {
        const [name = "", list = ""] = text.split(":");
        return childrenOf(name).map((child) => [child, Array.from(list)] as const);
      }),
    ),
    schools: Object.fromEntries(
      schools.split(" ").map((text) => {
        const [name = "", order = ""] = text.split(":");
        return [name.charAt(0), { seats: Number(name.slice(1)), order: Array.from(order) }];
      }),
    ),
    families: families.map(twins),
  };
}
export const SCHOOLS = ["A", "B", "C"];

/** As many seats as make families and children get into each other's way. */
const seatCount = fc.constantFrom(2, 3, 3, 3);

/** Up to three twins or a three ask together, besides up to four single children. */
export const townArbitrary: fc.Arbitrary<Town> = fc
  .record({
    sizes: fc.constantFrom([2, 2, 2], [2, 2, 2], [2, 2], [2], [3]),
    singles: fc.integer({ min: 2, max: 4 }),
    seats: fc.tuple(seatCount, seatCount, seatCount),
  })
  .chain(({ sizes, singles, seats }) => {
    const families = sizes.map((size, family) =>
      Array.from({ length: size }, (_, child) => `f${family}${child}`),
    );
    const children = [
      ...families.flat(),
      ...Array.from({ length: singles }, (_, single) => `s${single}`),
    ];
    const order = fc.shuffledSubarray(children, { minLength: children.length });
    const list = fc.shuffledSubarray(SCHOOLS, { minLength: 3 });
    return fc
      .record({
        orders: fc.tuple(order, order, order),
        lists: fc.tuple(...children.map(() => list)),
      })
      .map(({ orders, lists }) => {
        const listOf = (child: string): readonly string[] => {
          const family = families.find((members) => members.includes(child));
          return lists[children.indexOf(family?.[0] ?? child)] ?? [];
        };
        return {
          lists: Object.fromEntries(children.map((child) => [child, listOf(child)])),
          schools: Object.fromEntries(
            SCHOOLS.map((school, number) => [
              school,
              { seats: seats[number] ?? 0, order: orders[number] ?? [] },
            ]),
          ),
          families,
        };
      });
  });

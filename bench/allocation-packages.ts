// Packages of the npm registry for the same task, in markets as large as they can take. Installed
// into a temporary folder by bench/allocation.ts.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deferredAcceptance } from "../packages/core/allocation/kernel/deferred-acceptance.ts";
import type { Market } from "../packages/core/allocation/kernel/market.ts";
import { chance, inventTown, resolve } from "./allocation-towns.ts";

/** Both are under the MIT licence. */
export const PACKAGES = ["stable-marriage@1.0.2", "stable-marriages@0.11.0"] as const;

export interface PackageRun {
  readonly name: string;
  readonly task: string;
  readonly applicants: number;
  /** Milliseconds, the best of several. */
  readonly theirs: number;
  readonly ours: number;
}

interface Person {
  preferences: Person[];
  fiance?: Person | null;
}
interface StableMarriage {
  readonly Person: new (name: string) => Person;
  readonly stableMarriage: (people: Person[]) => Person[];
}
interface StableMarriages {
  readonly Instance: {
    readonly create: (size: number, men: number[][], women: number[][]) => unknown;
  };
  readonly Pairing: { readonly empty: (instance: unknown) => unknown };
  readonly StablePairings: new (instance: unknown) => {
    /** What `compute` begins with; it would go on to find all other stable pairings. */
    readonly findNextStablePairing: (pairing: unknown) => { readonly pairs: readonly number[] };
  };
}

const timed = <Value>(run: () => Value): readonly [number, Value] => {
  const start = performance.now();
  const value = run();
  return [performance.now() - start, value];
};

function alternate(
  turns: number,
  ours: () => Int32Array,
  theirs: () => readonly [number, readonly number[]],
  schoolsOf: (given: Int32Array) => readonly number[],
): { readonly ours: number; readonly theirs: number } {
  const best = { ours: Infinity, theirs: Infinity };
  for (let turn = 0; turn < turns; turn += 1) {
    for (let run = 0; run < 100; run += 1) best.ours = Math.min(best.ours, timed(ours)[0]);
    const [time, schools] = theirs();
    best.theirs = Math.min(best.theirs, time);
    const expected = schoolsOf(ours());
    if (schools.some((school, applicant) => school !== expected[applicant])) {
      throw new Error("the package gives other seats");
    }
  }
  return best;
}

const schoolsIn =
  ({ listSchool }: Market) =>
  (given: Int32Array): readonly number[] =>
    Array.from(given, (wish) => (wish === -1 ? -1 : (listSchool[wish] ?? -1)));

/** Every seat becomes a person who likes those who list its school, best standing first. */
function runStableMarriage(
  { Person, stableMarriage }: StableMarriage,
  applicants: number,
): PackageRun {
  const market = resolve(
    inventTown({ applicants, choices: "skewed", lots: "per-school", seed: 7 }),
  );
  const { seats, listStart, listSchool, standing } = market;
  const askers = Array.from(seats, (): { one: number; standing: number }[] => []);
  for (let one = 0; one < applicants; one += 1) {
    for (let wish = listStart[one] ?? 0; wish < (listStart[one + 1] ?? 0); wish += 1) {
      askers[listSchool[wish] ?? 0]?.push({ one, standing: standing[wish] ?? 0 });
    }
  }
  for (const own of askers) own.sort((a, b) => a.standing - b.standing);
  const theirs = (): readonly [number, readonly number[]] => {
    const people = Array.from({ length: applicants }, (_, one) => new Person(`applicant ${one}`));
    const schoolOf = new Map<Person, number>();
    const places = Array.from(seats, (count, school) =>
      Array.from({ length: count }, (_, seat) => {
        const place = new Person(`seat ${seat} of ${school}`);
        place.preferences = (askers[school] ?? []).flatMap(({ one }) => people[one] ?? []);
        schoolOf.set(place, school);
        return place;
      }),
    );
    for (const [one, person] of people.entries()) {
      const own = listSchool.subarray(listStart[one], listStart[one + 1]);
      person.preferences = Array.from(own).flatMap((school) => places[school] ?? []);
    }
    const [time] = timed(() => stableMarriage(people));
    return [time, people.map(({ fiance }) => (fiance ? (schoolOf.get(fiance) ?? -1) : -1))];
  };
  const times = alternate(3, () => deferredAcceptance(market), theirs, schoolsIn(market));
  return { name: PACKAGES[0], task: "schools, seat by seat", applicants, ...times };
}

function shuffled(size: number, next: () => number): number[] {
  const order = Array.from({ length: size }, (_, place) => place);
  for (let last = size - 1; last > 0; last -= 1) {
    const other = next() % (last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** One to one, everybody lists everybody: all that the package takes. */
function runStableMarriages(
  { Instance, Pairing, StablePairings }: StableMarriages,
  size: number,
): PackageRun {
  const next = chance(size);
  const men = Array.from({ length: size }, () => shuffled(size, next));
  const women = Array.from({ length: size }, () => shuffled(size, next));
  const rank = women.map((order) => {
    const places = new Int32Array(size);
    for (const [place, man] of order.entries()) places[man] = place;
    return places;
  });
  const market = {
    seats: new Int32Array(size).fill(1),
    listStart: Int32Array.from({ length: size + 1 }, (_, man) => man * size),
    listSchool: Int32Array.from(men.flat()),
    standing: Int32Array.from(
      men.flatMap((order, man) => order.map((woman) => rank[woman]?.[man] ?? 0)),
    ),
  };
  const instance = Instance.create(size, men, women);
  const theirs = (): readonly [number, readonly number[]] => {
    const pairings = new StablePairings(instance);
    const [time, { pairs }] = timed(() => pairings.findNextStablePairing(Pairing.empty(instance)));
    return [time, pairs];
  };
  const times = alternate(3, () => deferredAcceptance(market), theirs, schoolsIn(market));
  return { name: PACKAGES[1], task: "one to one, full lists", applicants: size, ...times };
}

export async function runPackages(folder: string): Promise<readonly PackageRun[]> {
  const marriage = createRequire(join(folder, "package.json"))("stable-marriage") as StableMarriage;
  const entry = join(folder, "node_modules/stable-marriages/dist/index.js");
  const marriages = (await import(pathToFileURL(entry).href)) as StableMarriages;
  return [
    ...[300, 1_000, 2_000].map((size) => runStableMarriage(marriage, size)),
    ...[300, 1_000, 2_000].map((size) => runStableMarriages(marriages, size)),
  ];
}

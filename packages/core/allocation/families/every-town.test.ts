import * as fc from "fast-check";
import { expect, it } from "vitest";
import { searchStable } from "./stable-search.ts";
import {
  SCHOOLS,
  familiesOf,
  fellApart,
  marketOf,
  solve,
  stableOutcomes,
  townArbitrary,
} from "./testing/family-towns.ts";
import { unitsOf } from "./units.ts";

it("finds a stable outcome wherever trying everything finds one, and only stable ones", () => {
  let fallen = 0;
  fc.assert(
    fc.property(townArbitrary, (town) => {
      let together = town.families ?? [];
      const stillTogether = () => ({ ...town, families: together });
      for (const family of fellApart(town)) {
        expect(stableOutcomes(town, together)).toEqual([]);
        expect(searchStable(unitsOf(marketOf(town), familiesOf(stillTogether())))).toBe("none");
        together = together.filter((members) => members !== town.families?.[family]);
        fallen += 1;
      }
      expect(stableOutcomes(town, together)).toContainEqual(solve(town));
      const search = searchStable(unitsOf(marketOf(town), familiesOf(stillTogether())));
      expect(search).toHaveProperty("found");
    }),
    { seed: 1, numRuns: 200 },
  );
  expect(fallen).toBeGreaterThan(3);
});

it("without families gives every child the best of all stable outcomes", () => {
  fc.assert(
    fc.property(townArbitrary, (town) => {
      // One child of each family, so that there is not too much to try.
      const lists = Object.fromEntries(
        Object.entries(town.lists).filter(([child]) => !/^f.[12]$/.test(child)),
      );
      const alone = { ...town, lists, families: [] };
      const own = solve(alone);
      const place = (child: string, school: string | null | undefined): number =>
        typeof school === "string" ? (town.lists[child] ?? []).indexOf(school) : SCHOOLS.length;
      for (const outcome of stableOutcomes(alone, [])) {
        for (const [child, school] of Object.entries(outcome)) {
          expect(place(child, own[child])).toBeLessThanOrEqual(place(child, school));
        }
      }
    }),
    { seed: 2, numRuns: 50 },
  );
});

it("does not depend on how children and schools are numbered", () => {
  fc.assert(
    fc.property(townArbitrary, (town) => {
      const turned = {
        ...town,
        lists: Object.fromEntries(Object.entries(town.lists).toReversed()),
        schools: Object.fromEntries(Object.entries(town.schools).toReversed()),
      };
      expect(solve(turned)).toEqual(solve(town));
      expect(fellApart(turned)).toEqual(fellApart(town));
    }),
    { seed: 3, numRuns: 600 },
  );
});

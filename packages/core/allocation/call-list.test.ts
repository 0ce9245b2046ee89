import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GroupRate } from "../domain/allocation-problem.ts";
import { callList } from "./call-list.ts";

/** Ranks from 1, as people count. */
const called = (groups: readonly (readonly string[])[], rates: readonly GroupRate[]) =>
  Array.from(callList(groups, rates), (rank) => rank + 1);

const GRANT: GroupRate = { group: "grant", percentAtLeast: 25 };
const none: readonly string[] = [];
const grant: readonly string[] = ["grant"];
const near: readonly string[] = ["near"];
const both: readonly string[] = ["grant", "near"];

describe("a call list", () => {
  it("is the ranking where no rate asks for more", () => {
    expect(called([none, grant, none], [])).toEqual([1, 2, 3]);
    expect(called([grant, none, none, none, grant], [GRANT])).toEqual([1, 2, 3, 4, 5]);
  });

  it("rounds the share up: a quarter of the first one is one", () => {
    expect(called([none, none, grant], [GRANT])).toEqual([3, 1, 2]);
  });

  it("follows the ranking once the group is at an end", () => {
    expect(called([none, none, none, none, none, grant], [GRANT])).toEqual([6, 1, 2, 3, 4, 5]);
  });

  it("calls first whoever serves two rates, then the more important rate", () => {
    const rates = [GRANT, { group: "near", percentAtLeast: 50 }];
    expect(called([none, near, grant, both], rates)).toEqual([4, 1, 2, 3]);
    expect(called([none, near, grant], rates)).toEqual([3, 2, 1]);
  });

  it("holds a single rate at every place, and keeps the ranking within each group", () => {
    const children = fc.array(fc.constantFrom(none, grant), { maxLength: 30 });
    fc.assert(
      fc.property(children, fc.integer({ min: 0, max: 100 }), (groups, percentAtLeast) => {
        const order = callList(groups, [{ group: "grant", percentAtLeast }]);
        expect([...order].toSorted((a, b) => a - b)).toEqual([...groups.keys()]);
        let members = 0;
        const all = groups.filter((own) => own === grant).length;
        for (const [place, rank] of order.entries()) {
          if (groups[rank] === grant) members += 1;
          const needed = Math.ceil((percentAtLeast * (place + 1)) / 100);
          expect(members).toBeGreaterThanOrEqual(Math.min(needed, all));
        }
        for (const kind of [none, grant]) {
          const ranks = [...order].filter((rank) => groups[rank] === kind);
          expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        }
      }),
      { seed: 21, numRuns: 300 },
    );
  });
});

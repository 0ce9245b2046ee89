import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllocationProblem } from "../../domain/allocation-problem.ts";
import {
  guaranteedTown,
  ratesTown,
  ringTown,
  townWithReserves,
  townWithTies,
  tradingTown,
} from "../testing/featured-towns.ts";
import {
  bestForAll,
  choiceStableOutcomes,
  firstField,
  limitStableOutcomes,
  tradeOneByOne,
} from "../testing/literal-outcomes.ts";
import { literatureTown } from "../testing/towns.ts";
import type { Matching } from "../testing/brute-force.ts";
import type { Field } from "./field.ts";
import { acceptInRounds } from "./naive-acceptance.ts";
import { tradeInRounds } from "./naive-trading.ts";
import type { Request } from "./request.ts";

const RUNS = { seed: 41, numRuns: 150 };

const matching = (field: Field, requestOf: (pid: string) => Request | undefined): Matching =>
  new Map([...field.requests.keys()].map((pid) => [pid, requestOf(pid)?.school ?? null]));

function accepted(problem: AllocationProblem): Matching {
  const field = firstField(problem);
  const held = acceptInRounds(field);
  return matching(field, (pid) => held.get(pid));
}

describe("acceptance in rounds", () => {
  it("gives the best stable outcome of towns with divided and guaranteed seats", () => {
    fc.assert(
      fc.property(fc.oneof(townWithReserves, guaranteedTown), (town) => {
        const field = firstField(town);
        expect(accepted(town)).toEqual(bestForAll(field, choiceStableOutcomes(field)));
      }),
      RUNS,
    );
  });

  it("gives the best stable outcome of ring draws and call lists", () => {
    fc.assert(
      fc.property(fc.oneof(ringTown, ratesTown), (town) => {
        const field = firstField(town);
        expect(accepted(town)).toEqual(bestForAll(field, choiceStableOutcomes(field)));
      }),
      RUNS,
    );
  });

  it("gives the outcome of the lowest stable limits where scores are equal", () => {
    let several = 0;
    fc.assert(
      fc.property(townWithTies, (town) => {
        const field = firstField(town);
        const stable = limitStableOutcomes(field);
        const differing = new Map(stable.map((one) => [JSON.stringify([...one]), one]));
        if (differing.size > 1) several += 1;
        expect(accepted(town)).toEqual(bestForAll(field, [...differing.values()]));
      }),
      { ...RUNS, numRuns: 400 },
    );
    expect(several).toBeGreaterThan(0);
  });
});

describe("trading in rounds", () => {
  it("gives what trading one ring at a time gives", () => {
    fc.assert(
      fc.property(tradingTown, (town) => {
        const field = firstField(town);
        const trades = tradeInRounds(field);
        expect(matching(field, (pid) => trades.get(pid)?.request)).toEqual(tradeOneByOne(field));
      }),
      { ...RUNS, numRuns: 400 },
    );
  });

  it("counts the rounds of Abdulkadiroğlu & Sönmez 2003, example 3 of the worked examples", () => {
    const town = literatureTown({
      mechanism: "top-trading-cycles",
      choices: { "1": ["s2", "s1", "s3"], "2": ["s1", "s2", "s3"], "3": ["s1", "s2", "s3"] },
      priorities: {
        s1: [["1"], ["3"], ["2"]],
        s2: [["2"], ["1"], ["3"]],
        s3: [["2"], ["1"], ["3"]],
      },
    });
    const trades = tradeInRounds(firstField(town));
    const seen = ["1", "2", "3"].map((pid) => {
      const trade = trades.get(pid);
      return [trade?.request.school, trade?.round];
    });
    expect(seen).toEqual([
      ["s2", 1],
      ["s1", 1],
      ["s3", 2],
    ]);
  });
});

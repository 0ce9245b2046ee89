import { expect, it } from "vitest";
import { pointsOf } from "../../domain/points.ts";
import { lotNumber } from "../testing/towns.ts";
import { lotsFor } from "./lots.ts";

const entry = (pid: string, list: readonly string[]) => ({
  pid,
  category: "",
  list,
  keys: [[0]],
  points: [pointsOf(0)],
});

it("one lot for all where everybody has one, in whichever record", () => {
  const records = [{ "*": { p: lotNumber(1), left: lotNumber(2) } }, { "*": { q: lotNumber(3) } }];
  expect(lotsFor([entry("p", ["A"]), entry("q", ["A"])], records)).toEqual({
    lotScope: "one",
    lots: { "*": { p: lotNumber(1), q: lotNumber(3) } },
  });
});

it("otherwise each school's, and the one for all where a child has none there", () => {
  const records = [{ "*": { p: lotNumber(1) }, A: { q: lotNumber(3) }, B: { p: lotNumber(4) } }];
  const entries = [entry("p", ["A", "B"]), entry("q", ["A", "B"])];
  expect(lotsFor(entries, records)).toEqual({
    lotScope: "per-school",
    lots: { A: { p: lotNumber(1), q: lotNumber(3) }, B: { p: lotNumber(4) } },
  });
});

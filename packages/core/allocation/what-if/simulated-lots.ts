import type { AllocationProblem } from "../../domain/allocation-problem.ts";
import { compareText } from "../order.ts";
import type { RandomStream } from "./random.ts";

type Lots = AllocationProblem["lots"];

/** The families of every draw: each holds one lot. */
export type LotHolders = readonly {
  readonly draw: string;
  /** Each ascending by pid, all ascending by their first pid. */
  readonly families: readonly (readonly string[])[];
}[];

/** Children with one and the same lot share whatever lot is drawn. What lots they hold is not looked at. */
export function lotHolders(lots: Lots): LotHolders {
  return Object.entries(lots)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([draw, byPid]) => ({
      draw,
      families: [...Map.groupBy(Object.keys(byPid), (pid) => byPid[pid]).values()]
        .map((pids) => pids.toSorted(compareText))
        .toSorted((a, b) => compareText(a[0] ?? "", b[0] ?? "")),
    }));
}

/** All draws anew: every order of the families is equally likely. */
export function redrawLots(holders: LotHolders, random: RandomStream): Lots {
  return Object.fromEntries(
    holders.map(({ draw, families }) => {
      const order = shuffled(families, random);
      return [
        draw,
        Object.fromEntries(
          order.flatMap((pids, place) => {
            const lot = lotOfPlace(place);
            return pids.map((pid) => [pid, lot]);
          }),
        ),
      ];
    }),
  );
}

/** Fisher & Yates, in the form of Durstenfeld 1964. */
function shuffled<Value>(values: readonly Value[], random: RandomStream): readonly Value[] {
  const order = values.slice();
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const [one, two] = [order[last], order[other]];
    if (one === undefined || two === undefined) throw new Error("a shuffle left its list");
    order[last] = two;
    order[other] = one;
  }
  return order;
}

/** Digits that hold any place; the others of the 64 are filled up behind them. */
const PLACE_DIGITS = 8;

const lotOfPlace = (place: number): string =>
  place.toString(16).padStart(PLACE_DIGITS, "0").padEnd(64, "0");

import { assertNever } from "../domain/result.ts";
import type { Contest } from "./contest.ts";
import { jointAcceptance } from "./families/joint-acceptance.ts";
import { deferredAcceptance } from "./kernel/deferred-acceptance.ts";
import type { Assignment } from "./kernel/market.ts";
import { admitByLimit } from "./kernel/score-limits.ts";
import { deferredAcceptanceWithPools } from "./kernel/seat-pools.ts";
import { serveInOrder } from "./kernel/serial.ts";
import { topTradingCycles } from "./kernel/top-trading-cycles.ts";
import { compareText } from "./order.ts";

/** What a mechanism gave. */
export interface Admissions extends Assignment {
  /** Top trading cycles: by competitor, the round in which it was given its seat, from 1. */
  readonly round: Int32Array | null;
  /** Ids of the families that asked together and were parted, ascending. */
  readonly fellApart: readonly string[];
}

const NOBODY = new Int32Array(0);

const seatsOnly = (given: Int32Array): Admissions => ({
  given,
  pool: NOBODY,
  round: null,
  fellApart: [],
});

/**
 * Runs the step's mechanism. All but the trading of cycles are one idea, deferred acceptance, with
 * different standings: one line for all schools (serial dictatorship, ring draw), or the place of
 * the list before all else (immediate acceptance). Where nothing is divided, tied or joint, such a
 * line is served in one walk, which gives the same seats.
 */
export function admit(contest: Contest): Admissions {
  const { step, market, divided, rights } = contest;
  if (rights !== null) {
    const { given, round } = topTradingCycles(market, rights);
    return { ...seatsOnly(given), round };
  }
  if (step.ties === "admit-all" || step.ties === "admit-none") {
    return seatsOnly(admitByLimit(market, step.ties));
  }
  if (step.together !== undefined) return admitTogether(contest, step.together);
  if (divided !== null) {
    return { ...seatsOnly(NOBODY), ...deferredAcceptanceWithPools(market, divided.pools) };
  }
  switch (step.mechanism) {
    case "serial-dictatorship":
    case "immediate-acceptance":
    case "ring-draw":
      return seatsOnly(
        step.rates === undefined ? serveInOrder(market, contest.line) : deferredAcceptance(market),
      );
    case "deferred-acceptance":
    case "lots-only":
      return seatsOnly(deferredAcceptance(market));
    case "top-trading-cycles":
      throw new Error(`step ${step.id} trades without rights`);
    default:
      return assertNever(step.mechanism);
  }
}

/** Families of whom one child alone is left in the step ask like everybody else. */
function admitTogether(
  { competitors, market }: Contest,
  together: Readonly<Record<string, readonly string[]>>,
): Admissions {
  const numberOf = new Map(competitors.map(({ pid }, number) => [pid, number]));
  const families = Object.entries(together)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([family, pids]) => ({
      family,
      children: pids.flatMap((pid) => numberOf.get(pid) ?? []).toSorted((a, b) => a - b),
    }))
    .filter(({ children }) => children.length > 1);
  const { given, fellApart } = jointAcceptance(
    market,
    families.map(({ children }) => children),
  );
  return {
    ...seatsOnly(given),
    fellApart: fellApart.map((index) => families[index]?.family ?? "").toSorted(compareText),
  };
}

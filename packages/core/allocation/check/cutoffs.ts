import type { AllocationOutcome, Cutoff } from "../../domain/allocation-problem.ts";
import { text } from "../../domain/text.ts";
import type { Report } from "../finding.ts";
import type { Round } from "../replay.ts";
import { poolsOf } from "./choice.ts";
import { lastOf } from "./refusals.ts";
import type { Request } from "./request.ts";
import { bySchool, inOrder, textBefore } from "./request.ts";

/*
 * What an outcome publishes beside the placements. Serves `check-outcome.ts` and, like it, shares
 * no code with the engine.
 */

/**
 * The cutoffs that a step's placements imply, by school and then in the order of the pools.
 * `tradeRounds` says, for top trading cycles, in which round the last seat of a school went.
 */
export function cutoffsOf(
  round: Round,
  tradeRounds: ReadonlyMap<string, number>,
): readonly Cutoff[] {
  const refusedAt = bySchool(round.refused);
  return [...round.met.keys()].toSorted(inOrder(textBefore)).flatMap((school) => {
    const admitted = round.met.get(school) ?? [];
    const refused = refusedAt.get(school) ?? [];
    const pools = dividesSeats(round) ? poolsOf(round, school) : undefined;
    const tradeRound = tradeRounds.get(school);
    if (pools === undefined) {
      const traded = tradeRound === undefined ? {} : { round: tradeRound };
      return cutoffOf(round, admitted, refused.length > 0, traded);
    }
    return pools.flatMap((pool) =>
      cutoffOf(
        round,
        admitted.filter((request) => round.poolOf(request) === pool.id),
        refused.some((request) => pool.admits(request)),
        { pool: pool.id },
      ),
    );
  });
}

/** Trading has no pools; there a guarantee is a place in the line. */
const dividesSeats = ({ step }: Round): boolean => step.mechanism !== "top-trading-cycles";

/** None where nobody was admitted. */
function cutoffOf(
  round: Round,
  admitted: readonly Request[],
  binding: boolean,
  further: Pick<Cutoff, "pool" | "round">,
): readonly Cutoff[] {
  const last = lastOf(admitted, round);
  if (last?.points === undefined) return [];
  const { school, listRank, key, points, lot } = last;
  const call = round.callOf(last);
  return [
    {
      school,
      step: round.step.id,
      admitted: admitted.length,
      binding,
      ...(round.step.mechanism === "immediate-acceptance" ? { listRank } : {}),
      ...(call === undefined ? {} : { call }),
      ...further,
      key,
      points,
      lot,
    },
  ];
}

/** All that a cutoff says, in one fixed order of fields. */
const cutoffLine = (cutoff: Cutoff | undefined): string =>
  cutoff === undefined
    ? "none"
    : JSON.stringify([
        cutoff.step,
        cutoff.school,
        cutoff.pool ?? null,
        cutoff.admitted,
        cutoff.binding,
        cutoff.listRank ?? null,
        cutoff.call ?? null,
        cutoff.round ?? null,
        cutoff.key,
        cutoff.points,
        cutoff.lot,
      ]);

export function checkCutoffs(
  expected: readonly Cutoff[],
  found: readonly Cutoff[],
  report: Report,
): void {
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const [right, given] = [expected[index], found[index]];
    if (cutoffLine(right) === cutoffLine(given)) continue;
    report({
      check: "cutoffs",
      step: right?.step ?? given?.step ?? null,
      school: right?.school ?? given?.school ?? null,
      pids: [],
      expected: cutoffLine(right),
      found: cutoffLine(given),
      message: text("公布的录取线与录取结果不符。", "A cutoff does not agree with the placements."),
    });
  }
}

export function checkSeatsLeft(
  left: ReadonlyMap<string, number>,
  { seatsLeft }: AllocationOutcome,
  report: Report,
): void {
  const expected = [...left].toSorted(inOrder(([a], [b]) => textBefore(a, b)));
  const found = seatsLeft.map(({ school, seats }) => [school, seats] as const);
  const [right, given] = [JSON.stringify(expected), JSON.stringify(found)];
  if (right === given) return;
  report({
    check: "seats-left",
    step: null,
    school: null,
    pids: [],
    expected: right,
    found: given,
    message: text("剩余学位与录取结果不符。", "The seats left do not agree with the placements."),
  });
}

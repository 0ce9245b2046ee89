import type { AllocationOutcome, AllocationProblem, Cutoff } from "../domain/allocation-problem.ts";
import { checkBest, checkChoices, checkNoPools } from "./check/choices.ts";
import { checkCutoffs, checkSeatsLeft, cutoffsOf } from "./check/cutoffs.ts";
import { checkFamilies, familiesOf } from "./check/families.ts";
import { fieldOf } from "./check/field.ts";
import { checkFellApart, checkPlacements } from "./check/placements.ts";
import { checkCapacity, checkOptimality, checkRefusals } from "./check/refusals.ts";
import { checkGuarantees, checkTrading } from "./check/trading.ts";
import type { Finding, Report } from "./finding.ts";
import type { Round } from "./replay.ts";
import { replay } from "./replay.ts";

/*
 * Judges an outcome from the problem alone. It shares no code with the engine on purpose, so that
 * one error is not made twice. As far as it can it checks what each mechanism guarantees and runs
 * none; where that does not say which outcome is the right one, it works it out by a slow and
 * plain method of its own (`check/naive-*.ts`).
 */

/**
 * Everything that is wrong with `outcome` as an answer to `problem`; empty where nothing is. Takes
 * the problem to be sound (`checkProblem`). A stable outcome is the only right one for serial
 * dictatorship and immediate acceptance (with the place of the list compared first). Else it must
 * also be the best stable one for the children: with one line at each school that holds exactly
 * where no stable improvement cycle exists (Erdil & Ergin 2008); with divided or guaranteed seats
 * and with equal scores treated alike it is compared with the best stable outcome worked out apart.
 * Where families ask together no stable outcome need be best for all; there only stability is
 * checked, and that families which are said to fall apart were families.
 */
export function checkOutcome(
  problem: AllocationProblem,
  outcome: AllocationOutcome,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (finding) => findings.push(finding);
  const placements = new Map(outcome.placements.map((placement) => [placement.pid, placement]));
  checkPlacements(problem, outcome, report);
  checkFellApart(problem, outcome, report);
  const left = new Map(problem.schools.map(({ school, seats }) => [school, seats]));
  const expectedCutoffs: Cutoff[] = [];
  const done = new Set<string>();
  for (const step of problem.steps) {
    const waiting = step.entries.filter(
      ({ pid }) => !done.has(placements.get(pid)?.step ?? "no step"),
    );
    const apart = (outcome.fellApart ?? []).filter(({ step: id }) => id === step.id);
    const round = replay(
      fieldOf(problem, step, waiting, left),
      new Set(waiting.map(({ pid }) => pid)),
      placements,
      new Set(apart.map(({ family }) => family)),
      report,
    );
    const tradeRounds = checkRound(round, report);
    expectedCutoffs.push(...cutoffsOf(round, tradeRounds));
    for (const [school, requests] of round.met) {
      // Who shares the last score may be admitted beyond the last seat; no seat is owed for that.
      left.set(school, Math.max(0, (left.get(school) ?? 0) - requests.length));
    }
    done.add(step.id);
  }
  checkCutoffs(expectedCutoffs, outcome.cutoffs, report);
  checkSeatsLeft(left, outcome, report);
  return findings;
}

/** For top trading cycles by school the round in which its last seat went; else nothing. */
function checkRound(round: Round, report: Report): ReadonlyMap<string, number> {
  const { step, competitors } = round;
  checkGuarantees(round, report);
  if (step.ties !== "admit-all") checkCapacity(round, report);
  if (step.mechanism === "top-trading-cycles") {
    checkNoPools(round, report);
    return checkTrading(round, report);
  }
  const oneLine =
    (step.ties ?? "lot") === "lot" &&
    Object.keys(step.divisions ?? {}).length === 0 &&
    competitors.every(({ guaranteed }) => guaranteed === undefined);
  if (!oneLine) {
    if (checkChoices(round, report)) checkBest(round, report);
    return new Map();
  }
  checkNoPools(round, report);
  if (familiesOf(round).size > 0) checkFamilies(round, report);
  else if (checkRefusals(round, report)) checkOptimality(round, report);
  return new Map();
}

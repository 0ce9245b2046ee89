import { text } from "../../domain/text.ts";
import type { Report } from "../finding.ts";
import type { Round } from "../replay.ts";
import { tradeInRounds } from "./naive-trading.ts";

/*
 * Top trading cycles, and seats that are promised. Serves `check-outcome.ts` and, like it, shares no
 * code with the engine.
 */

/** Whoever has a guaranteed seat is never refused there. */
export function checkGuarantees(round: Round, report: Report): void {
  for (const { pid, school, entry } of round.refused) {
    if (entry.guaranteed !== school) continue;
    report({
      check: "guarantee",
      step: round.step.id,
      school,
      pids: [pid],
      expected: `${school}, or a school listed higher`,
      found: `${pid} refused at ${school}`,
      message: text(
        "孩子没有得到保底学位，也没有得到志愿更靠前的学校。",
        "A child got neither its guaranteed seat nor a school that it had listed higher.",
      ),
    });
  }
}

/**
 * Checks that nobody was refused a school with a seat left, then does the trading over. By school
 * the round in which its last seat went.
 */
export function checkTrading(round: Round, report: Report): ReadonlyMap<string, number> {
  for (const { pid, school } of round.refused) {
    const taken = round.met.get(school)?.length ?? 0;
    const seats = round.capacity.get(school) ?? 0;
    if (taken >= seats) continue;
    report({
      check: "waste",
      step: round.step.id,
      school,
      pids: [pid],
      expected: `${seats} seats given`,
      found: `${taken} given, ${pid} refused`,
      message: text(
        "学校还有空余学位，却没有录取想去的孩子。",
        "A seat stayed free although a child wanted it.",
      ),
    });
  }
  const trades = tradeInRounds(round);
  const admitted = new Set([...round.met.values()].flat());
  const got = new Map([...admitted].map((request) => [request.pid, request]));
  for (const { pid } of round.competitors) {
    const [due, own] = [trades.get(pid)?.request, got.get(pid)];
    if (due === own) continue;
    report({
      check: "trading",
      step: round.step.id,
      school: due?.school ?? own?.school ?? null,
      pids: [pid],
      expected: due?.school ?? "no seat",
      found: own?.school ?? "no seat",
      message: text(
        "录取结果与重新进行的学位交换不符。",
        "The seat is not the one that the trading gives when it is done over.",
      ),
    });
  }
  // Trades come in the order of their rounds.
  const lastRounds = new Map<string, number>();
  for (const { request, round: number } of trades.values()) {
    lastRounds.set(request.school, number);
  }
  return lastRounds;
}

import { text } from "../../domain/text.ts";
import type { Report } from "../finding.ts";
import type { Round } from "../replay.ts";
import { choosersOf } from "./choice.ts";
import type { Chosen } from "./choice.ts";
import { acceptInRounds } from "./naive-acceptance.ts";
import { shown } from "./refusals.ts";
import { bySchool } from "./request.ts";
import type { Request } from "./request.ts";

/*
 * Steps in which schools divide or guarantee seats, or treat equal scores alike. Serves
 * `check-outcome.ts` and, like it, shares no code with the engine.
 */

/**
 * Whether every school has exactly those whom it would take from all who wanted it: those who have
 * it and those who listed it above what they got. Where a choice does not depend on those refused,
 * that is to say that the school would keep all it has and nobody else by himself would be taken;
 * where equal scores are admitted or refused together, it is the only way to say it.
 */
export function checkChoices(round: Round, report: Report): boolean {
  const wanted = bySchool([...[...round.met.values()].flat(), ...round.refused]);
  const choosers = choosersOf(round);
  let sound = true;
  for (const [school, requests] of wanted) {
    const chosen = choosers.get(school)?.(requests) ?? new Map<Request, string | null>();
    if (!checkSchool(round, school, chosen, report)) sound = false;
  }
  return sound;
}

function checkSchool(round: Round, school: string, chosen: Chosen, report: Report): boolean {
  const admitted = new Set(round.met.get(school));
  const wrongly = [...admitted].filter((request) => !chosen.has(request));
  const passedOver = [...chosen.keys()].filter((request) => !admitted.has(request));
  for (const request of passedOver) {
    const free = admitted.size < (round.capacity.get(school) ?? 0);
    report({
      check: free && wrongly.length === 0 ? "waste" : "envy",
      step: round.step.id,
      school,
      pids: [request.pid, ...wrongly.map(({ pid }) => pid)],
      expected: `${request.pid} ${shown(request)} admitted${inPool(chosen.get(request))}`,
      found: `${request.pid} refused`,
      message: text(
        "按学校的录取规则应当录取的孩子没有被录取。",
        "A child was refused whom the school's rules admit.",
      ),
    });
  }
  for (const request of wrongly) {
    report({
      check: "choice",
      step: round.step.id,
      school,
      pids: [...passedOver.map(({ pid }) => pid), request.pid],
      expected: `${request.pid} ${shown(request)} refused`,
      found: `${request.pid} admitted${inPool(round.poolOf(request))}`,
      message: text(
        "按学校的录取规则不应录取的孩子被录取了。",
        "A child was admitted whom the school's rules refuse.",
      ),
    });
  }
  for (const [request, pool] of chosen) {
    if (admitted.has(request)) checkPool(round, request, pool ?? undefined, report);
  }
  return passedOver.length === 0 && wrongly.length === 0;
}

const inPool = (pool: string | null | undefined): string =>
  pool === null || pool === undefined ? "" : ` in pool ${pool}`;

/** At schools that do not divide their seats no pool is named. */
export function checkNoPools(round: Round, report: Report): void {
  for (const requests of round.met.values()) {
    for (const request of requests) checkPool(round, request, undefined, report);
  }
}

function checkPool(
  round: Round,
  request: Request,
  expected: string | undefined,
  report: Report,
): void {
  const found = round.poolOf(request);
  if (found === expected) return;
  report({
    check: "pool",
    step: round.step.id,
    school: request.school,
    pids: [request.pid],
    expected: expected ?? "no pool",
    found: found ?? "no pool",
    message: text(
      "所占学位的类别与学校的学位划分不符。",
      "The pool named is not the one whose seat the child has.",
    ),
  });
}

/** Compares a stable outcome with the best stable one, worked out apart. */
export function checkBest(round: Round, report: Report): void {
  const best = acceptInRounds(round);
  const admitted = new Set([...round.met.values()].flat());
  const differing = round.competitors.filter(({ pid, list }) => {
    const due = best.get(pid);
    const own = round.requests.get(pid)?.find((request) => admitted.has(request));
    return due === undefined ? own !== undefined : own !== due && list.length > 0;
  });
  if (differing.length === 0) return;
  report({
    check: "optimality",
    step: round.step.id,
    school: null,
    pids: differing.map(({ pid }) => pid),
    expected: "the best stable outcome for the children",
    found: "a stable outcome that is worse for these children",
    message: text(
      "存在对孩子更好且同样公平的录取结果。",
      "There is an outcome that is as fair and better for the children.",
    ),
  });
}

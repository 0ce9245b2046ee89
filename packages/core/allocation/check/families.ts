import { text } from "../../domain/text.ts";
import type { Report } from "../finding.ts";
import type { Round } from "../replay.ts";
import { lastOf } from "./refusals.ts";
import type { Request } from "./request.ts";

/*
 * Families whose children want one school together. Serves `check-outcome.ts` and, like it, shares
 * no code with the engine.
 *
 * An *asker* is a child by itself, or a whole family: those of its children who compete in the step,
 * if they are two or more and the outcome does not say that the family fell apart. A family stands
 * at a school where its worst-standing child stands; that orders all askers of a school, for no two
 * of them have a child in common.
 *
 * An asker *blocks* a school if it listed it above what it got, and the seats that are free there,
 * together with those of the askers admitted there who stand after it, suffice for all its children.
 * So a family is displaced as a whole or not at all, also by a single child, and even if only one
 * of its children stands after that child. An outcome is stable if every family has one school for
 * all or none, no school has more children than seats, and nobody blocks. There may be no such
 * outcome, or several of which none is best for all; what is checked is that this one is stable.
 */

interface Asker {
  readonly pids: readonly string[];
  /** By school, for all schools listed: the request of the child who stands worst there. */
  readonly standing: ReadonlyMap<string, Request>;
}

/** By family id the pids of those who ask together, in the outcome's own words. */
export function familiesOf(round: Round): ReadonlyMap<string, readonly string[]> {
  const families = new Map<string, readonly string[]>();
  for (const [family, children] of Object.entries(round.step.together ?? {})) {
    const competing = children.filter((pid) => round.requests.has(pid));
    if (competing.length > 1 && !round.fellApart.has(family)) families.set(family, competing);
  }
  return families;
}

/** Whether all have one school or none, and nobody blocks. */
export function checkFamilies(round: Round, report: Report): void {
  const schoolOf = new Map(
    [...round.met].flatMap(([school, requests]) => requests.map(({ pid }) => [pid, school])),
  );
  let whole = true;
  for (const [family, pids] of familiesOf(round)) {
    const schools = new Set(pids.map((pid) => schoolOf.get(pid) ?? null));
    if (schools.size === 1) continue;
    whole = false;
    report({
      check: "families",
      step: round.step.id,
      school: null,
      pids,
      expected: `one school for all of family ${family}`,
      found: [...schools].map((school) => school ?? "no seat").join(", "),
      message: text(
        "要求同校的一家孩子没有被录取到同一所学校。",
        "The children of a family that asked together were not placed together.",
      ),
    });
  }
  if (!whole) return;
  const askers = askersOf(round);
  const askerOf = new Map(askers.flatMap((asker) => asker.pids.map((pid) => [pid, asker])));
  const admittedAt = new Map(
    [...round.met].map(([school, requests]) => [
      school,
      [...new Set(requests.map(({ pid }) => askerOf.get(pid)))].filter(
        (found) => found !== undefined,
      ),
    ]),
  );
  for (const asker of askers) checkAsker(round, asker, admittedAt, report);
}

function askersOf(round: Round): readonly Asker[] {
  const families = familiesOf(round);
  const together = new Set([...families.values()].flat());
  const alone = [...round.requests.keys()].filter((pid) => !together.has(pid));
  return [...families.values(), ...alone.map((pid) => [pid])].map((pids) => {
    const requests = pids.flatMap((pid) => round.requests.get(pid) ?? []);
    const standing = new Map<string, Request>();
    for (const { school } of requests) {
      const worst = lastOf(
        requests.filter((request) => request.school === school),
        round,
      );
      if (worst !== undefined) standing.set(school, worst);
    }
    return { pids, standing };
  });
}

function checkAsker(
  round: Round,
  asker: Asker,
  admittedAt: ReadonlyMap<string, readonly Asker[]>,
  report: Report,
): void {
  const { pids, standing } = asker;
  for (const [school, request] of standing) {
    const admitted = admittedAt.get(school) ?? [];
    if (admitted.includes(asker)) return;
    const taken = admitted.reduce((sum, other) => sum + other.pids.length, 0);
    const free = (round.capacity.get(school) ?? 0) - taken;
    const after = admitted
      .filter((other) => {
        const worst = other.standing.get(school);
        return worst !== undefined && round.before(request, worst);
      })
      .flatMap((other) => other.pids);
    if (free + after.length < pids.length) continue;
    const enough = free >= pids.length;
    report({
      check: enough ? "waste" : "envy",
      step: round.step.id,
      school,
      pids: enough ? pids : [...pids, ...after],
      expected: `${pids.join(", ")} at ${school}`,
      found: `${free} seats free, ${after.length} given to children who come after`,
      message: text(
        "学校有空余学位，或学位给了排在后面的孩子，却没有录取想去的孩子。",
        "A child or family was refused although seats were free or went to some who come after.",
      ),
    });
  }
}

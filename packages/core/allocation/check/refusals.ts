import { text } from "../../domain/text.ts";
import type { Report } from "../finding.ts";
import type { Round } from "../replay.ts";
import type { Request } from "./request.ts";

/*
 * Steps in which each school simply takes the first of one line. No mechanism is run: what is checked
 * is what the mechanisms guarantee. Serves `check-outcome.ts` and, like it, shares no code with the
 * engine.
 */

export function checkCapacity({ step, met, capacity }: Round, report: Report): void {
  for (const [school, requests] of met) {
    const seats = capacity.get(school) ?? 0;
    if (requests.length <= seats) continue;
    report({
      check: "capacity",
      step: step.id,
      school,
      pids: requests.map(({ pid }) => pid),
      expected: `at most ${seats}`,
      found: String(requests.length),
      message: text(
        "录取人数超过可分配的学位。",
        "More children were placed than there were seats.",
      ),
    });
  }
}

export const lastOf = (requests: readonly Request[], { before }: Round): Request | undefined =>
  requests.reduce<Request | undefined>(
    (last, request) => (last === undefined || before(last, request) ? request : last),
    undefined,
  );

/** Whether every refusal was right: the school was full, of children who all stand before. */
export function checkRefusals(round: Round, report: Report): boolean {
  const { step, met, refused, capacity, before } = round;
  const lasts = new Map([...met].map(([school, requests]) => [school, lastOf(requests, round)]));
  let sound = true;
  for (const request of refused) {
    const { pid, school } = request;
    const taken = met.get(school)?.length ?? 0;
    const seats = capacity.get(school) ?? 0;
    const last = lasts.get(school);
    if (taken < seats) {
      sound = false;
      report({
        check: "waste",
        step: step.id,
        school,
        pids: [pid],
        expected: `${seats} seats given`,
        found: `${taken} given, ${pid} refused`,
        message: text(
          "学校还有空余学位，却没有录取想去的孩子。",
          "A seat stayed free although a child wanted it.",
        ),
      });
    } else if (last !== undefined && before(request, last)) {
      sound = false;
      report({
        check: "envy",
        step: step.id,
        school,
        pids: [pid, last.pid],
        expected: `${pid} ${shown(request)} before ${last.pid} ${shown(last)}`,
        found: `${last.pid} admitted, ${pid} refused`,
        message: text(
          "学位给了排在后面的孩子。",
          "A seat went to a child who comes after one who was refused.",
        ),
      });
    }
  }
  return sound;
}

export const shown = ({ listRank, key, lot }: Request): string =>
  `(place ${listRank}, key [${key.join(", ")}], lot ${lot})`;

/**
 * Points from each school to the refused child who comes first there, and from that child to the
 * school it holds. Going round such a ring, all could move up and nobody outside would object.
 */
export function checkOptimality(round: Round, report: Report): void {
  const firstRefused = new Map<string, Request>();
  for (const request of round.refused) {
    const first = firstRefused.get(request.school);
    if (first === undefined || round.before(request, first)) {
      firstRefused.set(request.school, request);
    }
  }
  const heldBy = new Map(
    [...round.met].flatMap(([school, requests]) => requests.map(({ pid }) => [pid, school])),
  );
  const settled = new Set<string>();
  for (const start of firstRefused.keys()) {
    const path: string[] = [];
    let school: string | undefined = start;
    while (school !== undefined && !settled.has(school)) {
      settled.add(school);
      path.push(school);
      school = heldBy.get(firstRefused.get(school)?.pid ?? "");
    }
    const ring = school === undefined ? [] : path.slice(path.indexOf(school));
    if (school === undefined || !path.includes(school)) continue;
    report({
      check: "optimality",
      step: round.step.id,
      school,
      pids: ring.map((name) => firstRefused.get(name)?.pid ?? ""),
      expected: "the best stable outcome for the children",
      found: `an exchange among ${ring.join(", ")} would be better for all of them`,
      message: text(
        "还有孩子可以互换学位，大家都更满意，又不影响他人。",
        "Some children could exchange seats so that all of them gain and nobody is wronged.",
      ),
    });
  }
}

import type { BuiltStep } from "./build-problem.ts";
import { at } from "./place.ts";
import type { Refuse } from "./shape.ts";
import { rankedIn } from "./steps.ts";

const MOST_NAMED = 5;

/** The line of a serial dictatorship must hold everybody who takes part. */
export function checkOrder({ rules, place, step }: BuiltStep, refuse: Refuse): void {
  if (rules.order === undefined) return;
  const orderPlace = at(place, "order");
  const inLine = new Set([...rankedIn(rules.order, orderPlace)].map(({ id }) => id));
  const missing = step.entries.map(({ pid }) => pid).filter((pid) => !inLine.has(pid));
  if (missing.length === 0) return;
  const names = missing.slice(0, MOST_NAMED).join(", ");
  const more = missing.length > MOST_NAMED ? " …" : "";
  refuse(
    "order-missing",
    orderPlace,
    `次序中缺少参加的申请人（共 ${missing.length} 名）：${names}${more}。`,
    `The order lacks applicants who take part (${missing.length}): ${names}${more}.`,
  );
}

/** A family asks together with one list; what a school refuses to one of it, it refuses to all. */
export function checkFamilies({ rules, place, step }: BuiltStep, refuse: Refuse): void {
  if (rules.together === undefined) return;
  const lists = new Map(step.entries.map(({ pid, list }) => [pid, JSON.stringify(list)]));
  for (const [family, [first = "", ...others]] of Object.entries(rules.together)) {
    for (const [index, other] of others.entries()) {
      if (lists.get(first) === lists.get(other)) continue;
      refuse(
        "together-lists",
        at(at(at(place, "together"), family), index + 1),
        `“${first}”与“${other}”要求同校，因此志愿必须完全相同，且每所学校要么都接受、要么都不接受。`,
        `“${first}” and “${other}” ask together, so their choices must be the same, and each school must rank both or neither.`,
      );
    }
  }
}

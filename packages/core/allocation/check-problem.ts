import type { AllocationProblem, AllocationStep, StepEntry } from "../domain/allocation-problem.ts";
import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import type { Failure, Result } from "../domain/result.ts";
import { err, failure, ok } from "../domain/result.ts";
import { checkRules } from "./check-rules.ts";
import { atPlace, compareKeys, ownEntry } from "./order.ts";
import type { Refuse } from "./refuse.ts";
import { isCount, refuseUnknownSchool } from "./refuse.ts";

/**
 * Refuses a problem that has no well-defined outcome: unknown or repeated ids, seats that are no
 * whole numbers, lists and keys that do not fit, missing, malformed or equal lots. All failures
 * are given, each with its place written as a path ("steps[2].entries[17].list[1]").
 */
export function checkProblem(
  problem: AllocationProblem,
): Result<AllocationProblem, readonly Failure[]> {
  const failures: Failure[] = [];
  const refuse: Refuse = (code, place, zh, en) => {
    failures.push(failure(`allocation.${code}`, zh, en, place));
  };
  const schools = checkSchools(problem, refuse);
  const lots = new LotCheck(problem, refuse);
  const stepIds = new Set<string>();
  for (const [index, step] of problem.steps.entries()) {
    const place = `steps[${index}]`;
    if (stepIds.has(step.id)) {
      refuse(
        "step-repeated",
        `${place}.id`,
        `步骤编号“${step.id}”重复，请为每一步使用不同的编号。`,
        `The step id “${step.id}” is used twice; give each step its own.`,
      );
    }
    stepIds.add(step.id);
    checkLimits(step, place, schools, refuse);
    checkRules(problem, step, place, schools, refuse);
    checkEntries(step, place, schools, lots, refuse);
  }
  return failures.length === 0 ? ok(problem) : err(failures);
}

function checkSchools(problem: AllocationProblem, refuse: Refuse): ReadonlySet<string> {
  const schools = new Set<string>();
  for (const [index, { school, seats }] of problem.schools.entries()) {
    const place = `schools[${index}]`;
    if (school === ONE_FOR_ALL || schools.has(school)) {
      refuse(
        "school-id",
        `${place}.school`,
        `学校编号“${school}”重复，或用了保留的“*”，请改用其他编号。`,
        `The school id “${school}” is used twice, or is the reserved “*”; choose another.`,
      );
    }
    schools.add(school);
    if (!isCount(seats)) {
      refuse(
        "seats",
        `${place}.seats`,
        `学位数必须是 0 或正整数，现为 ${seats}。`,
        `Seats must be a whole number of 0 or more, not ${seats}.`,
      );
    }
  }
  return schools;
}

function checkLimits(
  step: AllocationStep,
  place: string,
  schools: ReadonlySet<string>,
  refuse: Refuse,
): void {
  if (step.competitorsAtMost !== undefined && !isCount(step.competitorsAtMost)) {
    refuse(
      "competitors",
      `${place}.competitorsAtMost`,
      `参加人数上限必须是 0 或正整数，现为 ${step.competitorsAtMost}。`,
      `The limit of competitors must be a whole number of 0 or more, not ${step.competitorsAtMost}.`,
    );
  }
  for (const [school, seats] of Object.entries(step.seatsAtMost ?? {})) {
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, `${place}.seatsAtMost`);
    if (!isCount(seats)) {
      refuse(
        "seats",
        `${place}.seatsAtMost.${school}`,
        `学位数必须是 0 或正整数，现为 ${seats}。`,
        `Seats must be a whole number of 0 or more, not ${seats}.`,
      );
    }
  }
}

function checkEntries(
  step: AllocationStep,
  stepPlace: string,
  schools: ReadonlySet<string>,
  lots: LotCheck,
  refuse: Refuse,
): void {
  const pids = new Set<string>();
  for (const [index, entry] of step.entries.entries()) {
    const place = `${stepPlace}.entries[${index}]`;
    if (pids.has(entry.pid)) {
      refuse(
        "pid-repeated",
        `${place}.pid`,
        `“${entry.pid}”在同一步骤中出现两次，请只保留一条。`,
        `“${entry.pid}” stands twice in the same step; keep one.`,
      );
    }
    pids.add(entry.pid);
    checkList(entry, place, schools, refuse);
    if (checkKeys(step, entry, place, refuse)) checkLine(step, entry, place, refuse);
    checkRights(step, entry, place, schools, lots, refuse);
    const neverLotOne = step.lotScope === "per-school" && step.competitorsAtMost === undefined;
    if (!neverLotOne) lots.check(ONE_FOR_ALL, entry.pid, place);
    if (step.lotScope === "per-school") {
      for (const school of entry.list) lots.check(school, entry.pid, place);
    }
  }
}

function checkList(
  { list }: StepEntry,
  place: string,
  schools: ReadonlySet<string>,
  refuse: Refuse,
): void {
  const seen = new Set<string>();
  for (const [index, school] of list.entries()) {
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, `${place}.list[${index}]`);
    if (seen.has(school)) {
      refuse(
        "choice-repeated",
        `${place}.list[${index}]`,
        `学校“${school}”在名单中重复，请只填一次。`,
        `The school “${school}” is listed twice; list it once.`,
      );
    }
    seen.add(school);
  }
}

/** Whether the keys are fit to be compared. */
function checkKeys(step: AllocationStep, entry: StepEntry, place: string, refuse: Refuse): boolean {
  const fits = (count: number): boolean =>
    count === 1 || (count > 0 && count === entry.list.length);
  let sound = fits(entry.keys.length);
  for (const [name, { length }] of Object.entries({ keys: entry.keys, points: entry.points })) {
    if (fits(length)) continue;
    refuse(
      "count",
      `${place}.${name}`,
      `应有 1 项，或与名单等长（${entry.list.length} 项），现有 ${length} 项。`,
      `There must be 1, or as many as the list has places (${entry.list.length}), not ${length}.`,
    );
  }
  for (const [index, key] of entry.keys.entries()) {
    sound = checkKey(step, key, `${place}.keys[${index}]`, refuse) && sound;
  }
  for (const [index, points] of entry.points.entries()) {
    if (Number.isSafeInteger(points)) continue;
    refuse(
      "points",
      `${place}.points[${index}]`,
      `积分须以千分之一分为单位的整数表示，现为 ${points}。`,
      `Points must be whole thousandths of a point, not ${points}.`,
    );
  }
  return sound;
}

function checkKey(
  { keyParts }: AllocationStep,
  key: readonly number[],
  place: string,
  refuse: Refuse,
): boolean {
  if (key.length === keyParts.length && key.every(Number.isSafeInteger)) return true;
  refuse(
    "key",
    place,
    `排序依据应为 ${keyParts.length} 个整数，现为 [${key.join("，")}]。`,
    `A key must be ${keyParts.length} whole numbers, not [${key.join(", ")}].`,
  );
  return false;
}

/** Keys at schools that the child does not list but could give in exchange. */
function checkRights(
  step: AllocationStep,
  { pid, rights }: StepEntry,
  place: string,
  schools: ReadonlySet<string>,
  lots: LotCheck,
  refuse: Refuse,
): void {
  if (rights === undefined) return;
  if (step.mechanism !== "top-trading-cycles") {
    refuse(
      "rights",
      `${place}.rights`,
      "只有“优先权交换”（top-trading-cycles）才能写未填报学校的优先权。",
      "Rights at schools that are not listed are for top trading cycles only.",
    );
  }
  for (const [school, key] of Object.entries(rights)) {
    const at = `${place}.rights.${school}`;
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, at);
    checkKey(step, key, at, refuse);
    if (step.lotScope === "per-school") lots.check(school, pid, at);
  }
}

/** In the line of a serial dictatorship nobody steps forward by being refused. */
function checkLine(step: AllocationStep, entry: StepEntry, place: string, refuse: Refuse): void {
  if (step.mechanism !== "serial-dictatorship") return;
  for (let index = 1; index < entry.keys.length; index += 1) {
    if (compareKeys(atPlace(entry.keys, index - 1), atPlace(entry.keys, index)) <= 0) continue;
    refuse(
      "key-improves",
      `${place}.keys[${index}]`,
      `“积分优先”中，后面的志愿排位不能比前面的更好；请改用“延迟录取”或调整加分。`,
      "In a serial dictatorship a later choice may not rank better than an earlier one; use deferred acceptance or change the bonus.",
    );
  }
}

/** Looks at each lot that the steps use once, however many steps use it. */
class LotCheck {
  readonly #problem: AllocationProblem;
  readonly #refuse: Refuse;
  readonly #checked = new Map<string, Set<string>>();
  readonly #holders = new Map<string, Map<string, string>>();

  constructor(problem: AllocationProblem, refuse: Refuse) {
    this.#problem = problem;
    this.#refuse = refuse;
  }

  check(draw: string, pid: string, place: string): void {
    const checked = entryOf(this.#checked, draw, () => new Set<string>());
    if (checked.has(pid)) return;
    checked.add(pid);
    const lot = ownEntry(ownEntry(this.#problem.lots, draw), pid);
    if (lot === undefined) {
      this.#refuse(
        "lot-missing",
        place,
        `“${pid}”在摇号“${draw}”中没有号码，请先为所有人摇号。`,
        `“${pid}” has no lot in the draw “${draw}”; draw lots for everybody first.`,
      );
      return;
    }
    const lotPlace = `lots.${draw}.${pid}`;
    if (!/^[0-9a-f]{64}$/.test(lot)) {
      this.#refuse(
        "lot-malformed",
        lotPlace,
        "摇号号码应为 64 位小写十六进制数字。",
        "A lot is 64 lower-case hex digits.",
      );
      return;
    }
    this.#checkEquality(draw, pid, lot, lotPlace);
  }

  #checkEquality(draw: string, pid: string, lot: string, lotPlace: string): void {
    const holders = entryOf(this.#holders, draw, () => new Map<string, string>());
    const other = holders.get(lot);
    holders.set(lot, other ?? pid);
    if (other === undefined) return;
    const group = ownEntry(this.#problem.lotGroups, pid);
    if (group !== undefined && group === ownEntry(this.#problem.lotGroups, other)) return;
    this.#refuse(
      "lot-equal",
      lotPlace,
      `“${pid}”与“${other}”的摇号号码相同，又不属于同一家庭组。摇号无效，须重新进行。`,
      `“${pid}” and “${other}” hold the same lot but are no family group. The draw is void and must be repeated.`,
    );
  }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}

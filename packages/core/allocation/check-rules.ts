import type {
  AllocationProblem,
  AllocationStep,
  Mechanism,
  SeatDivision,
  StepEntry,
} from "../domain/allocation-problem.ts";
import { GUARANTEED_POOL } from "../domain/allocation-problem.ts";
import { ownEntry } from "./order.ts";
import type { Refuse } from "./refuse.ts";
import { isCount, refuseUnknownSchool } from "./refuse.ts";
import { MOST_GROUPS_PER_SCHOOL } from "./seat-division.ts";

const ONE_LINE: ReadonlySet<Mechanism> = new Set(["serial-dictatorship", "ring-draw"]);
const WITHOUT_KEYS: ReadonlySet<Mechanism> = new Set(["lots-only", "ring-draw"]);
const WITH_TIES: ReadonlySet<Mechanism> = new Set([
  "serial-dictatorship",
  "immediate-acceptance",
  "deferred-acceptance",
]);

/** Whether the rules of a step fit together, as its contract says. */
export function checkRules(
  problem: AllocationProblem,
  step: AllocationStep,
  place: string,
  schools: ReadonlySet<string>,
  refuse: Refuse,
): void {
  checkMechanism(step, place, refuse);
  checkTies(step, place, refuse);
  checkTogether(step, place, refuse);
  for (const [school, division] of Object.entries(step.divisions ?? {})) {
    const at = `${place}.divisions.${school}`;
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, at);
    checkDivision(division, at, refuse);
    checkCaps(step, school, division, at, refuse);
  }
  for (const [school, rates] of Object.entries(step.rates ?? {})) {
    const at = `${place}.rates.${school}`;
    if (!schools.has(school)) refuseUnknownSchool(refuse, school, at);
    for (const [index, { percentAtLeast }] of rates.entries()) {
      if (isCount(percentAtLeast) && percentAtLeast <= 100) continue;
      refuse(
        "rate",
        `${at}[${index}].percentAtLeast`,
        `比例须是 0 到 100 的整数，现为 ${percentAtLeast}。`,
        `A rate must be a whole percent from 0 to 100, not ${percentAtLeast}.`,
      );
    }
  }
  checkGuarantees(problem, step, place, refuse);
}

function checkMechanism(step: AllocationStep, place: string, refuse: Refuse): void {
  const { mechanism, ring } = step;
  if (ONE_LINE.has(mechanism) && step.lotScope !== "one") {
    refuse(
      "lot-scope",
      `${place}.lotScope`,
      "这种方式只排一个队，须全体共用一次摇号（one），不能每校各摇。",
      "This mechanism walks one line and needs one lot for all (“one”), not one per school.",
    );
  }
  if (WITHOUT_KEYS.has(mechanism) && step.keyParts.length > 0) {
    refuse(
      "key-parts",
      `${place}.keyParts`,
      "只凭摇号或环形派位的步骤不能再有排序依据，请留空。",
      "A step that goes by lot or ring alone compares no keys; leave keyParts empty.",
    );
  }
  if ((ring === undefined) !== (mechanism !== "ring-draw")) {
    refuse(
      "ring",
      `${place}.ring`,
      "环形派位须写明起点和间隔（ring），其他方式则不能有。",
      "A ring draw needs its start and step (“ring”); no other mechanism has them.",
    );
  }
  for (const [name, value] of Object.entries(ring ?? {})) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    refuse(
      "ring",
      `${place}.ring.${name}`,
      `起点和间隔须是正整数，现为 ${value}。`,
      `Start and step of a ring must be whole numbers of 1 or more, not ${value}.`,
    );
  }
  const barred = {
    "top-trading-cycles": ["divisions", "rates", "together"],
    "immediate-acceptance": ["rates", "together"],
    "serial-dictatorship": ["together"],
    "lots-only": ["together"],
    "ring-draw": ["rates", "together"],
    "deferred-acceptance": [],
  } as const satisfies Readonly<Record<Mechanism, readonly (keyof AllocationStep)[]>>;
  refuseTogether(step, place, barred[mechanism], mechanism, refuse);
}

/** Parts of a step that have no meaning beside `with`. */
function refuseTogether(
  step: AllocationStep,
  place: string,
  barred: readonly (keyof AllocationStep)[],
  beside: string,
  refuse: Refuse,
): void {
  for (const part of barred) {
    if (step[part] === undefined) continue;
    refuse(
      "rules-clash",
      `${place}.${part}`,
      `“${part}”不能与“${beside}”同用，请改用其他方式或删去一项。`,
      `“${part}” cannot be used with “${beside}”; choose another mechanism or remove one of them.`,
    );
  }
}

function checkTies(step: AllocationStep, place: string, refuse: Refuse): void {
  if (step.ties === undefined || step.ties === "lot") return;
  refuseTogether(step, place, ["divisions", "rates", "together"], `ties: ${step.ties}`, refuse);
  refuseGuaranteed(step, place, refuse);
  if (WITH_TIES.has(step.mechanism)) return;
  refuse(
    "rules-clash",
    `${place}.ties`,
    "同分全录或全不录只用于按条件排序的方式。",
    "Admitting all or none of a tie is for mechanisms that compare keys.",
  );
}

function refuseGuaranteed({ entries }: AllocationStep, place: string, refuse: Refuse): void {
  const index = entries.findIndex(({ guaranteed }) => guaranteed !== undefined);
  if (index === -1) return;
  refuse(
    "rules-clash",
    `${place}.entries[${index}].guaranteed`,
    "保证学位不能与同分全录、同分全不录或家庭共同申请同用。",
    "Guaranteed seats do not go with families that ask together, nor with admitting all or none of a tie.",
  );
}

function checkTogether(step: AllocationStep, place: string, refuse: Refuse): void {
  if (step.together === undefined) return;
  refuseTogether(step, place, ["divisions", "rates"], "together", refuse);
  refuseGuaranteed(step, place, refuse);
  const lists = new Map(step.entries.map(({ pid, list }) => [pid, list.join("\n")]));
  const seen = new Set<string>();
  for (const [family, pids] of Object.entries(step.together)) {
    const first = lists.get(pids[0] ?? "");
    const fits = (pid: string): boolean => !seen.has(pid) && lists.get(pid) === first;
    if (pids.length < 2 || first === undefined || !pids.every(fits)) {
      refuse(
        "family",
        `${place}.together.${family}`,
        `家庭“${family}”须有两名以上参加本步骤、志愿完全相同的孩子，且每个孩子只属于一个家庭。`,
        `The family “${family}” must have two or more children of this step with one and the same list, none of them in another family.`,
      );
    }
    for (const pid of pids) seen.add(pid);
  }
}

function checkDivision({ pools }: SeatDivision, place: string, refuse: Refuse): void {
  const ids = new Set(pools.map(({ id }) => id));
  if (ids.size < pools.length || ids.has(GUARANTEED_POOL)) {
    refuse(
      "pool-id",
      `${place}.pools`,
      "学位类别的编号不能重复，也不能用保留的“guaranteed”。",
      "The ids of pools must differ, and “guaranteed” is reserved.",
    );
  }
  const rest = pools.filter(({ seats }) => seats === undefined);
  if (rest.length !== 1 || rest[0]?.group !== null) {
    refuse(
      "open-pool",
      `${place}.pools`,
      "须有且只有一类学位不写数量：它得到其余学位，并对所有人开放。",
      "Exactly one pool must have no number of seats: it has the rest and is open to all.",
    );
  }
  for (const [index, { seats, handOn, id }] of pools.entries()) {
    if (seats !== undefined && !isCount(seats)) {
      refuse(
        "seats",
        `${place}.pools[${index}].seats`,
        `学位数必须是 0 或正整数，现为 ${seats}。`,
        `Seats must be a whole number of 0 or more, not ${seats}.`,
      );
    }
    if (handOn !== null && (handOn === id || !ids.has(handOn))) {
      refuse(
        "hand-on",
        `${place}.pools[${index}].handOn`,
        `空余学位须转给本校另一类学位，没有“${handOn}”这一类。`,
        `Seats left over must go to another pool of the school; there is no such pool “${handOn}”.`,
      );
    }
  }
}

function checkCaps(
  { entries }: AllocationStep,
  school: string,
  { pools, caps }: SeatDivision,
  place: string,
  refuse: Refuse,
): void {
  const capped = (caps ?? []).map(({ group }) => group);
  const reserved = pools.flatMap(({ group }) => group ?? []);
  for (const [index, { group, atMost }] of (caps ?? []).entries()) {
    if (isCount(atMost) && capped.indexOf(group) === index) continue;
    refuse(
      "cap",
      `${place}.caps[${index}]`,
      `上限须是 0 或正整数，每个群体只写一次：“${group}”，${atMost}。`,
      `A cap must be a whole number of 0 or more, once for each group: “${group}”, ${atMost}.`,
    );
  }
  if (new Set([...capped, ...reserved]).size > MOST_GROUPS_PER_SCHOOL) {
    refuse(
      "groups",
      place,
      `一所学校最多区分 ${MOST_GROUPS_PER_SCHOOL} 个群体。`,
      `A school can tell apart ${MOST_GROUPS_PER_SCHOOL} groups at most.`,
    );
  }
  if (capped.length === 0) return;
  checkCappedPools(pools, capped, place, refuse);
  const clashing = entries.find((entry) => {
    const own = entry.list.includes(school) ? [...new Set(entry.groups ?? [])] : [];
    const under = own.filter((group) => capped.includes(group));
    const others = own.filter((group) => reserved.includes(group) && group !== under[0]);
    return under.length > 1 || (under.length === 1 && others.length > 0);
  });
  if (clashing !== undefined) {
    refuse(
      "cap-overlap",
      `${place}.caps`,
      `“${clashing.pid}”既属于有上限的群体，又属于另一个有上限或有预留学位的群体；这样可能不存在稳定的结果。`,
      `“${clashing.pid}” belongs to a capped group and to another that is capped or has seats set apart; no stable outcome might exist.`,
    );
  }
}

/**
 * With other precedences the entry of a better child can open a seat to a worse one: found by trying
 * all sets of askers at small schools (check/choice.test.ts); no counterexample is known to this one.
 */
function checkCappedPools(
  pools: SeatDivision["pools"],
  capped: readonly string[],
  place: string,
  refuse: Refuse,
): void {
  const rest = pools.find(({ seats }) => seats === undefined)?.id;
  const firstOpen = pools.findIndex(({ group }) => group === null);
  const late = pools.some(({ group }, index) => group !== null && index > firstOpen);
  const strays = pools.some(
    ({ group, handOn }) => group !== null && capped.includes(group) && handOn !== rest,
  );
  if (!late && !strays) return;
  refuse(
    "cap-precedence",
    `${place}.pools`,
    "有上限时，预留学位须排在公开学位之前，有上限群体的空余学位须直接转给公开学位；否则可能不存在稳定的结果。",
    "Beside caps, reserved seats must come before open ones, and those of capped groups must be handed on to the open pool; otherwise no stable outcome is sure.",
  );
}

/** Earlier steps must not be able to take the seats that a later one guarantees. */
function checkGuarantees(
  problem: AllocationProblem,
  step: AllocationStep,
  place: string,
  refuse: Refuse,
): void {
  const promised = new Map<string, number>();
  for (const [index, { guaranteed, list, pid }] of step.entries.entries()) {
    if (guaranteed === undefined) continue;
    promised.set(guaranteed, (promised.get(guaranteed) ?? 0) + 1);
    if (list.includes(guaranteed)) continue;
    refuse(
      "guarantee-unlisted",
      `${place}.entries[${index}].guaranteed`,
      `“${pid}”被保证的学校“${guaranteed}”须写入其名单。`,
      `The school “${guaranteed}” guaranteed to “${pid}” must stand in its list.`,
    );
  }
  for (const [school, count] of promised) {
    const sure = surelyLeft(problem, step, school);
    if (count <= sure) continue;
    refuse(
      "guarantee",
      `${place}.entries`,
      `学校“${school}”向 ${count} 名孩子保证了学位，但在这一步只有 ${sure} 个学位确定可用。`,
      `The school “${school}” guarantees seats to ${count} children, but only ${sure} are certain to be there in this step.`,
    );
  }
}

function surelyLeft(problem: AllocationProblem, step: AllocationStep, school: string): number {
  const seats = problem.schools.find((one) => one.school === school)?.seats ?? 0;
  const asks = ({ list }: StepEntry): boolean => list.includes(school);
  let left = seats;
  for (const earlier of problem.steps) {
    const most = ownEntry(earlier.seatsAtMost, school) ?? Infinity;
    if (earlier === step) return Math.min(left, most);
    left = Math.max(0, left - Math.min(most, earlier.entries.filter(asks).length));
  }
  return left;
}

import type { AllocationProblem, AllocationStep } from "../../domain/allocation-problem.ts";
import { choosersOf } from "../check/choice.ts";
import { fieldOf } from "../check/field.ts";
import type { Field } from "../check/field.ts";
import { inOrder, keyOrder, standsBefore } from "../check/request.ts";
import type { Request } from "../check/request.ts";
import type { Matching } from "./brute-force.ts";

/*
 * Oracles for one step of a small town that try every outcome against a definition read literally:
 * divided seats, equal scores, families, trading. They share with the checker what a school would
 * choose and who competes, and nothing else.
 */

/** The first step of a town, before anybody is placed. */
export function firstField(problem: AllocationProblem): Field {
  const [step] = problem.steps;
  if (step === undefined) throw new Error("no step");
  const left = new Map(problem.schools.map(({ school, seats }) => [school, seats]));
  return fieldOf(problem, step, step.entries, left);
}

/** Every way of giving each competitor one of its requests or none. */
function* allOutcomes({ requests }: Field): Generator<readonly Request[]> {
  const lists = [...requests.values()];
  function* from(index: number, met: readonly Request[]): Generator<readonly Request[]> {
    const list = lists[index];
    if (list === undefined) {
      yield met;
      return;
    }
    yield* from(index + 1, met);
    for (const request of list) yield* from(index + 1, [...met, request]);
  }
  yield* from(0, []);
}

const matchingOf = ({ requests }: Field, met: readonly Request[]): Matching =>
  new Map(
    [...requests.keys()].map((pid) => [
      pid,
      met.find((request) => request.pid === pid)?.school ?? null,
    ]),
  );

/** Listed above what the outcome gives, and so refused. */
function refusedIn({ requests }: Field, met: readonly Request[]): readonly Request[] {
  return [...requests].flatMap(([pid, list]) => {
    const own = met.find((request) => request.pid === pid)?.listRank ?? list.length + 1;
    return list.filter(({ listRank }) => listRank < own);
  });
}

/**
 * Stable outcomes where schools choose: each school would keep all whom it has, and take nobody who
 * would rather come to it if he alone asked in addition.
 */
export function choiceStableOutcomes(field: Field): readonly Matching[] {
  const choosers = choosersOf(field);
  const stable = (met: readonly Request[]): boolean => {
    const at = (school: string): readonly Request[] =>
      met.filter((request) => request.school === school);
    const keepsAll = [...choosers].every(([school, choose]) => {
      const admitted = at(school);
      return choose(admitted).size === admitted.length;
    });
    return (
      keepsAll &&
      refusedIn(field, met).every(
        (request) =>
          choosers
            .get(request.school)?.([...at(request.school), request])
            .has(request) !== true,
      )
    );
  };
  return [...allOutcomes(field)].filter(stable).map((met) => matchingOf(field, met));
}

/** How good an outcome is for each child: places of the list, one past its end for none. */
function ranksOf(field: Field, matching: Matching): readonly number[] {
  return [...field.requests].map(([pid, list]) => {
    const place = list.findIndex(({ school }) => school === matching.get(pid));
    return place === -1 ? list.length : place;
  });
}

const atLeastAsGood = (first: readonly number[], second: readonly number[]): boolean =>
  first.every((rank, index) => rank <= (second[index] ?? 0));

/** The one that every child likes at least as well as all others. */
export function bestForAll(field: Field, outcomes: readonly Matching[]): Matching {
  const ranked = outcomes.map((matching) => ({ matching, ranks: ranksOf(field, matching) }));
  const best = ranked.filter(({ ranks }) =>
    ranked.every((other) => atLeastAsGood(ranks, other.ranks)),
  );
  const [only] = best;
  if (only === undefined || best.length > 1) throw new Error("no single best outcome");
  return only.matching;
}

/** Whether some way of giving out the seats is as good for all children, and better for one. */
export function isParetoDominated(field: Field, matching: Matching): boolean {
  const own = ranksOf(field, matching);
  for (const met of allOutcomes(field)) {
    const fits = [...field.capacity].every(
      ([school, seats]) => met.filter((request) => request.school === school).length <= seats,
    );
    const ranks = ranksOf(field, matchingOf(field, met));
    if (fits && atLeastAsGood(ranks, own) && !atLeastAsGood(own, ranks)) return true;
  }
  return false;
}

/** What a child is compared by where equal scores are treated alike. */
const scoreBefore =
  ({ mechanism }: AllocationStep) =>
  (first: Request, second: Request): number =>
    mechanism === "immediate-acceptance" && first.listRank !== second.listRank
      ? first.listRank - second.listRank
      : keyOrder(first.key, second.key);

/**
 * Outcomes of all stable score limits (Biró & Kiselgof 2015). A limit admits so many scores, best
 * first, and every child goes to the first school of its list whose limit admits it. Limits are
 * stable if no school breaks its rule, and none could be lowered by one score without breaking it:
 * "admit-none" is broken by more children than seats (H-stable), "admit-all" by somebody who was
 * admitted although those with better scores filled all seats (L-stable).
 */
export function limitStableOutcomes(field: Field): readonly Matching[] {
  const { step, requests, capacity } = field;
  const order = scoreBefore(step);
  const schools = [...capacity.keys()];
  const all = [...requests.values()].flat();
  const scoresAt = new Map(
    schools.map((school) => {
      const here = all.filter((request) => request.school === school).toSorted(order);
      return [
        school,
        here.filter((request, index) => {
          const previous = here[index - 1];
          return previous === undefined || order(previous, request) !== 0;
        }),
      ];
    }),
  );
  type Limits = ReadonlyMap<string, number>;
  const admits = (limits: Limits, request: Request): boolean => {
    const scores = scoresAt.get(request.school) ?? [];
    return scores.slice(0, limits.get(request.school)).some((score) => order(score, request) === 0);
  };
  const outcome = (limits: Limits): readonly Request[] =>
    [...requests.values()].flatMap((list) => list.find((request) => admits(limits, request)) ?? []);
  const keepsRule = (limits: Limits, school: string): boolean => {
    const admitted = outcome(limits).filter((request) => request.school === school);
    const seats = capacity.get(school) ?? 0;
    if (step.ties === "admit-none") return admitted.length <= seats;
    const lastScore = scoresAt.get(school)?.[(limits.get(school) ?? 0) - 1];
    if (lastScore === undefined) return true;
    return admitted.filter((request) => order(request, lastScore) < 0).length < seats;
  };
  const isStable = (limits: Limits): boolean =>
    schools.every((school) => {
      const limit = limits.get(school) ?? 0;
      const lowest = limit === scoresAt.get(school)?.length;
      const lower = new Map(limits).set(school, limit + 1);
      return keepsRule(limits, school) && (lowest || !keepsRule(lower, school));
    });
  const allLimits = schools.reduce<readonly Limits[]>(
    (some, school) =>
      some.flatMap((limits) =>
        [0, ...(scoresAt.get(school) ?? []).map((_, index) => index + 1)].map((limit) =>
          new Map(limits).set(school, limit),
        ),
      ),
    [new Map()],
  );
  return allLimits.filter(isStable).map((limits) => matchingOf(field, outcome(limits)));
}

/**
 * Stable outcomes where the families named ask together: all have one school or none, and no child
 * or family could be seated at a school that it would rather have by the seats free there and those
 * of some children and whole families who stand after it. A family stands where its worst child does.
 */
export function togetherStableOutcomes(
  field: Field,
  families: readonly (readonly string[])[],
): readonly Matching[] {
  const alone = [...field.requests.keys()].filter((pid) => !families.flat().includes(pid));
  const askers = [...families, ...alone.map((pid) => [pid])];
  const worst = (pids: readonly string[], school: string): Request | undefined =>
    pids
      .flatMap((pid) => field.requests.get(pid)?.filter((one) => one.school === school) ?? [])
      .toSorted(inOrder(standsBefore))
      .at(-1);
  const isStable = (matching: Matching): boolean => {
    const schoolOf = ([first]: readonly string[]): string | null =>
      matching.get(first ?? "") ?? null;
    const roomAt = (school: string): number =>
      (field.capacity.get(school) ?? 0) -
      [...matching.values()].filter((given) => given === school).length;
    const blocks = (pids: readonly string[], school: string): boolean => {
      const own = worst(pids, school);
      const after = askers.filter((other) => {
        const theirs = schoolOf(other) === school ? worst(other, school) : undefined;
        return own !== undefined && theirs !== undefined && standsBefore(own, theirs);
      });
      return roomAt(school) + after.flat().length >= pids.length;
    };
    return (
      families.every((pids) => new Set(pids.map((pid) => matching.get(pid))).size === 1) &&
      [...field.capacity.keys()].every((school) => roomAt(school) >= 0) &&
      askers.every((pids) => {
        const list = field.requests.get(pids[0] ?? "")?.map(({ school }) => school) ?? [];
        const given = list.indexOf(schoolOf(pids) ?? "");
        return list
          .slice(0, given === -1 ? list.length : given)
          .every((school) => !blocks(pids, school));
      })
    );
  };
  return [...allOutcomes(field)].map((met) => matchingOf(field, met)).filter(isStable);
}

/**
 * Top trading cycles one ring at a time, found by walking from the first child left; the outcome
 * does not depend on which ring goes first.
 */
export function tradeOneByOne(field: Field): Matching {
  const seats = new Map(field.capacity);
  const matching = new Map<string, string | null>();
  const open = (school: string): boolean => (seats.get(school) ?? 0) > 0;
  const waiting = (): readonly string[] =>
    [...field.requests.keys()].filter((pid) => !matching.has(pid));
  const wish = (pid: string): Request | undefined =>
    field.requests.get(pid)?.find(({ school }) => open(school));
  const holder = (school: string): string | undefined =>
    waiting()
      .filter((pid) => wish(pid) !== undefined)
      .flatMap((pid) => rightAt(field, pid, school) ?? [])
      .toSorted(inOrder(field.before))[0]?.pid;
  for (let start = waiting().at(-1); start !== undefined; start = waiting().at(-1)) {
    const path: string[] = [];
    let pid: string | undefined = start;
    while (pid !== undefined && !path.includes(pid)) {
      path.push(pid);
      pid = holder(wish(pid)?.school ?? "");
    }
    if (pid === undefined) {
      matching.set(start, null);
      continue;
    }
    const ring = path.slice(path.indexOf(pid)).map((member) => [member, wish(member)] as const);
    for (const [member, request] of ring) {
      const school = request?.school ?? null;
      matching.set(member, school);
      if (school !== null) seats.set(school, (seats.get(school) ?? 0) - 1);
    }
  }
  return matching;
}

/** What a child has to offer at a school: its request there, or a right without a wish. */
function rightAt(field: Field, pid: string, school: string): Request | undefined {
  const listed = field.requests.get(pid)?.find((request) => request.school === school);
  const entry = field.competitors.find((competitor) => competitor.pid === pid);
  const key = entry?.rights?.[school];
  if (listed !== undefined || entry === undefined || key === undefined) return listed;
  const draw = field.step.lotScope === "one" ? "*" : school;
  const lot = field.problem.lots[draw]?.[pid] ?? "";
  return { entry, pid, school, listRank: 0, key, points: undefined, lot };
}

import type { KeyPart, SchoolVerdict } from "../domain/allocation-problem.ts";
import { GUARANTEED_POOL, KEY_WITHOUT_VALUE, OPEN_POOL } from "../domain/allocation-problem.ts";
import { formatPoints, pointsOf } from "../domain/points.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";

/** The printed names that a sentence needs. */
export interface VerdictNames {
  readonly school: (id: string) => Text;
  readonly step: (id: string) => Text;
  /** What a part of the key is called: "积分", "居住时间". */
  readonly keyPart: (part: KeyPart) => Text;
  /** What a pool of seats is called, beyond the two that every city has: "军人子女学位". */
  readonly pool: (id: string) => Text;
  /** A lot's 64 hex digits as its draw writes it; the leading digits where absent. */
  readonly lot?: (hex: string) => string;
}

/** One plain sentence or two that say why, for a family. */
export function verdictText(verdict: SchoolVerdict, names: VerdictNames): Text {
  const why = reasonText(verdict, names);
  const { pool } = verdict;
  if (pool === undefined) return why;
  const name = POOL_NAMES.get(pool) ?? names.pool(pool);
  return verdict.verdict === "admitted"
    ? text(`${why.zh}所占的是“${name.zh}”。`, `${why.en} The seat is one of the “${name.en}”.`)
    : text(
        `${why.zh}这个孩子最接近录取的是“${name.zh}”。`,
        `${why.en} The child came nearest to a seat among the “${name.en}”.`,
      );
}

const POOL_NAMES: ReadonlyMap<string, Text> = new Map([
  [OPEN_POOL, text("公开学位", "open seats")],
  [GUARANTEED_POOL, text("已保证的学位", "guaranteed seats")],
]);

/** Parts of a key that the engine puts before those of the rules: siblings' priority, re-runs. */
const KEY_PART_NAMES: ReadonlyMap<string, Text> = new Map([
  ["sibling", text("兄弟姐妹在校", "a brother or sister at the school")],
  ["waiting-list", text("候补名单的次序", "the order of the waiting list")],
]);

const keyPartName = (part: KeyPart, names: VerdictNames): Text =>
  (part.by === "term" ? KEY_PART_NAMES.get(part.term) : undefined) ?? names.keyPart(part);

function reasonText(verdict: SchoolVerdict, names: VerdictNames): Text {
  const school = names.school(verdict.school);
  const step = names.step(verdict.step);
  switch (verdict.verdict) {
    case "admitted":
      return text(
        `在“${step.zh}”这一步，${school.zh}录取了这个孩子。`,
        `In the step “${step.en}”, ${school.en} admitted this child.`,
      );
    case "no-seats-in-step":
      return text(
        `轮到“${step.zh}”这一步时，${school.zh}已没有可分配的学位。`,
        `When the step “${step.en}” began, ${school.en} had no seat left to give.`,
      );
    case "outside-competitors":
      return outsideText(verdict, step);
    case "beaten-by-choice-rank":
      return choiceRankText(verdict, school, step);
    case "beaten-by-key":
      return keyText(verdict, school, step, names);
    case "beaten-by-lot":
      return lotText(verdict, school, step, names);
    case "beaten-by-call":
      return callText(verdict, school, step);
    case "tied-at-last-seat":
      return text(
        `在“${step.zh}”这一步，${school.zh}剩下的学位不够录取所有与这个孩子条件相同的孩子；按公布的规则，一个也不录取。`,
        `In the step “${step.en}”, the seats left at ${school.en} did not suffice for all children who are equal to this child; by the published rule none of them was admitted.`,
      );
    case "cap-reached":
      return text(
        `在“${step.zh}”这一步，${school.zh}录取的这一群体的孩子已达公布的上限。`,
        `In the step “${step.en}”, ${school.en} had admitted as many children of this child's group as the published limit allows.`,
      );
    case "traded-away":
      return tradedText(verdict, school, step);
    case "not-all-together":
      return text(
        `这个家庭希望孩子们在同一所学校；在“${step.zh}”这一步，${school.zh}不能同时录取他们。`,
        `The family wants one school for its children; in the step “${step.en}”, ${school.en} could not admit all of them.`,
      );
    case "not-eligible":
      return text(
        `在“${step.zh}”这一步，${school.zh}的学位都是为其他群体预留的，这个孩子不属于这些群体。`,
        `In the step “${step.en}”, the seats of ${school.en} were set apart for groups to which this child does not belong.`,
      );
    default:
      return assertNever(verdict.verdict);
  }
}

/** @throws on a verdict that lacks what `explain` always gives. */
function given<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the verdict lacks its ${what}`);
  return value;
}

function outsideText(verdict: SchoolVerdict, step: Text): Text {
  const { rank, atMost } = given(verdict.ranking, "ranking");
  return text(
    `“${step.zh}”这一步只有排在前 ${atMost} 名的孩子参加，这个孩子排第 ${rank} 名，因此没有参加。`,
    `Only the first ${atMost} children take part in the step “${step.en}”. This child ranked ${rank}, and so did not take part.`,
  );
}

function choiceRankText(verdict: SchoolVerdict, school: Text, step: Text): Text {
  const last = given(given(verdict.cutoff, "cutoff").listRank, "cutoff's list rank");
  const own = verdict.listRank;
  return text(
    `“${step.zh}”这一步先看志愿顺序。${school.zh}录取到第 ${last} 志愿的孩子时就已招满；这个孩子把它填在第 ${own} 位。`,
    `The step “${step.en}” looks at the order of choices first. ${school.en} was full after children who listed it as choice ${last}; this child listed it as choice ${own}.`,
  );
}

function callText(verdict: SchoolVerdict, school: Text, step: Text): Text {
  const own = given(given(verdict.own, "own standing").call, "place in the call list");
  const last = given(given(verdict.cutoff, "cutoff").call, "cutoff's place in the call list");
  return text(
    `在“${step.zh}”这一步，${school.zh}按公布的次序录取到第 ${last} 位；这个孩子排第 ${own} 位。`,
    `In the step “${step.en}”, ${school.en} admitted down to place ${last} of the published order; this child stands at place ${own}.`,
  );
}

function tradedText(verdict: SchoolVerdict, school: Text, step: Text): Text {
  const round = given(given(verdict.cutoff, "cutoff").round, "cutoff's round");
  return text(
    `在“${step.zh}”这一步，${school.zh}的学位在第 ${round} 轮交换中已全部换出；到那时，这个孩子还没有可以换得它的优先资格。`,
    `In the step “${step.en}”, the seats of ${school.en} had all been exchanged by round ${round}; until then this child had no priority to offer for one.`,
  );
}

function keyText(verdict: SchoolVerdict, school: Text, step: Text, names: VerdictNames): Text {
  const own = given(verdict.own, "own standing");
  const cutoff = given(verdict.cutoff, "cutoff");
  const part = given(verdict.decidedBy, "deciding part");
  const label = keyPartName(part, names);
  // Every part before the deciding one is equal, and families should know that it was so.
  const decidesFirst = own.key[0] !== cutoff.key[0];
  const zhBefore = decidesFirst ? "" : "前面比较的条件相同；";
  const enBefore = decidesFirst ? "" : "what is compared before is equal, but ";
  const compared = comparedPoints(verdict, part);
  if (compared === null) {
    return text(
      `在“${step.zh}”这一步，${zhBefore}按“${label.zh}”比较，这个孩子排在${school.zh}最后一名录取者之后。`,
      `In the step “${step.en}”, ${enBefore}by “${label.en}” this child comes after the last child admitted to ${school.en}.`,
    );
  }
  return text(
    `在“${step.zh}”这一步，${zhBefore}这个孩子的“${label.zh}”是 ${compared.own}，低于${school.zh}最后一名录取者的 ${compared.last}。`,
    `In the step “${step.en}”, ${enBefore}this child's “${label.en}” is ${compared.own}, below the ${compared.last} of the last child admitted to ${school.en}.`,
  );
}

/** The two numbers of points that decided; null where something that is no points did. */
function comparedPoints(
  { own, cutoff }: SchoolVerdict,
  part: KeyPart,
): { readonly own: string; readonly last: string } | null {
  if (own === undefined || cutoff === undefined) return null;
  const at = own.key.findIndex((value, index) => value !== cutoff.key[index]);
  const [mine, last] = [given(own.key[at], "key"), given(cutoff.key[at], "cutoff's key")];
  if (mine === KEY_WITHOUT_VALUE) return null;
  switch (part.by) {
    case "points":
      return { own: formatPoints(own.points), last: formatPoints(cutoff.points) };
    case "item":
      // Keys hold points negated, so that more comes first.
      return { own: formatPoints(pointsOf(0 - mine)), last: formatPoints(pointsOf(0 - last)) };
    case "term":
      return null;
    default:
      return assertNever(part);
  }
}

function lotText(verdict: SchoolVerdict, school: Text, step: Text, names: VerdictNames): Text {
  const own = given(verdict.own, "own standing").lot;
  const last = given(verdict.cutoff, "cutoff").lot;
  if (own === last) {
    return text(
      `在“${step.zh}”这一步，兄弟姐妹共用一个摇号号码；轮到这个号码时，${school.zh}剩下的学位不够，按公开编号的先后，这个孩子未能录取。`,
      `In the step “${step.en}” siblings share one lot. When it came up, ${school.en} had too few seats for all of them, and the public numbers decided.`,
    );
  }
  const digits = shortestDifference(own, last);
  const shown = names.lot ?? ((hex: string) => `0x${hex.slice(0, digits)}…`);
  return text(
    `在“${step.zh}”这一步，这个孩子与${school.zh}最后一名录取者条件相同，由摇号决定，号码小的在前：这个孩子的号码 ${shown(own)} 排在 ${shown(last)} 之后。`,
    `In the step “${step.en}” this child and the last child admitted to ${school.en} are equal, so the lot decides, smaller first: this child's lot ${shown(own)} comes after ${shown(last)}.`,
  );
}

const FEWEST_DIGITS = 8;

/** How many leading digits show which of two different lots is smaller; at least eight. */
function shortestDifference(own: string, last: string): number {
  let equal = 0;
  while (equal < own.length && own[equal] === last[equal]) equal += 1;
  return Math.max(FEWEST_DIGITS, equal + 1);
}

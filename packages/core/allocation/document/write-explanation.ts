import type { AllocationOutcome, KeyPart, SchoolVerdict } from "../../domain/allocation-problem.ts";
import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import { prepareExplainer } from "../explain.ts";
import type { VerdictNames } from "../verdict-text.ts";
import { verdictText } from "../verdict-text.ts";
import { schoolMeant } from "./build-problem.ts";
import type { Name } from "./document.ts";
import type { ReadDocument } from "./read-document.ts";
import { ONLY_STEP } from "./steps.ts";
import type { WrittenCutoff } from "./write-outcome.ts";
import { stepOf, writeCutoff } from "./write-outcome.ts";
import type { WrittenStanding } from "./write-standing.ts";
import { writeStanding } from "./write-standing.ts";

/** Why one applicant did not get (or got) one school; of others it holds the public cutoff alone. */
export interface WrittenVerdict {
  readonly step?: string;
  readonly school: string;
  /** Its place in the applicant's choices of the step, from 1. */
  readonly choice: number;
  /** Those of the engine (docs/allocation.md), and "unacceptable": the school does not rank it. */
  readonly verdict: SchoolVerdict["verdict"] | "unacceptable";
  readonly pool?: string;
  /** Place among all who wanted the school, and their number. */
  readonly rank?: number;
  readonly wanted?: number;
  /** "priority", "points" or the name of a value. */
  readonly decidedBy?: string;
  readonly own?: WrittenStanding;
  readonly cutoff?: WrittenCutoff;
  readonly ranking?: { readonly rank: number; readonly atMost: number };
  readonly sentence: Text;
}

/** By applicant: verdicts for each school down to the one received, in the order of the steps. */
export function explanationWriter(
  read: ReadDocument,
  outcome: AllocationOutcome,
): (applicant: string) => readonly WrittenVerdict[] {
  const explain = prepareExplainer(read.problem, outcome);
  const names = namesOf(read);
  return (applicant) => explain(applicant).map((verdict) => writeVerdict(read, names, verdict));
}

function writeVerdict(
  read: ReadDocument,
  names: VerdictNames,
  verdict: SchoolVerdict,
): WrittenVerdict {
  const { step, listRank, pool, rank, wanted, decidedBy, own, cutoff, ranking } = verdict;
  const school = schoolMeant(verdict.school);
  const where = { ...stepOf(read, step), school: school.id, choice: listRank };
  if (school.refuses) {
    const sentence = unacceptableText(names.school(school.id));
    return { ...where, verdict: "unacceptable", sentence };
  }
  return {
    ...where,
    verdict: verdict.verdict,
    ...(pool === undefined ? {} : { pool }),
    ...(rank === undefined ? {} : { rank }),
    ...(wanted === undefined ? {} : { wanted }),
    ...(decidedBy === undefined
      ? {}
      : { decidedBy: decidedBy.by === "term" ? decidedBy.term : decidedBy.by }),
    ...(own === undefined ? {} : { own: writeStanding(read, step, school.id, own) }),
    ...(cutoff === undefined ? {} : { cutoff: writeCutoff(read, cutoff) }),
    ...(ranking === undefined ? {} : { ranking }),
    sentence: sentenceOf(read, names, verdict),
  };
}

/** The engine's words, but where lots decide: those are told as the document writes them. */
function sentenceOf(read: ReadDocument, names: VerdictNames, verdict: SchoolVerdict): Text {
  const { own, cutoff, step, school } = verdict;
  if (own === undefined || cutoff === undefined) return verdictText(verdict, names);
  if (verdict.verdict !== "beaten-by-lot") {
    const parts = countedParts(read, verdict);
    return verdictText(
      {
        ...verdict,
        own: { ...own, key: parts.map((part) => own.key[part] ?? 0) },
        cutoff: { ...cutoff, key: parts.map((part) => cutoff.key[part] ?? 0) },
      },
      names,
    );
  }
  const mine = writeStanding(read, step, school, own).lot;
  const last = writeStanding(read, step, school, cutoff).lot;
  if (mine === undefined || last === undefined || own.lot === cutoff.lot) {
    return verdictText(verdict, names);
  }
  const [name, stepName] = [names.school(school), names.step(step)];
  return text(
    `在“${stepName.zh}”这一步，这个孩子与${name.zh}最后一名录取者条件相同，由摇号决定，号码小的在前：这个孩子的号码 ${mine} 排在 ${last} 之后。`,
    `In the step “${stepName.en}” this child and the last child admitted to ${name.en} are equal, so the lot decides, smaller first: this child's lot ${mine} comes after ${last}.`,
  );
}

/** Parts that the school does not look at are equal for all; a sentence is not to speak of them. */
function countedParts({ steps }: ReadDocument, { step, school }: SchoolVerdict): readonly number[] {
  const standings = steps.find((built) => built.step.id === step)?.standings;
  return (standings?.compared ?? []).flatMap((part, index) =>
    standings?.counts(part, school) === true ? [index] : [],
  );
}

const unacceptableText = (school: Text): Text =>
  text(
    `${school.zh}的优先次序中没有这个孩子，因此不能录取。`,
    `${school.en} does not rank this child, and so cannot admit it.`,
  );

const both = (name: Name): Text => (typeof name === "string" ? text(name, name) : name);

const KEY_PART_NAMES: ReadonlyMap<string, Text> = new Map([
  ["priority", text("优先次序", "priority")],
  ["points", text("积分", "points")],
]);

function namesOf({ document }: ReadDocument): VerdictNames {
  const schools = new Map(document.schools.map(({ id, name = id }) => [id, both(name)]));
  const steps = new Map(document.steps?.map(({ id, name = id }) => [id, both(name)]));
  steps.set(ONLY_STEP, steps.get(ONLY_STEP) ?? text("录取", "allocation"));
  const keyName = (part: KeyPart): string =>
    part.by === "points" ? part.by : part.by === "item" ? part.item : part.term;
  return {
    school: (id) => schools.get(id) ?? both(id),
    step: (id) => steps.get(id) ?? both(id),
    keyPart: (part) => KEY_PART_NAMES.get(keyName(part)) ?? both(keyName(part)),
    pool: both,
  };
}

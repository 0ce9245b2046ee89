import type { AllocationOutcome, KeyPart, SchoolVerdict } from "../../domain/allocation-problem.ts";
import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import { prepareExplainer } from "../explain.ts";
import type { VerdictNames } from "../verdict-text.ts";
import { verdictText } from "../verdict-text.ts";
import { schoolMeant } from "./build-problem.ts";
import type { AllocationDocument, Name } from "./document.ts";
import type { ReadDocument } from "./read-document.ts";
import { ONLY_STEP } from "./steps.ts";
import type { WrittenCutoff } from "./write-outcome.ts";
import { stepOf, writeCutoff } from "./write-outcome.ts";
import type { WrittenStanding } from "./write-standing.ts";
import { builtStep, countedParts, writeStanding, writtenLot } from "./write-standing.ts";

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
  /** "sibling", "priority", "points" or the name of a value. */
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

/** The engine's words, with lots as the document writes them. */
function sentenceOf(read: ReadDocument, names: VerdictNames, verdict: SchoolVerdict): Text {
  const { own, cutoff, school } = verdict;
  if (own === undefined || cutoff === undefined) return verdictText(verdict, names);
  const built = builtStep(read, verdict.step);
  // Parts that the school does not look at are equal for all; a sentence is not to speak of them.
  const places = countedParts(built, school).map(({ place }) => place);
  const ofPlaces = (key: readonly number[]) => places.map((place) => key[place] ?? 0);
  return verdictText(
    {
      ...verdict,
      own: { ...own, key: ofPlaces(own.key) },
      cutoff: { ...cutoff, key: ofPlaces(cutoff.key) },
    },
    { ...names, lot: (hex) => String(writtenLot(read, built, school, hex) ?? hex) },
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

/** The printed name of a school; its id where the document has no name for it. */
export function schoolNamer({ schools }: AllocationDocument): (id: string) => Text {
  const names = new Map(schools.map(({ id, name = id }) => [id, both(name)]));
  return (id) => names.get(id) ?? both(id);
}

function namesOf({ document }: ReadDocument): VerdictNames {
  const steps = new Map(document.steps?.map(({ id, name = id }) => [id, both(name)]));
  steps.set(ONLY_STEP, steps.get(ONLY_STEP) ?? text("录取", "allocation"));
  const keyName = (part: KeyPart): string =>
    part.by === "points" ? part.by : part.by === "item" ? part.item : part.term;
  return {
    school: schoolNamer(document),
    step: (id) => steps.get(id) ?? both(id),
    keyPart: (part) => KEY_PART_NAMES.get(keyName(part)) ?? both(keyName(part)),
    pool: both,
  };
}

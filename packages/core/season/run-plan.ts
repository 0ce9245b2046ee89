import { ONE_FOR_ALL } from "../domain/allocation-problem.ts";
import { tagHash, toHex, utf8 } from "../draw/encoding.ts";
import { canonicalJson } from "../log/canonical-json.ts";
import type { Policy } from "../policy/document.ts";

/** `plan.json` of docs/specification.md, section 2.2: what of the policy a verifier needs. */
export interface RunPlan {
  /** How many children are to be checked on paper. */
  readonly audit: number;
  /** The round of drand's quicknet whose signature goes into the seed. */
  readonly beacon: number | null;
  /** Ids, ascending; an odd number of them. */
  readonly contributors: readonly string[];
  /** `*`, then the ids of all schools, ascending, where a step draws per school. */
  readonly draws: readonly string[];
  readonly objectionHours: number;
  readonly run: string;
  /** Seats by school. */
  readonly schools: Readonly<Record<string, number>>;
  /** Ids in their order. */
  readonly steps: readonly string[];
  /** So many contributors can rebuild an absent one's secret. */
  readonly threshold: number;
  /** The least number of throws of a ten-sided die. */
  readonly throws: number;
}

/** What a plan has beside the policy's schools and steps. */
export type DrawTerms = Pick<
  RunPlan,
  "audit" | "beacon" | "contributors" | "objectionHours" | "throws"
>;

/** Ids are ASCII: the order of their code units is that of their bytes. */
const ascending = (ids: readonly string[]): readonly string[] =>
  ids.toSorted((left, right) => (left < right ? -1 : 1));

export function planOf(policy: Policy, run: string, terms: DrawTerms): RunPlan {
  const perSchool = policy.steps.some(({ lotScope }) => lotScope === "per-school");
  const schools = ascending(policy.plan.schools.map(({ id }) => id));
  return {
    ...terms,
    contributors: ascending(terms.contributors),
    draws: perSchool ? [ONE_FOR_ALL, ...schools] : [ONE_FOR_ALL],
    run,
    schools: Object.fromEntries(policy.plan.schools.map(({ id, seats }) => [id, seats])),
    steps: policy.steps.map(({ id }) => id),
    threshold: (terms.contributors.length + 1) / 2,
  };
}

/** The file's text. */
export const planText = (plan: RunPlan): string => `${canonicalJson({ ...plan, v: 1 })}\n`;

/** `plan`: 64 hex digits. */
export const planHash = (text: string): string => toHex(tagHash("xadm/v1/plan", utf8(text)));

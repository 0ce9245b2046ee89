import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { termOf } from "@yangguang/core/policy/terms.ts";
import type { ReadChildren } from "./read-children.ts";
import { choiceRank } from "./result-row.ts";
import type { ChildOutcome, PhaseTiming, SeasonRunResult } from "./run-result.ts";
import type { ResultKind } from "./words.ts";
import { categoryLabel, RESULT_KINDS, resultKind } from "./words.ts";

interface CategoryCount {
  readonly category: string;
  readonly label: Text;
  readonly children: number;
  readonly placed: number;
  readonly unplaced: number;
}

interface StepCount {
  readonly step: string;
  readonly label: Text;
  readonly placed: number;
}

interface ReasonCount {
  readonly reason: Text;
  readonly children: number;
}

/** What summary.json holds. */
export interface SeasonSummary {
  readonly policy: { readonly id: string; readonly title: Text; readonly hash: string };
  readonly seed: string;
  readonly drawSeed: string;
  readonly rollRoot: string;
  readonly rows: { readonly read: number; readonly good: number; readonly rejected: number };
  readonly results: Readonly<Record<ResultKind, number>>;
  readonly seats: { readonly planned: number; readonly filled: number; readonly left: number };
  readonly categories: readonly CategoryCount[];
  readonly steps: readonly StepCount[];
  /** Children placed at their first choice, second choice …; those placed without choices not. */
  readonly choiceRanks: readonly { readonly rank: number; readonly children: number }[];
  /** Why children wait for a person or were refused, the most frequent first. */
  readonly heldBack: readonly ReasonCount[];
  readonly timings: readonly PhaseTiming[];
}

const MOST_REASONS = 20;

/** Counts children as they pass; one pass over any number of them. */
export class Tally {
  readonly #result: SeasonRunResult;
  readonly #results = new Map<ResultKind, number>();
  readonly #categories = new Map<string, { children: number; placed: number; unplaced: number }>();
  readonly #placed = new Map<string, Map<string, number>>();
  readonly #ranks = new Map<number, number>();
  readonly #reasons = new Map<string, { reason: Text; children: number }>();

  constructor(result: SeasonRunResult) {
    this.#result = result;
  }

  add(outcome: ChildOutcome): void {
    const kind = resultKind(outcome);
    count(this.#results, kind);
    const { decision, standing } = outcome;
    if (decision?.kind === "decided") {
      const counts = this.#categories.get(decision.category) ?? {
        children: 0,
        placed: 0,
        unplaced: 0,
      };
      counts.children += 1;
      if (kind === "placed" || kind === "unplaced") counts[kind] += 1;
      this.#categories.set(decision.category, counts);
    }
    if (standing.kind === "placed") {
      const { school, step } = standing.offer;
      const bySchool = this.#placed.get(step) ?? new Map<string, number>();
      this.#placed.set(step, bySchool);
      count(bySchool, school);
      const rank = choiceRank(this.#result.policy, outcome);
      if (rank !== null) count(this.#ranks, rank);
    }
    for (const reason of heldBackBy(this.#result.policy, outcome)) this.#countReason(reason);
  }

  #countReason(reason: Text): void {
    const known = this.#reasons.get(reason.zh);
    if (known === undefined) this.#reasons.set(reason.zh, { reason, children: 1 });
    else known.children += 1;
  }

  /** Children that a step placed at a school. */
  placedAt(step: string, school: string): number {
    return this.#placed.get(step)?.get(school) ?? 0;
  }

  summary(read: ReadChildren, timings: readonly PhaseTiming[]): SeasonSummary {
    const { policy, policyHash, seed, drawSeed, rollRoot, run } = this.#result;
    const planned = policy.plan.schools.reduce((total, { seats }) => total + seats, 0);
    const left = run.outcome.seatsLeft.reduce((total, { seats }) => total + seats, 0);
    return {
      policy: { id: policy.id, title: policy.title, hash: policyHash },
      seed,
      drawSeed,
      rollRoot,
      rows: {
        read: read.rowsRead,
        good: read.rows.length,
        rejected: read.rowsRead - read.rows.length,
      },
      results: Object.fromEntries(
        RESULT_KINDS.map((kind) => [kind, this.#results.get(kind) ?? 0]),
      ) as Record<ResultKind, number>,
      seats: { planned, filled: planned - left, left },
      categories: policy.categories.map(({ id }) => ({
        category: id,
        label: categoryLabel(policy, id),
        ...(this.#categories.get(id) ?? { children: 0, placed: 0, unplaced: 0 }),
      })),
      steps: policy.steps.map(({ id, label }) => ({
        step: id,
        label,
        placed: [...(this.#placed.get(id)?.values() ?? [])].reduce((sum, value) => sum + value, 0),
      })),
      choiceRanks: [...this.#ranks]
        .map(([rank, children]) => ({ rank, children }))
        .toSorted((one, other) => one.rank - other.rank),
      heldBack: [...this.#reasons.values()]
        .toSorted((one, other) => other.children - one.children)
        .slice(0, MOST_REASONS),
      timings,
    };
  }
}

/** Why a child waits for a person, without anything of the child's own: rules and facts by name. */
function heldBackBy(policy: Policy, { standing, decision }: ChildOutcome): readonly Text[] {
  if (standing.kind === "refused") return [standing.reason.message];
  if (standing.kind !== "review" || decision === null) return [];
  switch (decision.kind) {
    case "undecided":
      return decision.missing.map((term) => {
        const { label } = termOf(policy, term);
        return text(`来源没有答复：${label.zh}`, `No answer: ${label.en}`);
      });
    case "not-admitted":
      return policy.admission
        .filter(({ id }) => decision.reasons.some(({ about, met }) => about === id && met === "no"))
        .map(({ label }) => text(`不符合：${label.zh}`, `Not met: ${label.en}`));
    case "decided": {
      const label = categoryLabel(policy, decision.category);
      return [text(`类别不参加分配：${label.zh}`, `Takes part in no step: ${label.en}`)];
    }
    default:
      return assertNever(decision);
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

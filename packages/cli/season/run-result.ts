import type { SchoolVerdict } from "@yangguang/core/domain/allocation-problem.ts";
import type { Offer } from "@yangguang/core/domain/application.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Decision } from "@yangguang/core/policy/decision.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { SeasonRun } from "@yangguang/core/season/run.ts";
import type { ParsedChild } from "./read-row.ts";

/** What became of one child of the file. */
export type Standing =
  | { readonly kind: "placed"; readonly offer: Offer }
  | { readonly kind: "unplaced" }
  /** Not on the roll: a person has to look, for facts are missing, a rule is not met, or the category takes part in no step. */
  | { readonly kind: "review"; readonly reasons: readonly Failure[] }
  /** The application was not taken at all. */
  | { readonly kind: "refused"; readonly reason: Failure };

export interface ChildOutcome {
  readonly child: ParsedChild;
  /** Null where the application was refused. */
  readonly pid: string | null;
  readonly decision: Decision | null;
  readonly standing: Standing;
  /** Of every school that the steps looked at, down to the one received. */
  readonly verdicts: readonly SchoolVerdict[];
}

/** A season that has been run over a file. */
export interface SeasonRunResult {
  readonly policy: Policy;
  /** SHA-256 of the policy file as published, 64 hex digits. */
  readonly policyHash: string;
  /** What `--seed` was, or what was drawn in its place: the same again gives the same results. */
  readonly seed: string;
  /** The seed of all lots, 64 hex digits. */
  readonly drawSeed: string;
  readonly rollRoot: string;
  readonly run: SeasonRun;
  /** In the order of the file; read once. */
  readonly children: AsyncIterable<ChildOutcome>;
}

export interface PhaseTiming {
  readonly phase: string;
  readonly seconds: number;
}

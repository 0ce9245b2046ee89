import type { Failure } from "../domain/result.ts";
import type { Points } from "../domain/points.ts";
import type { Text } from "../domain/text.ts";
import type { Citation, TermId } from "./document.ts";

/** What a policy says of one child, with the reasons, ready to be shown to the family. */
export type Decision =
  | {
      readonly kind: "decided";
      readonly category: string;
      readonly admitted: boolean;
      readonly zone: string | null;
      readonly points: Points | null;
      readonly breakdown: readonly PointsLine[];
      readonly reasons: readonly Reason[];
    }
  /** Facts are missing that could change the category or the points: a person or an agency must answer. */
  | {
      readonly kind: "undecided";
      readonly missing: readonly TermId[];
      readonly reasons: readonly Reason[];
    }
  /** The child may not take part this year; the reasons name the rule. */
  | { readonly kind: "not-admitted"; readonly reasons: readonly Reason[] };

export interface Reason {
  /** What the reason is about: an admission rule, a category, a points item, a zone. */
  readonly about: string;
  readonly met: "yes" | "no" | "unknown";
  readonly rule: Citation;
  readonly message: Text;
}

export interface PointsLine {
  readonly item: string;
  readonly label: Text;
  readonly rule: Citation;
  readonly points: Points;
  /** Before the item's cap. */
  readonly uncapped: Points;
  /** How it was counted: "40 months × 0.5 = 20". */
  readonly how: Text;
  readonly lines: readonly PointsLine[];
}

/** A policy that cannot be used, with every place that must be mended. */
export type PolicyRefusal = readonly Failure[];

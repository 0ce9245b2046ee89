import type { Points } from "../domain/points.ts";
import type { Facts } from "../domain/facts.ts";

/** One child on the frozen roll: all that the steps may look at, and nothing that names the child. */
export interface RollRow {
  readonly pid: string;
  readonly category: string;
  readonly zone: string | null;
  readonly points: Points | null;
  /** Points by item, for orders that compare single items. */
  readonly items: Readonly<Record<string, Points>>;
  /** Only the facts that the policy's orders and lists use. */
  readonly facts: Facts;
  readonly choices: readonly string[];
  readonly consentsToRedistribution: boolean;
  /** Shared by siblings who asked to share one lot. */
  readonly lotGroup: string | null;
}

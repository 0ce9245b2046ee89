import type { ApplicationStatus } from "../domain/status-table.ts";
import type { Points } from "../domain/points.ts";
import type { Facts } from "../domain/facts.ts";

/** One version of an application, reduced to what the steps may look at; it names nobody. */
export interface RowContent {
  readonly pid: string;
  /** How many actions the application has had. */
  readonly version: number;
  readonly status: ApplicationStatus;
  /** Null while it is not settled. */
  readonly category: string | null;
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

/** One child on the frozen roll. */
export interface RollRow extends RowContent {
  readonly category: string;
}

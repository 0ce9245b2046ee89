import type { Text } from "@yangguang/core/domain/text.ts";
import type { LiveRunView, SeasonView } from "../views.ts";

/**
 * What a contributor's page can say. All are in the document; the page's script shows the one that
 * fits what its device holds and what the log says.
 */
export const PANELS = [
  "start",
  "old-browser",
  "no-storage",
  "offline",
  "signed-out",
  "broken",
  "rewritten",
  "voided",
  "register",
  "registered",
  "lost",
  "other-keys",
  "unwitnessed",
  "commit",
  "commit-anew",
  "commit-again",
  "committed",
  "closed",
  "reveal",
  "lost-secret",
  "revealed",
  "finished",
] as const;

export type Panel = (typeof PANELS)[number];

/** What a panel's button has the device do. */
export type DeviceAct = "register" | "commit" | "reveal" | "look" | "export";

export interface ContributorView {
  readonly season: SeasonView;
  readonly live: LiveRunView;
  /** As whom the account contributes. */
  readonly me: { readonly id: string; readonly name: Text };
  readonly throws: number;
  /** `start`, until the script has looked; examples show the others. */
  readonly panel: Panel;
  /** Of whom a share may be opened; the script finds out. */
  readonly absent: readonly string[];
}

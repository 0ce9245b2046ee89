import { createHash } from "node:crypto";
import type { SeasonAction } from "@yangguang/core/domain/season.ts";
import { accountsByIds } from "../registry/accounts.ts";
import type { SeasonActionRow } from "../registry/seasons.ts";
import { seasonActions } from "../registry/seasons.ts";
import { openAccount } from "./accounts.ts";
import type { Services } from "./context.ts";
import { isUuid } from "@yangguang/core/domain/ids.ts";

/** One thing that the bureau did with a season. */
export interface TrailEntry {
  readonly ordinal: number;
  readonly action: SeasonAction;
  readonly at: Date;
  readonly actorKind: string;
  /** The officer's name; null where the platform acted by itself. */
  readonly actorName: string | null;
  /** SHA-256 of the entry as canonical JSON, 64 hex digits. */
  readonly hash: string;
}

/** Everything that was done with a season, oldest first. */
export async function seasonTrail(
  services: Services,
  seasonId: string,
): Promise<readonly TrailEntry[]> {
  const rows = await seasonActions(services.db, seasonId);
  const ids = [...new Set(rows.map((row) => row.actor_id).filter((id) => isUuid(id)))];
  const names = new Map(
    (await accountsByIds(services.db, ids)).map((row) => [row.id, openAccount(services, row).name]),
  );
  return rows.map((row) => ({
    ordinal: row.ordinal,
    action: row.content,
    at: row.at,
    actorKind: row.actor_kind,
    actorName: names.get(row.actor_id) ?? null,
    hash: entryHash(row),
  }));
}

/** Of what was done, by which office and when; the officer's own name is no part of it. */
const entryHash = ({ ordinal, content, at, actor_kind: by }: SeasonActionRow): string =>
  createHash("sha256")
    .update(canonicalJson({ ordinal, at: at.toISOString(), by, content }))
    .digest("hex");

/** RFC 8785 for what season actions hold: strings, whole numbers, lists and maps of these. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

import type { Facts } from "../../domain/facts.ts";
import { pointsOf } from "../../domain/points.ts";
import type { ApplicationStatus } from "../../domain/status-table.ts";
import { toHex } from "../../draw/encoding.ts";
import type { Policy } from "../../policy/document.ts";
import { commitRow } from "../../season/commitments.ts";
import type { RollRow, RowContent } from "../../season/roll.ts";
import type { Chance } from "./chance.ts";

/** One version of a child's row, with its secret and its commitment. */
export interface SampleVersion {
  readonly content: RowContent;
  /** 64 hex digits. */
  readonly secret: string;
  readonly row: string;
}

export interface SampleChild {
  readonly pid: string;
  /** Oldest first; the last is the one on the roll. */
  readonly versions: readonly SampleVersion[];
}

/** Children of three kinds: registered (4 of 10), migrants (4), others (2); every 40th has a twin. */
export function inventRows(
  policy: Policy,
  children: number,
  twins: boolean,
  chance: Chance,
): readonly RollRow[] {
  const rows: RollRow[] = [];
  for (let at = 0; at < children; at += 1) {
    const last = rows.at(-1);
    if (twins && at % 40 === 1 && last !== undefined) {
      const lotGroup = chance.hex(16);
      rows[at - 1] = { ...last, lotGroup };
      rows.push({ ...last, pid: chance.hex(16), lotGroup });
    } else {
      rows.push(inventRow(policy, at, chance));
    }
  }
  return rows.toSorted((left, right) => (left.pid < right.pid ? -1 : 1));
}

const ZONES = ["child.hukouZone", null, "lease.zone"] as const;

function inventRow(policy: Policy, at: number, chance: Chance): RollRow {
  const category = "RRMMORRMMO"[at % 10] ?? "O";
  const zone = chance.oneOf(policy.plan.zones).id;
  const common = pointsOf(500 * chance.below(200));
  const day = `20${String(10 + chance.below(14))}-0${1 + chance.below(9)}-15`;
  const facts: Facts = { "child.hukouSince": category === "R" ? day : null };
  const scored = category === "M";
  return {
    pid: chance.hex(16),
    version: 1 + chance.below(3),
    status: "eligible",
    category,
    zone: ZONES["ROM".indexOf(category)] === null ? null : zone,
    points: scored ? pointsOf(common + 20_000) : null,
    items: scored ? { common, settled: pointsOf(20_000) } : {},
    facts: category === "M" ? { ...facts, "lease.zone": zone } : facts,
    choices: inventChoices(policy, chance),
    consentsToRedistribution: chance.below(5) > 0,
    lotGroup: null,
  };
}

/** Up to four schools, most wanted first; some schools are wanted by many. */
function inventChoices({ plan }: Policy, chance: Chance): readonly string[] {
  const wanted = Array.from({ length: chance.below(5) }, () => {
    const most = 1 + chance.below(plan.schools.length);
    return plan.schools[chance.below(most)]?.id ?? "";
  });
  return [...new Set(wanted)];
}

/** All versions of the row, the given one last. */
export function inventVersions(
  policy: Policy,
  run: string,
  row: RollRow,
  chance: Chance,
): SampleChild {
  const contents = Array.from({ length: row.version }, (_, at): RowContent => {
    const version = at + 1;
    if (version === row.version) return row;
    const status: ApplicationStatus = version === 1 ? "submitted" : "in-review";
    return { ...row, version, status, category: null, points: null, items: {} };
  });
  return {
    pid: row.pid,
    versions: contents.map((content) => committed(policy, run, content, chance.bytes(32))),
  };
}

/** A version of a row under its secret. */
export const committed = (
  policy: Policy,
  run: string,
  content: RowContent,
  secret: Uint8Array,
): SampleVersion => ({
  content,
  secret: toHex(secret),
  row: commitRow(run, policy, content, secret),
});

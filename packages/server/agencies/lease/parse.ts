import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { AgencyAnswer, AgencyFailure, AgencyQuery } from "../agency.ts";
import { malformed, refused, unavailable } from "../ask.ts";
import type { AnswerDraft, Locate } from "../reading.ts";
import {
  civilDateOf,
  draftAnswer,
  isZone,
  readCode,
  readShape,
  readZone,
  remarkDate,
} from "../reading.ts";
import type { Lease } from "./wire.ts";
import { LEASES_REPLY } from "./wire.ts";

const HOUSING = new Map([
  ["商品房", "ordinary"],
  ["公租房", "special"],
  ["人才房", "special"],
  ["单位宿舍", "special"],
]);
const STATES = new Map([
  ["有效", "valid"],
  ["注销", "ended"],
]);

export function parseLeases(
  reply: unknown,
  query: AgencyQuery,
  locate: Locate,
): Result<AgencyAnswer, AgencyFailure> {
  const shape = readShape(LEASES_REPLY, reply);
  if (!shape.ok) return shape;
  const { code, time, total, rows } = shape.value;
  if (code === 429) return err(unavailable("in-progress"));
  if (code === 403) return err(refused("无权查询 / not permitted"));
  if (code !== 200) return err(malformed("code", false));
  if (total !== rows.length) return err(malformed("total", true));
  const draft = draftAnswer();
  const lease = chooseLease(draft, rows, query, locate);
  if (lease === null) {
    draft.facts["lease.zone"] = null;
    draft.facts["lease.since"] = null;
    draft.facts["housing.special"] = false;
  } else if (lease !== undefined) {
    if (lease.zone !== undefined) draft.facts["lease.zone"] = lease.zone;
    draft.facts["lease.since"] = lease.filedOn;
    const kind = readCode(draft, HOUSING, lease.row.zflx, "housing.special");
    if (kind !== undefined) draft.facts["housing.special"] = kind === "special";
  }
  return ok(draft.done(new Date(time)));
}

interface PlacedLease {
  readonly row: Lease;
  readonly filedOn: PlainDate;
  readonly zone: ZoneId | null | undefined;
}

/** Of several leases that still run, one in the child's own zone, else the one filed last: people move. */
function chooseLease(
  draft: AnswerDraft,
  rows: readonly Lease[],
  query: AgencyQuery,
  locate: Locate,
): PlacedLease | null | undefined {
  const running: PlacedLease[] = [];
  const unclear = draftAnswer();
  for (const row of rows) {
    const state = readCode(draft, STATES, row.zt, "lease.zone");
    const [filedOn, until] = [civilDateOf(row.barq), civilDateOf(row.jzrq)];
    if (state === undefined) return undefined;
    if (filedOn === null || until === null) {
      remarkDate(draft, "lease.since");
      return undefined;
    }
    if (state === "ended" || until < query.countedTo) continue;
    const zone = readZone(unclear, locate, row.zldz, "lease.zone");
    running.push({ row, filedOn, zone });
  }
  running.sort((one, two) => (one.filedOn > two.filedOn ? -1 : 1));
  const matching = running.find(({ zone }) => isZone(zone, query.hukouZone));
  const chosen = matching ?? running[0] ?? null;
  if (chosen !== null && chosen.zone === undefined) draft.remarks.push(...unclear.remarks);
  return chosen;
}

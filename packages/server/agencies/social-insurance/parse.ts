import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { AgencyAnswer, AgencyFailure, AgencyPerson } from "../agency.ts";
import { malformed, refused, unavailable } from "../ask.ts";
import {
  DOCUMENT_CODES,
  draftAnswer,
  readCivilTime,
  readCode,
  readDocument,
  readShape,
  remarkName,
  sameDocument,
  sameName,
} from "../reading.ts";
import type { Payment } from "./wire.ts";
import { PAYMENTS_REPLY } from "./wire.ts";

const PENSION = "110";
const KNOWN_KINDS = new Set([PENSION, "310"]);
const ON_TIME = "10";
const BACK_PAID = "21";

const EMPLOYMENT = new Map([
  ["1", "employed"],
  ["2", "unemployed"],
  ["3", "flexible"],
]);

export function parsePayments(
  reply: unknown,
  person: AgencyPerson,
  countedTo: PlainDate,
): Result<AgencyAnswer, AgencyFailure> {
  const shape = readShape(PAYMENTS_REPLY, reply);
  if (!shape.ok) return shape;
  const { returnCode, data, aae036 } = shape.value;
  if (returnCode === "7") return err(unavailable("in-progress"));
  if (returnCode === "9") return err(refused("无权查询 / not permitted"));
  const asOf = readCivilTime(aae036);
  if (asOf === null) return err(malformed("aae036", false));
  const draft = draftAnswer();
  if (returnCode === "1") {
    draft.facts["insurance.months"] = 0;
    draft.facts["insurance.pensionMonths"] = 0;
    draft.facts["employment.stable"] = false;
    return ok(draft.done(asOf));
  }
  if (returnCode !== "0" || data === null) return err(malformed("returnCode", false));
  const recorded = readDocument(DOCUMENT_CODES[person.document.kind], data.aac002);
  if (recorded === null || !sameDocument(recorded, person.document)) {
    return err(malformed("aac002", false));
  }
  if (!sameName(data.aac003, person.name)) {
    remarkName(draft, text("参保人", "insured person"), "insurance.months");
    return ok(draft.done(asOf));
  }
  const months = countMonths(data.list, countedTo);
  if (months === null) return err(malformed("list", false));
  draft.facts["insurance.months"] = months.all;
  draft.facts["insurance.pensionMonths"] = months.consecutivePension;
  const employment = readCode(draft, EMPLOYMENT, data.aac013, "employment.stable");
  if (employment !== undefined) draft.facts["employment.stable"] = employment !== "unemployed";
  return ok(draft.done(asOf));
}

interface MonthCounts {
  /** Months in which any insurance was paid on time. */
  readonly all: number;
  /** Months of pension paid on time up to the last one paid, without a gap. */
  readonly consecutivePension: number;
}

/**
 * Counts months paid on time up to the reference date's month: a month counts once, whatever the
 * kinds of insurance; months paid back later count for nothing. Null if a row makes no sense.
 */
export function countMonths(
  payments: readonly Payment[],
  countedTo: PlainDate,
): MonthCounts | null {
  const lastCounted = monthIndex(countedTo.slice(0, 7).replace("-", ""));
  if (lastCounted === null) throw new Error(`not a date: ${countedTo}`);
  const all = new Set<number>();
  const pension = new Set<number>();
  for (const { aae003, aae140, aae143 } of payments) {
    const month = monthIndex(aae003);
    const known = KNOWN_KINDS.has(aae140) && (aae143 === ON_TIME || aae143 === BACK_PAID);
    if (month === null || !known) return null;
    if (aae143 === BACK_PAID || month > lastCounted) continue;
    all.add(month);
    if (aae140 === PENSION) pension.add(month);
  }
  return { all: all.size, consecutivePension: lastRun(pension, lastCounted) };
}

/** Months since year 0; null for what is no month (`202413`). */
function monthIndex(written: string): number | null {
  const match = /^(19\d\d|2[01]\d\d)(0[1-9]|1[0-2])$/.exec(written);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null;
}

/** The fund books a month up to two months late, so a run may end that long before today. */
const BOOKING_MONTHS = 2;

function lastRun(months: ReadonlySet<number>, lastCounted: number): number {
  const last = Math.max(...months);
  if (last < lastCounted - BOOKING_MONTHS) return 0;
  let run = 0;
  while (months.has(last - run)) run += 1;
  return run;
}

import type { Brand } from "./ids.ts";
import type { Result } from "./result.ts";
import { fail, ok } from "./result.ts";

/** A day of the civil calendar, `YYYY-MM-DD`; compares correctly as text. */
export type PlainDate = Brand<"PlainDate">;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeapYear = (year: number): boolean =>
  (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Accepts `YYYY-MM-DD`, `YYYY/M/D`, `YYYYMMDD` and `YYYY年M月D日`; years 1900 to 2199. */
export function parsePlainDate(raw: string): Result<PlainDate> {
  const trimmed = raw.normalize("NFKC").trim();
  const match =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(trimmed);
  const impossible = fail(
    "date.impossible",
    `“${trimmed}”不是有效日期，请按 2018-09-01 的格式填写。`,
    `“${trimmed}” is not a date. Write it like 2018-09-01.`,
  );
  if (!match) return impossible;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2199 || day < 1 || day > daysInMonth(year, month)) return impossible;
  return ok(formatParts({ year, month, day }));
}

const formatParts = ({ year, month, day }: Parts): PlainDate =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as PlainDate;

const partsOf = (date: PlainDate): Parts => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** Whole months from `start` to `end`; negative dates order gives 0. */
export function wholeMonthsBetween(start: PlainDate, end: PlainDate): number {
  const [from, to] = [partsOf(start), partsOf(end)];
  const lastDayOfTo = daysInMonth(to.year, to.month);
  const dayReached = to.day >= Math.min(from.day, lastDayOfTo);
  const months = (to.year - from.year) * 12 + to.month - from.month - (dayReached ? 0 : 1);
  return Math.max(0, months);
}

/** Whole years of age on `end` of somebody born on `start`. */
export const wholeYearsBetween = (start: PlainDate, end: PlainDate): number =>
  Math.floor(wholeMonthsBetween(start, end) / 12);

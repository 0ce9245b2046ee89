import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { Condition, Policy } from "@yangguang/core/policy/document.ts";
import type { Random } from "./random.ts";

/** The days that a city is made around. */
export interface DemoCalendar {
  /** Months and ages are counted up to this day; nothing in the registers is later. */
  readonly reference: PlainDate;
  /** Children born from `bornFrom` to `bornTo`, both included, are admitted this year. */
  readonly bornFrom: PlainDate;
  readonly bornTo: PlainDate;
}

const DAY_MS = 86_400_000;

/** Reads the year's birth dates from the policy's admission rules. */
export function calendarOf(policy: Pick<Policy, "referenceDate" | "admission">): DemoCalendar {
  const conditions = policy.admission.flatMap(({ when }) => flatten(when));
  const dates = (kind: "not-before" | "not-after"): readonly PlainDate[] =>
    conditions
      .flatMap((one) => (one.kind === kind && one.term === "child.birthDate" ? [one.date] : []))
      .toSorted();
  const bornTo = dates("not-after")[0];
  const bornFrom = dates("not-before").at(-1) ?? (bornTo && dayAfter(monthsBefore(bornTo, 12)));
  if (bornTo === undefined || bornFrom === undefined) {
    throw new Error("the demo city needs a policy that says when its children were born");
  }
  return { reference: policy.referenceDate, bornFrom, bornTo };
}

const flatten = (condition: Condition): readonly Condition[] =>
  condition.kind === "all" ? condition.of.flatMap(flatten) : [condition];

const dayNumber = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

function dateOf(dayNumber: number): PlainDate {
  const parsed = parsePlainDate(new Date(dayNumber * DAY_MS).toISOString().slice(0, 10));
  if (!parsed.ok) throw new Error(`not a day of the demo's calendar: ${dayNumber}`);
  return parsed.value;
}

export const dayAfter = (date: PlainDate, days = 1): PlainDate => dateOf(dayNumber(date) + days);

/** Some day from `first` to `last`, both included. */
export const dayBetween = (random: Random, first: PlainDate, last: PlainDate): PlainDate =>
  dateOf(random.between(dayNumber(first), dayNumber(last)));

/** The same day `months` months earlier, or the month's last day where it is shorter. */
export function monthsBefore(date: PlainDate, months: number): PlainDate {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const daysInMonth = new Date(
    Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0),
  ).getUTCDate();
  first.setUTCDate(Math.min(day, daysInMonth));
  return dateOf(first.getTime() / DAY_MS);
}

export const yearsBefore = (date: PlainDate, years: number): PlainDate =>
  monthsBefore(date, 12 * years);

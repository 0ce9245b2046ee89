import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlainDate } from "./dates.ts";
import { parsePlainDate, wholeMonthsBetween, wholeYearsBetween } from "./dates.ts";

function day(written: string): PlainDate {
  const date = parsePlainDate(written);
  if (!date.ok) throw new Error(date.error.message.en);
  return date.value;
}

describe("dates as people write them", () => {
  test.each([
    "2018-09-01",
    "2018-9-1",
    "2018/09/01",
    "2018.9.1",
    "20180901",
    "2018年9月1日",
    " ２０１８－０９－０１ ",
  ])("%j is the first of September", (written) => {
    expect(day(written)).toBe("2018-09-01");
  });

  test.each([
    "",
    "2018-02-29",
    "1900-02-29",
    "2018-13-01",
    "2018-00-10",
    "2018-04-31",
    "2018-01-00",
    "1899-12-31",
    "2200-01-01",
    "18-09-01",
    "2018-09",
    "2018-09-01T00:00",
    "01/09/2018",
    "tomorrow",
  ])("%j is none", (written) => {
    expect(parsePlainDate(written)).toMatchObject({
      ok: false,
      error: { code: "date.impossible" },
    });
  });

  test.each(["2016-02-29", "2000-02-29"])("%s is a leap day", (written) => {
    expect(day(written)).toBe(written);
  });
});

describe("whole months and years", () => {
  // Counted by hand on a calendar.
  test.each([
    ["2018-09-01", "2018-09-01", 0],
    ["2018-09-01", "2018-09-30", 0],
    ["2018-09-01", "2018-10-01", 1],
    ["2018-09-15", "2018-10-14", 0],
    ["2018-01-31", "2018-02-28", 1],
    ["2018-01-31", "2018-03-30", 1],
    ["2016-02-29", "2017-02-28", 12],
    ["2019-06-30", "2024-06-30", 60],
    ["2024-06-30", "2019-06-30", 0],
  ])("from %s to %s are %d months", (start, end, months) => {
    expect(wholeMonthsBetween(day(start), day(end))).toBe(months);
  });

  test("a birthday counts from its day on", () => {
    expect(wholeYearsBetween(day("1986-07-02"), day("2024-07-01"))).toBe(37);
    expect(wholeYearsBetween(day("1986-07-01"), day("2024-07-01"))).toBe(38);
    expect(wholeYearsBetween(day("2016-02-29"), day("2022-02-28"))).toBe(6);
  });

  test("waiting longer never counts less", () => {
    const anyDay = fc
      .date({ min: new Date("1950-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((date) => day(date.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (start, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        expect(wholeMonthsBetween(start, earlier)).toBeLessThanOrEqual(
          wholeMonthsBetween(start, later),
        );
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

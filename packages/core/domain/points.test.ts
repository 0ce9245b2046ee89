import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatPoints, parsePoints, pointsOf } from "./points.ts";

test.each([
  ["0", 0],
  ["63.6", 63_600],
  ["110", 110_000],
  ["0.05", 50],
  ["-0.05", -50],
  ["2.500", 2500],
  ["0.001", 1],
])("%s points are %d thousandths", (written, thousandths) => {
  expect(parsePoints(written)).toEqual({ ok: true, value: thousandths });
});

test.each(["", "1.2345", "1,5", ".5", "5.", "1e3", "+1", "１", "--1", "9999999999", "NaN"])(
  "%j is no number of points",
  (written) => {
    expect(parsePoints(written)).toMatchObject({ ok: false, error: { code: "points.malformed" } });
  },
);

test("24 months at 0.05 are exactly 1.2", () => {
  const rate = parsePoints("0.05");
  expect(rate.ok && formatPoints(pointsOf(rate.value * 24))).toBe("1.2");
});

test("fractions of a thousandth and unsafe sums are bugs", () => {
  expect(() => pointsOf(0.5)).toThrow("thousandths");
  expect(() => pointsOf(2 ** 53)).toThrow("thousandths");
});

test("what is shown is read back the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (thousandths) => {
      expect(parsePoints(formatPoints(pointsOf(thousandths)))).toEqual({
        ok: true,
        value: thousandths,
      });
    }),
    { seed: 4, numRuns: 2000 },
  );
});

import type { Result } from "./result.ts";
import { fail, ok } from "./result.ts";

/**
 * Points are fixed-point integers, in thousandths of a point, so that 0.05 a month adds up
 * exactly: 24 months at 0.05 are 1,200 thousandths.
 */
export type Points = number & { readonly unit: "thousandths of a point" };

const SCALE = 1000;

export const pointsOf = (thousandths: number): Points => {
  if (!Number.isSafeInteger(thousandths)) {
    throw new Error(`points must be a safe integer of thousandths, not ${thousandths}`);
  }
  return thousandths as Points;
};

export const ZERO_POINTS = pointsOf(0);

/** Reads a decimal such as "63.6" or "-0.05", with at most three digits after the point. */
export function parsePoints(raw: string): Result<Points> {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,3}))?$/.exec(raw);
  if (!match) {
    return fail(
      "points.malformed",
      `“${raw}”不是有效分值（最多三位小数）。`,
      `“${raw}” is not a number of points (at most three decimals).`,
    );
  }
  const whole = Number(match[2]) * SCALE + Number((match[3] ?? "").padEnd(3, "0"));
  return ok(pointsOf(match[1] === "-" ? -whole : whole));
}

/** "63.6", "110", "-0.05": no trailing zeros. */
export function formatPoints(points: Points): string {
  const magnitude = Math.abs(points);
  const whole = Math.floor(magnitude / SCALE);
  const rest = String(magnitude % SCALE)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${points < 0 ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}

import { describe, expect, test } from "vitest";
import { seededRandom } from "./random.ts";

describe("seededRandom", () => {
  test("is the same for the same seed and differs for another", () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.between(0, 1_000_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test("keeps within its bounds and reaches both", () => {
    const random = seededRandom(1);
    const drawn = new Set(Array.from({ length: 1000 }, () => random.between(3, 6)));
    expect(drawn).toEqual(new Set([3, 4, 5, 6]));
  });

  test("gives by weight", () => {
    const random = seededRandom(2);
    const drawn = Array.from({ length: 4000 }, () =>
      random.weighted({ often: 3, seldom: 1, never: 0 }),
    );
    const often = drawn.filter((one) => one === "often").length;
    expect(drawn).not.toContain("never");
    expect(often).toBeGreaterThan(2800);
    expect(often).toBeLessThan(3200);
  });

  test("shuffles without losing anything", () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = seededRandom(3).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((one, two) => one - two)).toEqual(items);
  });

  test("forks streams that do not depend on what was drawn before", () => {
    const untouched = seededRandom(4).fork("a").between(0, 1_000_000);
    const used = seededRandom(4);
    used.between(0, 10);
    expect(used.fork("a").between(0, 1_000_000)).toBe(untouched);
    expect(used.fork("b").between(0, 1_000_000)).not.toBe(untouched);
  });

  test("refuses what is no seed", () => {
    expect(() => seededRandom(0.5)).toThrow("whole number");
  });
});

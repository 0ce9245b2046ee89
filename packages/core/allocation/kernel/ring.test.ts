import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ringOrder } from "./ring.ts";

/** Counts round the ring, one by one. */
function countedOut(count: number, start: number, step: number): readonly number[] {
  const ring = Array.from({ length: count }, (_, number) => number);
  const order: number[] = [];
  let toGo = start;
  for (let at = 0; ring.length > 0; at = at >= ring.length ? 0 : at) {
    toGo -= 1;
    if (toGo > 0) {
      at += 1;
      continue;
    }
    order.push(...ring.splice(at, 1));
    toGo = step;
  }
  return order;
}

describe("ringOrder", () => {
  it("agrees with counting one by one", () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        (count, start, step) => {
          expect([...ringOrder(count, start, step)]).toEqual(countedOut(count, start, step));
        },
      ),
      { seed: 11, numRuns: 3000 },
    );
  });

  it("draws as published in Nanchang", () => {
    expect(Array.from(ringOrder(20, 6, 3).subarray(0, 15), (number) => number + 1)).toEqual([
      6, 9, 12, 15, 18, 1, 4, 8, 13, 17, 2, 7, 14, 20, 10,
    ]);
  });

  it("goes round with numbers far larger than the ring, and knows the empty one", () => {
    const far = Number.MAX_SAFE_INTEGER;
    const near = 60 + (far % 60);
    for (const count of [3, 4, 5]) {
      expect([...ringOrder(count, far, far)]).toEqual(countedOut(count, near, near));
    }
    expect([...ringOrder(0, 1, 1)]).toEqual([]);
    expect([...ringOrder(1, 7, 9)]).toEqual([0]);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WorstFirst } from "./worst-first.ts";

describe("WorstFirst", () => {
  it("always has the largest number at hand, like a sorted list", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 200 }),
        (room, items) => {
          const heap = new WorstFirst(room);
          let sorted: readonly number[] = [];
          for (const item of items) {
            if (!heap.full) {
              heap.add(item);
              sorted = [...sorted, item].toSorted((a, b) => a - b);
            } else if (item < heap.worst) {
              heap.replaceWorst(item);
              sorted = [...sorted.slice(0, -1), item].toSorted((a, b) => a - b);
            }
            expect(heap.worst).toBe(sorted.at(-1));
          }
          expect([...heap.held()].toSorted((a, b) => a - b)).toEqual(sorted);
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });

  it("without room is full from the start and holds nothing", () => {
    const heap = new WorstFirst(0);
    expect([heap.full, heap.worst, heap.held().length]).toEqual([true, -1, 0]);
    expect(() => heap.add(1)).toThrow("full");
  });
});

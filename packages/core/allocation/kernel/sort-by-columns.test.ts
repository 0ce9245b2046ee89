import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortByColumns } from "./sort-by-columns.ts";

type Column = Int32Array | Float64Array;

function sortedByComparing(count: number, columns: readonly Column[]): readonly number[] {
  return Array.from({ length: count }, (_, row) => row).toSorted((a, b) => {
    for (const column of columns) {
      const order = (column[a] ?? 0) - (column[b] ?? 0);
      if (order !== 0) return order;
    }
    return a - b;
  });
}

const FAR = Number.MAX_SAFE_INTEGER;
/** Values of columns as they occur: few, many, far apart, one far above all others. */
const values: readonly fc.Arbitrary<number>[] = [
  fc.constant(7),
  fc.nat(3),
  fc.integer({ min: -100, max: 100 }),
  fc.integer({ min: -5000, max: 5000 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
];
const wideValues: readonly fc.Arbitrary<number>[] = [
  fc.oneof(fc.integer({ min: -900, max: 0 }), fc.constant(FAR)),
  fc.oneof(fc.integer({ min: -900, max: 0 }), fc.constantFrom(-FAR, FAR)),
  fc.integer({ min: -FAR, max: FAR }),
  fc.nat(2 ** 32),
  fc.constantFrom(-(2 ** 32), -1, 0, 2 ** 32 - 1, 2 ** 32),
];

const tableArbitrary = fc.nat(60).chain((count) => {
  const length = { minLength: count, maxLength: count };
  const narrow = values.map((value) => fc.array(value, length).map((all) => Int32Array.from(all)));
  const wide = [...values, ...wideValues].map((value) =>
    fc.array(value, length).map((all) => Float64Array.from(all)),
  );
  const column = fc.oneof<fc.Arbitrary<Column>[]>(...narrow, ...wide);
  return fc.record({ count: fc.constant(count), columns: fc.array(column, { maxLength: 5 }) });
});

describe("sortByColumns", () => {
  it("agrees with comparing column by column", () => {
    fc.assert(
      fc.property(tableArbitrary, ({ count, columns }) => {
        expect([...sortByColumns(count, columns)]).toEqual(sortedByComparing(count, columns));
      }),
      { seed: 20, numRuns: 3000 },
    );
  });

  it("sorts many rows, over all bits", () => {
    const count = 50_000;
    let state = 1;
    const next = (): number => {
      state = Math.imul(state, 1_664_525) + 1_013_904_223;
      return state;
    };
    const columns = [
      Int32Array.from({ length: count }, () => next() >>> 29),
      Float64Array.from({ length: count }, () => next() * 2 ** 21 + (next() >>> 11)),
    ];
    expect([...sortByColumns(count, columns)]).toEqual(sortedByComparing(count, columns));
  });

  it("leaves rows as they stand without columns, and knows the empty table", () => {
    expect([...sortByColumns(3, [])]).toEqual([0, 1, 2]);
    expect([...sortByColumns(0, [new Int32Array(0), new Float64Array(0)])]).toEqual([]);
  });

  it("looks at no more rows than it is told of", () => {
    expect([...sortByColumns(2, [Int32Array.of(5, 3, 1)])]).toEqual([1, 0]);
  });
});

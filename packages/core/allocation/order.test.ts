import { describe, expect, it } from "vitest";
import { atPlace, compareKeys, compareLots, compareText, lotOf, ownEntry } from "./order.ts";

describe("the order of text", () => {
  it("goes by code point, as its UTF-8 bytes do, and what begins alike by length", () => {
    // Of one unit: below the surrogates, and above them; of two units: above all.
    const ascending = ["", "a", "aa", "ab", "\u{D7FF}", "\u{E000}", "\u{FFFD}"].concat([
      "\u{10000}",
      "\u{10000}a",
      "\u{10001}",
      "\u{10FC00}",
      "\u{10FFFF}",
    ]);
    for (const [at, left] of ascending.entries()) {
      for (const [other, right] of ascending.entries()) {
        const compared = Math.sign(compareText(left, right));
        expect(`${left} ${right} ${compared}`).toBe(`${left} ${right} ${Math.sign(at - other)}`);
        expect(compared).toBe(Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right))));
      }
    }
  });

  it("knows halves of surrogate pairs, which no document holds", () => {
    expect(compareText("\u{D800}", "\u{E000}")).toBeGreaterThan(0);
    expect(compareText("\u{E000}", "\u{DFFF}")).toBeLessThan(0);
    expect(compareText("\u{D800}", "\u{DFFF}")).toBeLessThan(0);
  });
});

it("compares keys place by place, and lots as numbers", () => {
  expect(compareKeys([1, 2], [1, 3])).toBe(-1);
  expect(compareKeys([2, 0], [1, 3])).toBe(1);
  expect(compareKeys([1, 3], [1, 3])).toBe(0);
  expect(compareLots("0a", "1")).toBe(-1);
  expect(compareLots("b", "a")).toBe(1);
  expect(compareLots("b", "b")).toBe(0);
});

it("takes the one value for all places, or that of the place", () => {
  expect(atPlace(["all"], 3)).toBe("all");
  expect(atPlace(["first", "second"], 1)).toBe("second");
  expect(() => atPlace(["first", "second"], 2)).toThrow("nothing stands for place 3 of the list");
});

it("finds only what a record holds of its own", () => {
  expect(ownEntry({ constructor: 1 }, "constructor")).toBe(1);
  expect(ownEntry({}, "constructor")).toBeUndefined();
  expect(ownEntry(undefined, "a")).toBeUndefined();
  expect(lotOf({ schools: [], steps: [], lots: { "*": { p: "1" } } }, "*", "p")).toBe("1");
  expect(() => lotOf({ schools: [], steps: [], lots: { "*": {} } }, "*", "p")).toThrow(
    'no lot of draw "*" for p',
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue, parseCanonical } from "./canonical-json.ts";

describe("canonical JSON", () => {
  it("sorts keys by UTF-16 units: the example of RFC 8785, section 3.2.3", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control",' +
        '"ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign",' +
        '"\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it("escapes only what must be: the string and literals of RFC 8785, section 3.2.2", () => {
    expect(
      canonicalJson({
        string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        literals: [null, true, false],
      }),
    ).toBe('{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it("writes nested values without white space", () => {
    expect(canonicalJson({ b: [1, -2, { d: [], c: {} }], a: "" })).toBe(
      '{"a":"","b":[1,-2,{"c":{},"d":[]}]}',
    );
    expect(canonicalJson(-0)).toBe("0");
  });

  it.each([
    ["a fraction", 0.5],
    ["an integer that loses digits", 2 ** 53],
    ["not a number", Number.NaN],
    ["half a surrogate pair", "\ud83d"],
    ["half a surrogate pair in a key", { "\ude00": 1 }],
  ])("has no text for %s", (_, value) => {
    expect(() => canonicalJson(value)).toThrow(/./);
  });

  it("has no text for what is no JSON value", () => {
    // As it comes from programs that are not type-checked.
    const untyped = canonicalJson as (value: unknown) => string;
    for (const value of [undefined, { a: undefined }, [undefined], Array(2), new Map(), 1n]) {
      expect(() => untyped(value)).toThrow(/no JSON value/);
    }
  });

  it("has no text for what is nested too deep", () => {
    const nested = (depth: number): JsonValue => (depth === 0 ? [] : [nested(depth - 1)]);
    expect(canonicalJson(nested(32))).toHaveLength(66);
    expect(() => canonicalJson(nested(33))).toThrow("nested more than 32");
    expect(parseCanonical("[".repeat(50_000) + "]".repeat(50_000)).ok).toBe(false);
  });
});

describe("reading canonical JSON", () => {
  it.each([
    ["white space", '{"a": 1}'],
    ["a line end", '{"a":1}\n'],
    ["a key twice", '{"a":1,"a":1}'],
    ["keys out of order", '{"b":1,"a":1}'],
    ["a needless escape", '{"a":"\\u0061"}'],
    ["an exponent", "1e2"],
    ["a fraction of nothing", "1.0"],
    ["minus nothing", "-0"],
    ["a number that loses digits", "9007199254740993"],
    ["half a surrogate pair", '"\\ud83d"'],
    ["an unfinished text", '{"a":'],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    const read = parseCanonical(text);
    expect(read.ok ? read.value : read.error.code).toBe("json.canonical");
  });

  it("keeps a key that JavaScript means something by", () => {
    const read = parseCanonical('{"__proto__":{"x":1}}');
    expect(read.ok && canonicalJson(read.value)).toBe('{"__proto__":{"x":1}}');
  });

  it("gives back every value that was written", () => {
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small", maxDepth: 4, withCrossShrink: true },
        fc.constantFrom(null, true, false),
        fc.maxSafeInteger().map((integer) => integer + 0),
        fc.string({ unit: "binary" }),
        fc.array(tie("value")),
        fc.dictionary(fc.string({ unit: "binary" }), tie("value")),
      ),
    }));
    fc.assert(
      fc.property(value, (written) => {
        const read = parseCanonical(canonicalJson(written));
        expect(read).toEqual({ ok: true, value: written });
      }),
      { seed: 8785, numRuns: 100 },
    );
  });
});

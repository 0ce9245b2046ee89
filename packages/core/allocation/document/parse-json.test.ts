import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseJson } from "./parse-json.ts";

const RUNS = { seed: 3, numRuns: 1000 };

const builtIn = (source: string): unknown => {
  try {
    return { ok: true, value: JSON.parse(source) as unknown };
  } catch {
    return { ok: false };
  }
};

const hasRepeatedKey = (source: string): boolean => {
  const read = parseJson(source);
  return !read.ok && read.error.message.en.includes("written twice");
};

describe("reads what the built-in reader reads", () => {
  it("of any value, plain or indented", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const source = JSON.stringify(value, null, indent);
        expect(parseJson(source)).toEqual({ ok: true, value: JSON.parse(source) as unknown });
      }),
      RUNS,
    );
  });

  it("and refuses what that refuses, of values with one character changed", () => {
    const signs = fc.constantFrom(...Array.from('{}[]",:\\ \n0-+.eEtu/\u0001'));
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), signs, fc.boolean(), (value, at, sign, replace) => {
        const source = JSON.stringify(value);
        const cut = at % (source.length + 1);
        const changed = source.slice(0, cut) + sign + source.slice(cut + (replace ? 1 : 0));
        fc.pre(!hasRepeatedKey(changed));
        expect(parseJson(changed)).toMatchObject(builtIn(changed) as object);
      }),
      RUNS,
    );
  });
});

test.each<[string, string, string, RegExp]>([
  ["a comma too many", '{\n  "a": 1,\n}', "line 3, column 1", /key in double quotes/],
  ["a comma too few", "[1\r\n 2]", "line 2, column 2", /a , or a ]/],
  ["a bare word", '{"阳": yes}', "line 1, column 7", /value is expected/],
  ["an open text", '["a\n"]', "line 1, column 4", /no closing quote/],
  ["a text cut short", '["a', "line 1, column 4", /no closing quote/],
  ["an unknown escape", String.raw`"\x"`, "line 1, column 2", /escape/],
  ["more behind the end", "{} {}", "line 1, column 4", /should end here/],
  ["nothing", "", "line 1, column 1", /value is expected/],
  [
    "a key written twice",
    '{"seats": 1,\n "seats": 2}',
    "line 2, column 2",
    /“seats” is written twice/,
  ],
  ["brackets without end", "[".repeat(100_000), "line 1, column 62", /too deep/],
])("%s is refused with its line and column", (_, source, place, words) => {
  const read = parseJson(source);
  expect(read).toMatchObject({ ok: false, error: { code: "document.json", place } });
  expect(read.ok ? "" : read.error.message.en).toMatch(words);
});

it("keeps keys that every object has by birth", () => {
  const read = parseJson('{"__proto__": 1, "constructor": 2}');
  expect(read.ok && JSON.stringify(read.value)).toBe('{"__proto__":1,"constructor":2}');
});

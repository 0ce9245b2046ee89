import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, readDecimal, readU64be, textOf, toBase64, u64be, utf8 } from "./bytes.ts";

describe("UTF-8", () => {
  it.each([
    ["", ""],
    ["a~", "617e"],
    ["é", "c3a9"],
    ["e\u0301", "65cc81"],
    ["阳光", "e998b3e58589"],
    ["\u{1f600}", "f09f9880"],
    ["\0\u007f\u0080", "007fc280"],
  ])("of %j is %s", (text, hex) => {
    expect(bytesToHex(utf8(text))).toBe(hex);
    expect(textOf(hexToBytes(hex))).toBe(text);
  });

  it.each([
    ["a byte that begins nothing", "80"],
    ["an end that is missing", "61e998"],
    ["more bytes than needed", "c0af"],
    ["half a surrogate pair", "eda080"],
    ["beyond Unicode", "f4908080"],
    ["a byte order mark", "efbbbf61"],
  ])("is not %s", (_, hex) => {
    expect(textOf(hexToBytes(hex))).toBeUndefined();
  });

  it("comes back, short and long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(1, 5000), (text, times) => {
        const long = `a${text}`.repeat(times);
        expect(textOf(utf8(long))).toBe(long);
      }),
      { seed: 3629, numRuns: 50 },
    );
    expect(() => utf8("\ud800")).toThrow("half a surrogate pair");
  });
});

describe("base64", () => {
  /** RFC 4648, section 10. */
  it.each([
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["fooba", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy"],
  ])("of %j is %j", (text, base64) => {
    expect(toBase64(utf8(text))).toBe(base64);
    expect(fromBase64(base64)).toEqual(utf8(text));
  });

  it("comes back for all bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(Uint8Array.from(bytes));
      }),
      { seed: 4648, numRuns: 100 },
    );
  });

  it.each([
    "Zg",
    "Zg=",
    "Zh==",
    "Zm9=",
    "Z===",
    "====",
    "Zg==Zg==",
    "Zm9v\n",
    " Zm9",
    "Zm-_",
    "Zmé=",
  ])("is not %j", (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});

describe("sizes and times", () => {
  it.each([
    [0, "0000000000000000"],
    [1_679_315_147, "00000000641850cb"],
    [2 ** 32, "0000000100000000"],
    [Number.MAX_SAFE_INTEGER, "001fffffffffffff"],
  ])("%d is %s in eight bytes", (value, hex) => {
    expect(bytesToHex(u64be(value))).toBe(hex);
    expect(readU64be(hexToBytes(`ff${hex}`).subarray(1))).toBe(value);
    expect(readDecimal(String(value))).toBe(value);
  });

  it("are exact or none", () => {
    expect(readU64be(hexToBytes("0020000000000000"))).toBeUndefined();
    expect(readU64be(hexToBytes("ffffffffffffffff"))).toBeUndefined();
    for (const value of [-1, 0.5, 2 ** 53]) expect(() => u64be(value)).toThrow("no size or time");
    for (const text of ["", "00", "01", "+1", "-0", "1.0", "1e3", "9007199254740992", " 1"]) {
      expect(readDecimal(text)).toBeUndefined();
    }
  });
});

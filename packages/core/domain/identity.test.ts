import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IdentityDocumentKind } from "./identity.ts";
import { DOCUMENT_KINDS, parseIdentityDocument, residentIdCheckDigit } from "./identity.ts";

const SEED = { seed: 20240901 };

const read = (kind: IdentityDocumentKind | undefined, raw: string) => {
  const result = parseIdentityDocument(kind, raw);
  return result.ok ? result.value : result.error.code;
};

/** Any well-formed resident number; area …99 belongs to no county, so nobody's. */
const residentNumber = fc
  .record({
    province: fc.constantFrom("11", "23", "33", "44", "51", "65"),
    birth: fc.date({
      min: new Date("1900-01-01T00:00:00Z"),
      max: new Date("2099-12-31T00:00:00Z"),
      noInvalidDate: true,
    }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ province, birth, sequence }) => {
    const day = birth.toISOString().slice(0, 10).replaceAll("-", "");
    const first17 = `${province}0799${day}${String(sequence).padStart(3, "0")}`;
    return first17 + residentIdCheckDigit(first17);
  });

describe("check digit", () => {
  // The two numbers printed as examples in GB 11643-1999.
  test.each([
    ["11010519491231002", "X"],
    ["44052418800101001", "4"],
  ])("%s is followed by %s", (first17, digit) => {
    expect(residentIdCheckDigit(first17)).toBe(digit);
  });

  test("17 digits are demanded", () => {
    expect(() => residentIdCheckDigit("1101051949123100")).toThrow("17 digits");
  });

  test("every wrong single character is caught", () => {
    fc.assert(
      fc.property(
        residentNumber,
        fc.nat(17),
        fc.constantFrom(...Array.from("0123456789X")),
        (number, place, other) => {
          fc.pre(number[place] !== other);
          const wrong = number.slice(0, place) + other + number.slice(place + 1);
          expect(parseIdentityDocument("resident-id", number).ok).toBe(true);
          expect(parseIdentityDocument("resident-id", wrong).ok).toBe(false);
          expect(parseIdentityDocument(undefined, wrong).ok).toBe(false);
        },
      ),
      { ...SEED, numRuns: 3000 },
    );
  });

  test("every exchange of neighbours is caught", () => {
    fc.assert(
      fc.property(residentNumber, fc.nat(16), (number, place) => {
        const [left, right] = [number.charAt(place), number.charAt(place + 1)];
        fc.pre(left !== right);
        const wrong = number.slice(0, place) + right + left + number.slice(place + 2);
        expect(parseIdentityDocument("resident-id", wrong).ok).toBe(false);
      }),
      { ...SEED, numRuns: 2000 },
    );
  });
});

describe("resident identity card", () => {
  test("tells birth date and sex", () => {
    expect(read("resident-id", "11010519491231002X")).toEqual({
      kind: "resident-id",
      number: "11010519491231002X",
      birthDate: "1949-12-31",
      sex: "female",
    });
  });

  test.each([
    "11010519491231002x",
    " 110105 19491231 002X ",
    "１１０１０５１９４９１２３１００２Ｘ",
    "110105-19491231-002X",
    "\ufeff11010519491231002X\u200b",
  ])("%j is the same number", (raw) => {
    expect(read(undefined, raw)).toMatchObject({
      kind: "resident-id",
      number: "11010519491231002X",
    });
  });

  test("an old 15-digit number becomes the 18-digit one", () => {
    expect(read("resident-id", "110105491231002")).toMatchObject({
      number: "11010519491231002X",
      birthDate: "1949-12-31",
    });
  });

  test.each([
    ["", "identity.empty"],
    [" \u3000 ", "identity.empty"],
    ["1101051949123100", "identity.length"],
    ["11010519491231002X1", "identity.length"],
    ["1101051949123100OX", "identity.characters"],
    ["X10105194912310021", "identity.characters"],
    ["110105194902300021", "identity.birth-date"],
    ["110105194913310021", "identity.birth-date"],
    ["110105490231002", "identity.birth-date"],
    ["110105194912310021", "identity.check-digit"],
    ["810000199408230021", "identity.other-kind"],
    ["911124198108030024", "identity.other-kind"],
    ["990105194912310020", "identity.other-kind"],
  ])("%j: %s", (raw, code) => {
    expect(read("resident-id", raw)).toBe(code);
  });

  test("a number that begins with no province is refused", () => {
    const first17 = "00010519491231002";
    expect(read("resident-id", first17 + residentIdCheckDigit(first17))).toBe("identity.area");
  });
});

describe("other documents", () => {
  test.each<[IdentityDocumentKind, string, string]>([
    ["hk-macau-permit", "h12345678", "H12345678"],
    ["hk-macau-permit", "M1234567801", "M12345678"],
    ["hk-macau-taiwan-residence", "810000199408230021", "810000199408230021"],
    ["taiwan-permit", "01234567", "01234567"],
    ["taiwan-permit", "0123456702", "01234567"],
    ["taiwan-permit", "0123456702（B）", "01234567"],
    ["passport", "E 1234567 8", "E12345678"],
    ["passport", "ab12345", "AB12345"],
    ["foreign-permanent-residence", "USA310012345678", "USA310012345678"],
    ["foreign-permanent-residence", "911124198108030024", "911124198108030024"],
    ["birth-certificate", "t330123456", "T330123456"],
  ])("%s %j is stored as %s", (kind, raw, number) => {
    expect(read(kind, raw)).toMatchObject({ kind, number });
  });

  test("residence permits and new permanent residence cards tell the birth date", () => {
    expect(read("hk-macau-taiwan-residence", "810000199408230021")).toMatchObject({
      birthDate: "1994-08-23",
    });
    expect(read("foreign-permanent-residence", "911124198108030024")).toMatchObject({
      birthDate: "1981-08-03",
      sex: "female",
    });
  });

  test.each<[IdentityDocumentKind, string, string]>([
    ["hk-macau-permit", "A12345678", "identity.characters"],
    ["hk-macau-permit", "H123456789", "identity.characters"],
    ["hk-macau-taiwan-residence", "110105194912310021", "identity.area"],
    ["hk-macau-taiwan-residence", "810000199408230022", "identity.check-digit"],
    ["hk-macau-taiwan-residence", "8100001994082300", "identity.length"],
    ["taiwan-permit", "0123456", "identity.characters"],
    ["taiwan-permit", "0123456702(BB)", "identity.characters"],
    ["passport", "AB12", "identity.characters"],
    ["passport", "ABCDEFG", "identity.characters"],
    ["passport", "A123456789012345678", "identity.characters"],
    ["foreign-permanent-residence", "US3100123456789", "identity.characters"],
    ["foreign-permanent-residence", "911124198102300024", "identity.birth-date"],
    ["birth-certificate", "1234567890", "identity.characters"],
  ])("%s %j: %s", (kind, raw, code) => {
    expect(read(kind, raw)).toBe(code);
  });
});

describe("without a chosen kind", () => {
  test.each([
    ["810000199408230021", "hk-macau-taiwan-residence"],
    ["911124198108030024", "foreign-permanent-residence"],
    ["USA310012345678", "foreign-permanent-residence"],
    ["110105491231002", "resident-id"],
  ])("%s shows that it is a %s", (raw, kind) => {
    expect(read(undefined, raw)).toMatchObject({ kind });
  });

  test.each(["M12345678", "E12345678", "01234567", "张三"])("%s is not guessed", (raw) => {
    expect(read(undefined, raw)).toBe("identity.kind-needed");
  });
});

test("no text whatever makes it throw, and every failure has words in both languages", () => {
  fc.assert(
    fc.property(
      fc.option(fc.constantFrom(...DOCUMENT_KINDS), { nil: undefined }),
      fc.string({ unit: "binary", maxLength: 40 }),
      (kind, raw) => {
        const result = parseIdentityDocument(kind, raw);
        if (result.ok) return;
        expect(result.error.message.zh).toMatch(/。$/u);
        expect(result.error.message.en).toMatch(/\.$/u);
      },
    ),
    { ...SEED, numRuns: 2000 },
  );
});

import type { PlainDate } from "./dates.ts";
import { parsePlainDate } from "./dates.ts";
import type { Result } from "./result.ts";
import { assertNever, fail, ok } from "./result.ts";
import type { Text } from "./text.ts";
import { text } from "./text.ts";

/** The documents that a child or guardian may be known by. */
export type IdentityDocumentKind =
  | "resident-id"
  | "hk-macau-permit"
  | "hk-macau-taiwan-residence"
  | "taiwan-permit"
  | "foreign-permanent-residence"
  | "passport"
  | "birth-certificate";

export const DOCUMENT_KIND_LABELS: Readonly<Record<IdentityDocumentKind, Text>> = {
  "resident-id": text("居民身份证", "resident identity card"),
  "hk-macau-permit": text(
    "港澳居民来往内地通行证",
    "mainland travel permit for Hong Kong and Macau residents",
  ),
  "hk-macau-taiwan-residence": text(
    "港澳台居民居住证",
    "residence permit for Hong Kong, Macau and Taiwan residents",
  ),
  "taiwan-permit": text("台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents"),
  "foreign-permanent-residence": text(
    "外国人永久居留身份证",
    "foreigner's permanent residence identity card",
  ),
  passport: text("护照", "passport"),
  "birth-certificate": text("出生医学证明", "medical certificate of birth"),
};

export const DOCUMENT_KINDS = Object.keys(DOCUMENT_KIND_LABELS) as readonly IdentityDocumentKind[];

/** A number that passed every check its kind allows, in the one form in which it is stored. */
export interface IdentityDocument {
  readonly kind: IdentityDocumentKind;
  /**
   * Upper case, without spaces or brackets; what changes with each reissue of a travel permit is
   * left out, and a 15-digit number is written as the 18-digit one, so that one person's document
   * is always the same text.
   */
  readonly number: string;
  /** Told by 18-digit numbers only. */
  readonly birthDate: PlainDate | null;
  readonly sex: "female" | "male" | null;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = "10X98765432";

/**
 * The 18th character for 17 digits: ISO 7064 MOD 11-2, as GB 11643-1999 prescribes. It catches
 * every wrong single character and every exchange of two neighbours.
 */
export function residentIdCheckDigit(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new Error("a check digit is computed from 17 digits");
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** The two digits that a number begins with, by who issued the first card (GB/T 2260). */
const MAINLAND_PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])/;
const HK_MACAU_TAIWAN = /^8[123]0000/;

/** Full-width forms become ASCII; spaces, invisible marks and every kind of dash go. */
const normalise = (raw: string): string =>
  raw
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200f\u2060\ufeff\p{Dash_Punctuation}]/gu, "")
    .toUpperCase();

/**
 * Reads an identity document's number as typed or scanned.
 *
 * @param kind The kind the person chose; undefined where none was asked. Only 18- and 15-digit
 *   numbers tell their kind themselves: a Korean passport looks like a Macau permit, so for every
 *   other form an undefined kind is refused rather than guessed.
 * @returns Failures: `identity.empty`, `identity.kind-needed`, `identity.length`,
 *   `identity.characters`, `identity.other-kind`, `identity.area`, `identity.birth-date`,
 *   `identity.check-digit`.
 */
export function parseIdentityDocument(
  kind: IdentityDocumentKind | undefined,
  raw: string,
): Result<IdentityDocument> {
  const number = normalise(raw);
  if (number === "") {
    return fail("identity.empty", "请填写证件号码。", "Enter the document's number.");
  }
  const known = kind ?? kindOf(number);
  if (known === undefined) {
    return fail(
      "identity.kind-needed",
      "无法仅凭号码判断证件类型，请先选择证件类型（如港澳居民来往内地通行证、护照）。",
      "The number alone does not show which document it is. Choose the kind of document first (such as a travel permit or a passport).",
    );
  }
  switch (known) {
    case "resident-id":
      return parseResidentId(number);
    case "hk-macau-taiwan-residence":
      return parseHkMacauTaiwanResidence(number);
    case "foreign-permanent-residence":
      return parseForeignPermanentResidence(number);
    case "hk-macau-permit":
    case "taiwan-permit":
    case "passport":
    case "birth-certificate":
      return parseByForm(known, number);
    default:
      return assertNever(known);
  }
}

/** The kind that a number shows by itself. Long rows of digits can only be meant as resident numbers. */
function kindOf(number: string): IdentityDocumentKind | undefined {
  if (/^9\d{16}[\dX]$/.test(number)) return "foreign-permanent-residence";
  if (HK_MACAU_TAIWAN.test(number) && number.length === 18) return "hk-macau-taiwan-residence";
  if (/^\d{11,}X?$/.test(number)) return "resident-id";
  if (/^[A-Z]{3}\d{12}$/.test(number)) return "foreign-permanent-residence";
  return undefined;
}

function parseResidentId(number: string): Result<IdentityDocument> {
  if (HK_MACAU_TAIWAN.test(number)) {
    return otherKind("resident-id", "hk-macau-taiwan-residence");
  }
  if (/^9\d{16}[\dX]$/.test(number)) {
    return otherKind("resident-id", "foreign-permanent-residence");
  }
  const eighteen = /^\d{15}$/.test(number) ? upgradeFifteen(number) : number;
  const shape = checkEighteen(eighteen, "resident-id");
  if (!shape.ok) return shape;
  if (!MAINLAND_PROVINCE.test(eighteen)) {
    return fail(
      "identity.area",
      `居民身份证号码开头两位“${eighteen.slice(0, 2)}”不是省级行政区代码，请对照证件核对。`,
      `A resident identity number cannot begin with “${eighteen.slice(0, 2)}”, which is no province's code. Compare it with the card.`,
    );
  }
  return shape;
}

/**
 * Numbers issued before October 1999 had 15 digits: no century, no check digit. Old records of
 * guardians still carry them; their holders kept the same area, date and sequence.
 */
function upgradeFifteen(number: string): string {
  const first17 = `${number.slice(0, 6)}19${number.slice(6)}`;
  return first17 + residentIdCheckDigit(first17);
}

function parseHkMacauTaiwanResidence(number: string): Result<IdentityDocument> {
  if (/^\d{17}[\dX]$/.test(number) && !HK_MACAU_TAIWAN.test(number)) {
    return fail(
      "identity.area",
      "港澳台居民居住证号码以810000、820000或830000开头，请核对号码；如为其他证件，请改选证件类型。",
      "The number of this residence permit begins with 810000, 820000 or 830000. Check the number, or choose another kind of document.",
    );
  }
  return checkEighteen(number, "hk-macau-taiwan-residence");
}

/** Cards issued before December 2023 have 3 letters and 12 digits; newer ones 18 places from 9. */
function parseForeignPermanentResidence(number: string): Result<IdentityDocument> {
  if (/^[A-Z]{3}\d{12}$/.test(number)) {
    return ok({ kind: "foreign-permanent-residence", number, birthDate: null, sex: null });
  }
  if (!number.startsWith("9")) {
    return fail(
      "identity.characters",
      "外国人永久居留身份证号码为以9开头的18位号码，或3个字母加12位数字（旧版），请对照证件核对。",
      "The number of this card is 18 places beginning with 9, or on older cards 3 letters and 12 digits. Compare it with the card.",
    );
  }
  return checkEighteen(number, "foreign-permanent-residence");
}

/** The part that all 18-place numbers share: length, characters, birth date, check digit. */
function checkEighteen(number: string, kind: IdentityDocumentKind): Result<IdentityDocument> {
  const { zh, en } = DOCUMENT_KIND_LABELS[kind];
  if (number.length !== 18) {
    return fail(
      "identity.length",
      `${zh}号码应为18位，现为${number.length}位，请对照证件补全或删去多余的字符。`,
      `The number of the ${en} has 18 places; this one has ${number.length}. Compare it with the card.`,
    );
  }
  if (!/^\d{17}[\dX]$/.test(number)) {
    return fail(
      "identity.characters",
      `${zh}号码由17位数字加最后一位数字或X组成，请改正其中的其他字符。`,
      `The number of the ${en} is 17 digits and a last digit or X. Correct the other characters.`,
    );
  }
  const birth = number.slice(6, 14);
  const birthDate = parsePlainDate(birth);
  if (!birthDate.ok) {
    return fail(
      "identity.birth-date",
      `号码第7至14位“${birth}”不是有效的出生日期，请对照证件核对。`,
      `Places 7 to 14, “${birth}”, are not a possible date of birth. Compare them with the card.`,
    );
  }
  if (residentIdCheckDigit(number.slice(0, 17)) !== number.slice(17)) {
    return fail(
      "identity.check-digit",
      "号码校验不通过：有一位输错，或相邻两位颠倒。请对照证件逐位核对。",
      "The number's check digit does not fit: a digit is wrong or two neighbours changed places. Compare it with the card, digit by digit.",
    );
  }
  const sex = Number(number[16]) % 2 === 1 ? "male" : "female";
  return ok({ kind, number, birthDate: birthDate.value, sex });
}

const otherKind = (chosen: IdentityDocumentKind, seen: IdentityDocumentKind): Result<never> =>
  fail(
    "identity.other-kind",
    `这是${DOCUMENT_KIND_LABELS[seen].zh}的号码，不是${DOCUMENT_KIND_LABELS[chosen].zh}的，请改选证件类型。`,
    `This is the number of a ${DOCUMENT_KIND_LABELS[seen].en}, not of a ${DOCUMENT_KIND_LABELS[chosen].en}. Choose that kind of document.`,
  );

interface Form {
  /** The first group is what stays the same for life. */
  readonly pattern: RegExp;
  readonly words: Text;
}

type FormKind = "hk-macau-permit" | "taiwan-permit" | "passport" | "birth-certificate";

/**
 * Documents without a public check digit: only the form can be checked. The last two of ten
 * digits on a travel permit count its reissues, and the bracket on old Taiwan permits names the
 * issuing office; neither belongs to the person.
 */
const FORMS: Readonly<Record<FormKind, Form>> = {
  "hk-macau-permit": {
    pattern: /^([HM]\d{8})(?:\d{2})?$/,
    words: text(
      "以H（香港）或M（澳门）开头，后接8位或10位数字",
      "H (Hong Kong) or M (Macau) and 8 or 10 digits",
    ),
  },
  "taiwan-permit": {
    pattern: /^(\d{8})(?:\d{2}(?:\([0-9A-Z]\))?)?$/,
    words: text(
      "8位数字，旧证为10位数字，末尾可带括号代码",
      "8 digits, or on old permits 10 digits and perhaps a code in brackets",
    ),
  },
  passport: {
    pattern: /^((?=.*\d)[0-9A-Z]{5,17})$/,
    words: text(
      "5至17位字母或数字，至少含一位数字",
      "5 to 17 letters or digits, one digit at least",
    ),
  },
  "birth-certificate": {
    pattern: /^([A-Z]\d{9})$/,
    words: text("1个字母加9位数字", "one letter and 9 digits"),
  },
};

function parseByForm(kind: FormKind, number: string): Result<IdentityDocument> {
  const { pattern, words } = FORMS[kind];
  const lifelong = pattern.exec(number)?.[1];
  if (lifelong !== undefined) return ok({ kind, number: lifelong, birthDate: null, sex: null });
  const label = DOCUMENT_KIND_LABELS[kind];
  return fail(
    "identity.characters",
    `${label.zh}号码应为：${words.zh}。请对照证件核对，或改选证件类型。`,
    `The number of a ${label.en} is ${words.en}. Compare it with the document, or choose another kind.`,
  );
}

import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import type { IdentityDocument, IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import { parseIdentityDocument, residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import type { Sex } from "./names.ts";
import type { DemoPerson } from "./registers.ts";
import type { Random } from "./random.ts";

/**
 * Area codes that GB/T 2260 gives to no place, so that an invented
 * number is nobody's.
 */
export const AREAS = {
  city: "330799",
  province: ["330199", "330399", "331099"],
  elsewhere: ["340099", "360099", "410099", "420099", "510099", "520099", "530099"],
  xinjiang: "650099",
} as const;

export interface DocumentMaker {
  residentId(area: string, birthDate: PlainDate, sex: Sex): IdentityDocument;
  hkMacauTaiwanResidence(birthDate: PlainDate, sex: Sex): IdentityDocument;
  /** Documents that tell nothing of their holder. */
  permit(kind: "hk-macau-permit" | "taiwan-permit" | "passport"): IdentityDocument;
}

const FORMS = {
  "hk-macau-permit": (digits: string) => `H${digits}`,
  "taiwan-permit": (digits: string) => digits,
  passport: (digits: string) => `X${digits}`,
} as const;

/** Makes documents that parse, none of them twice. */
export function makeDocumentMaker(random: Random): DocumentMaker {
  const given = new Set<string>();

  const fresh = (kind: IdentityDocumentKind, make: () => string): IdentityDocument => {
    for (;;) {
      const parsed = parseIdentityDocument(kind, make());
      if (!parsed.ok) throw new Error(`an invented document is refused: ${parsed.error.code}`);
      if (given.has(parsed.value.number)) continue;
      given.add(parsed.value.number);
      return parsed.value;
    }
  };
  const eighteen = (area: string, birthDate: PlainDate, sex: Sex): string => {
    const order = 2 * random.between(0, 49) + (sex === "male" ? 1 : 0);
    const sequence = String(100 * random.between(0, 9) + order).padStart(3, "0");
    const first17 = `${area}${birthDate.replaceAll("-", "")}${sequence}`;
    return first17 + residentIdCheckDigit(first17);
  };

  return {
    residentId: (area, birthDate, sex) =>
      fresh("resident-id", () => eighteen(area, birthDate, sex)),
    hkMacauTaiwanResidence: (birthDate, sex) =>
      fresh("hk-macau-taiwan-residence", () =>
        eighteen(random.pick(["810000", "820000", "830000"]), birthDate, sex),
      ),
    permit: (kind) =>
      fresh(kind, () => FORMS[kind](String(random.between(10_000_000, 99_999_999)))),
  };
}

/** The number as cards before October 1999 had it: two-digit year, no check digit. */
export function oldNumberOf({ document: { number }, birthDate }: DemoPerson): string {
  return birthDate < "1999-10-01" ? `${number.slice(0, 6)}${number.slice(8, 17)}` : number;
}

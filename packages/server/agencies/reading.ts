import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId, Facts } from "@yangguang/core/domain/facts.ts";
import type { IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import { parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { Type } from "typebox";
import type { Static, TSchema } from "typebox";
import type { Validator } from "typebox/compile";
import type { LocatedAddress, ZoneIndex } from "../zones/zone-index.ts";
import type { AddressFailure } from "../zones/failures.ts";
import type { AgencyAnswer, AgencyFailure, DocumentKey } from "./agency.ts";
import { malformed } from "./ask.ts";

/** Fields that some agencies leave out, send as null or send empty. */
export const maybeText = (description: string) =>
  Type.Optional(Type.Union([Type.String({ description, maxLength: 400 }), Type.Null()]));

export const someText = (description: string) => Type.String({ description, maxLength: 400 });

/** Holds a reply against the agreed shape; says where it differs, never what stands there. */
export function readShape<Schema extends TSchema>(
  validator: Validator<Type.TProperties, Schema>,
  reply: unknown,
): Result<Static<Schema>, AgencyFailure> {
  if (validator.Check(reply)) return ok(reply as Static<Schema>);
  const place = validator.Errors(reply)[0]?.instancePath;
  return err(malformed(place === undefined || place === "" ? "shape" : place, false));
}

/** Collects what one answer says. */
export interface AnswerDraft {
  readonly facts: { -readonly [Id in keyof Facts]: Facts[Id] };
  readonly remarks: Failure[];
  remark(code: string, zh: string, en: string, fact: FactId): void;
  done(asOf: Date): AgencyAnswer;
}

export function draftAnswer(): AnswerDraft {
  const draft: AnswerDraft = {
    facts: {},
    remarks: [],
    remark: (code, zh, en, fact) => {
      draft.remarks.push(failure(code, zh, en, fact));
    },
    done: (asOf) => ({ facts: draft.facts, remarks: draft.remarks, asOf }),
  };
  return draft;
}

/** An agency's word for a value of ours: unknown ones become a remark, and the fact stays unknown. */
export function readCode<Value extends string>(
  draft: AnswerDraft,
  codes: ReadonlyMap<string, Value>,
  code: string,
  fact: FactId,
): Value | undefined {
  const value = codes.get(code);
  if (value !== undefined) return value;
  draft.remark(
    "agency.unknown-code",
    "部门答复中有未知代码，请人工核对该项。",
    "The agency answered with a code that is not agreed; please check this item.",
    fact,
  );
  return undefined;
}

/** A date as the agency writes it: impossible ones become a remark, empty ones null. */
export function readDate(
  draft: AnswerDraft,
  written: string | null | undefined,
  fact: FactId,
): PlainDate | null | undefined {
  if (written === null || written === undefined || written.trim() === "") return null;
  const parsed = parsePlainDate(written);
  if (parsed.ok) return parsed.value;
  remarkDate(draft, fact);
  return undefined;
}

export const remarkDate = (draft: AnswerDraft, fact: FactId): void =>
  draft.remark(
    "agency.impossible-date",
    "部门答复中的日期无效，请人工核对该项。",
    "The agency answered with an impossible date; please check this item.",
    fact,
  );

/** Places addresses; without published zones none can be placed. */
export type Locate = (address: string) => Result<LocatedAddress, AddressFailure>;

export const locateIn =
  (zones: ZoneIndex | null): Locate =>
  (address) =>
    zones === null ? err(NO_ZONES) : zones.zoneOfAddress(address);

const NO_ZONES: AddressFailure = {
  ...failure(
    "address.no-zones",
    "本季尚未公布施教区，无法判断地址所在施教区。",
    "No zones have been published for the season, so addresses cannot be placed.",
  ),
  suggestions: [],
};

/**
 * The zone of a register's address. Null: in another city, so in none of the zones. Undefined: it
 * could not be placed, and a remark asks a person to.
 */
export function readZone(
  draft: AnswerDraft,
  locate: Locate,
  address: string,
  fact: FactId,
): ZoneId | null | undefined {
  const located = locate(address);
  if (located.ok) return located.value.zone;
  if (located.error.code === "address.outside-city") return null;
  const { code, message } = located.error;
  draft.remarks.push({ code, message, place: fact });
  return undefined;
}

/** Whether an address lies in the zone that is wanted; no zone is never the same as no zone. */
export const isZone = (zone: ZoneId | null | undefined, wanted: string | null): boolean =>
  typeof zone === "string" && zone === wanted;

export const sameDocument = (one: DocumentKey, two: DocumentKey): boolean =>
  one.kind === two.kind && one.number === two.number;

/** A document as an agency wrote it, in the one form in which they compare; 15 digits are read. */
export function readDocument(code: string, number: string): DocumentKey | null {
  const kind = DOCUMENT_KIND_OF.get(code);
  const parsed = kind === undefined ? null : parseIdentityDocument(kind, number);
  return parsed?.ok ? { kind: parsed.value.kind, number: parsed.value.number } : null;
}

/** Whether two registers mean the same name, whatever dots and spaces they use. */
export function sameName(one: string, two: string): boolean {
  const [first, second] = [parsePersonName(one), parsePersonName(two)];
  return first.ok && second.ok && first.value === second.value;
}

/** Neither name is repeated: remarks are kept in the clear. */
export function remarkName(draft: AnswerDraft, who: Text, fact: FactId): void {
  draft.remark(
    "agency.name-differs",
    `部门登记的${who.zh}姓名与户籍登记不一致，请人工核对是否为同一人。`,
    `The agency has another name for the ${who.en} than the household register; please check that it is the same person.`,
    fact,
  );
}

const CIVIL_TIME = /^(\d{4})-?(\d{2})-?(\d{2})[ T]?(\d{2}):?(\d{2}):?(\d{2})(?:\.\d+)?$/;

/** An instant written in China's civil time: `20240601093000`, `2024-06-01 09:30:00`. */
export function readCivilTime(written: string): Date | null {
  const match = CIVIL_TIME.exec(written.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const date = parsePlainDate(`${year}-${month}-${day}`);
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  return date.ok && !Number.isNaN(instant.getTime()) ? instant : null;
}

/** China's civil date of an instant in milliseconds since 1970. */
export function civilDateOf(instant: number): PlainDate | null {
  const shifted = new Date(instant + 8 * 60 * 60 * 1000);
  if (Number.isNaN(shifted.getTime())) return null;
  const parsed = parsePlainDate(shifted.toISOString().slice(0, 10));
  return parsed.ok ? parsed.value : null;
}

/** An agency's codes the other way round; a map, since a code that is sent may be any text. */
export const swapped = <Value extends string>(
  codes: Readonly<Record<Value, string>>,
): ReadonlyMap<string, Value> =>
  new Map(Object.entries<string>(codes).map(([value, code]) => [code, value as Value]));

/** Codes of GA/T 517 by which registers name kinds of documents. */
export const DOCUMENT_CODES: Readonly<Record<IdentityDocumentKind, string>> = {
  "resident-id": "111",
  "birth-certificate": "117",
  passport: "414",
  "taiwan-permit": "511",
  "hk-macau-permit": "516",
  "foreign-permanent-residence": "553",
  "hk-macau-taiwan-residence": "555",
};

const DOCUMENT_KIND_OF = swapped(DOCUMENT_CODES);

import type { Failure } from "@yangguang/core/domain/result.ts";

/** An address that could not be placed, with addresses of the book that may be meant, best first. */
export interface AddressFailure extends Failure {
  readonly suggestions: readonly string[];
}

const addressFailure = (
  code: string,
  zh: string,
  en: string,
  suggestions: readonly string[] = [],
): AddressFailure => ({ code, message: { zh, en }, suggestions });

const quoted = (suggestions: readonly string[]): { readonly zh: string; readonly en: string } => ({
  zh: suggestions.map((one) => `“${one}”`).join("、"),
  en: suggestions.map((one) => `“${one}”`).join(", "),
});

export const noAddress = (): AddressFailure =>
  addressFailure("address.empty", "请填写地址。", "Enter an address.");

export const outsideCity = (raw: string, city: string): AddressFailure =>
  addressFailure(
    "address.outside-city",
    `“${raw}”不在${city}，本市施教区不包括该地址。`,
    `“${raw}” is not in ${city}; none of its zones holds the address.`,
  );

export function unknownPlace(raw: string, suggestions: readonly string[]): AddressFailure {
  const { zh, en } = quoted(suggestions);
  const [hintZh, hintEn] = suggestions.length === 0 ? ["", ""] : [`是否为${zh}？`, ` Is it ${en}?`];
  return addressFailure(
    "address.unknown",
    `地址库中没有“${raw}”。请按门牌写路名加号数，或写小区名；仍查不到的，由工作人员核实。${hintZh}`,
    `The address book has no “${raw}”. Write the road and number as on the door plate, or the estate's name; if it still is not found, an officer will look into it.${hintEn}`,
    suggestions,
  );
}

export const unknownNumber = (
  raw: string,
  place: string,
  suggestions: readonly string[],
): AddressFailure =>
  addressFailure(
    "address.unknown-number",
    `地址库中有“${place}”，但没有“${raw}”的门牌号。相近的有${quoted(suggestions).zh}。请核对门牌；确有此号的，由工作人员核实。`,
    `The address book has “${place}” but not the number in “${raw}”. Near it are ${quoted(suggestions).en}. Compare it with the door plate; if the number does exist, an officer will look into it.`,
    suggestions,
  );

export const ambiguousRoad = (place: string, suggestions: readonly string[]): AddressFailure =>
  addressFailure(
    "address.ambiguous",
    `“${place}”经过不止一个施教区，请写上门牌号，例如${quoted(suggestions).zh}。`,
    `“${place}” runs through more than one zone. Add the house number, for example ${quoted(suggestions).en}.`,
    suggestions,
  );

export const outsideZones = (raw: string): AddressFailure =>
  addressFailure(
    "address.outside-zones",
    `“${raw}”不在任何施教区内，请联系教育局招生办公室。`,
    `“${raw}” lies in no school's zone. Ask the bureau's admissions office.`,
  );

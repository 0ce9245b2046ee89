/** How the numbers of a place are written: houses on a road or in a village, blocks of an estate. */
export type NumberUnit = "号" | "幢";

/** One numbered house or block, as the city's address book has it. */
export interface AddressEntry {
  /** Road, residential estate or village, as on the signs: 松石西路, 金都花苑. */
  readonly place: string;
  readonly number: number;
  readonly unit: NumberUnit;
  /** Degrees, WGS 84. */
  readonly lon: number;
  readonly lat: number;
}

export const addressText = (entry: AddressEntry): string =>
  `${entry.place}${entry.number}${entry.unit}`;

/** An address as people and registers write it, taken apart. */
export interface WrittenAddress {
  /** Full-width forms made plain, without spaces and punctuation. */
  readonly plain: string;
  /** `plain` without province, city, township and community before the place. */
  readonly rest: string;
  /** False where a province or city is named that is not this one. */
  readonly inThisCity: boolean;
}

/** Spaces and punctuation say nothing in an address, except the dash within a number (12-3号). */
const NOISE = /[\s\p{Po}\p{Ps}\p{Pe}\p{Sk}_]+/gu;

const TOWNSHIP = /^\p{Script=Han}{2,5}?(?:街道办事处|街道|镇|乡)/u;
const COMMUNITY = /^\p{Script=Han}{2,8}?(?:居委会|社区)/u;
const OTHER_REGION = /^\p{Script=Han}{2,8}?(?:省|自治区|特别行政区|自治州|地区|市|县)/u;

/**
 * @param region Names that lead to the city, widest first, as in `["浙江省", "金华市", "永康市"]`.
 * @param startsWithPlace Whether a text begins with a place of the book: what is known as a place
 *   is never taken for a township (古镇路 is a road).
 */
export function readAddress(
  raw: string,
  region: readonly string[],
  startsWithPlace: (text: string) => boolean,
): WrittenAddress {
  const plain = raw.normalize("NFKC").replace(NOISE, "");
  const local = withoutRegion(plain, region, startsWithPlace);
  const stop = startsWithPlace(local);
  if (!stop && OTHER_REGION.test(local)) return { plain, rest: local, inThisCity: false };
  const rest = [TOWNSHIP, COMMUNITY].reduce(
    (text, pattern) => (startsWithPlace(text) ? text : text.replace(pattern, "")),
    local,
  );
  return { plain, rest, inThisCity: true };
}

/** Takes 浙江省, 浙江, 永康市 or 永康 away; the short form only where something follows it. */
function withoutRegion(
  plain: string,
  region: readonly string[],
  startsWithPlace: (text: string) => boolean,
): string {
  return region.reduce((text, name) => {
    if (startsWithPlace(text)) return text;
    if (text.startsWith(name)) return text.slice(name.length);
    const short = name.slice(0, -1);
    return text.startsWith(short) ? text.slice(short.length) : text;
  }, plain);
}

/** The number that follows a place's name: 128号, 128, 3幢2单元, 12-3号; null where there is none. */
export function leadingNumber(text: string): number | null {
  const digits = /^(?:第)?(\d{1,5})(?!\d)/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

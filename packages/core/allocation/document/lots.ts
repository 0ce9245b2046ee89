import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import { compareText } from "../order.ts";
import type { DocumentApplicant, WrittenLot } from "./document.ts";

/** The lots of one draw, each of which stands in the problem as its place in the draw. */
export interface Draw {
  /** By applicant: 64 hex digits. Who has no lot comes after all who have one. */
  readonly encoded: Readonly<Record<string, string>>;
  /** By those digits: the lot as the document writes it; nothing where it has none. */
  readonly written: ReadonlyMap<string, WrittenLot>;
  /** By applicant: the lot's value; nothing where the document has none. */
  readonly values: ReadonlyMap<string, bigint>;
  /** Whether everybody has a lot, and only a family shares one: then no tie is left open. */
  readonly decidesAll: boolean;
}

const LOT_DIGITS = 64;
const placeInDraw = (place: number): string => place.toString(16).padStart(LOT_DIGITS, "0");

const valueOf = (lot: WrittenLot): bigint =>
  BigInt(typeof lot === "number" || lot.startsWith("0x") ? lot : `0x${lot}`);

interface Holder {
  readonly id: string;
  readonly family: string | undefined;
  readonly lot: WrittenLot | undefined;
  readonly value: bigint | undefined;
}

/**
 * Lots as places in the draw, so that whole numbers and hex digits of any length are one kind.
 * Equal lots of no one family, and lots that are missing, get places of their own in the order of
 * the ids: no comparison may come to use them, which is for `refuseOpenTies` to see to.
 *
 * @param draw The school whose lots are asked for, or "*" for the one lot for all.
 */
export function drawOf(applicants: readonly DocumentApplicant[], draw: string): Draw {
  const holders = applicants.map(({ id, family, lot: one, lots }): Holder => {
    const own = lots !== undefined && Object.hasOwn(lots, draw) ? lots[draw] : undefined;
    const lot = draw === ONE_FOR_ALL ? one : (own ?? one);
    return { id, family, lot, value: lot === undefined ? undefined : valueOf(lot) };
  });
  holders.sort(compareHolders);
  const encoded: [string, string][] = [];
  const written = new Map<string, WrittenLot>();
  const values = new Map<string, bigint>();
  let decidesAll = true;
  let place = 0;
  let before: Holder | undefined;
  for (const holder of holders) {
    const equal = before !== undefined && holder.value === before.value;
    const oneFamily = holder.family !== undefined && holder.family === before?.family;
    const shared = equal && holder.value !== undefined && oneFamily;
    if (!shared) place += 1;
    if (holder.value === undefined || (equal && !oneFamily)) decidesAll = false;
    const digits = placeInDraw(place);
    encoded.push([holder.id, digits]);
    if (holder.lot !== undefined) written.set(digits, holder.lot);
    if (holder.value !== undefined) values.set(holder.id, holder.value);
    before = holder;
  }
  return { encoded: Object.fromEntries(encoded), written, values, decidesAll };
}

/** By value, those without last; equal ones with their families side by side. */
function compareHolders(a: Holder, b: Holder): number {
  if (a.value !== b.value) {
    if (a.value === undefined) return 1;
    if (b.value === undefined) return -1;
    return a.value < b.value ? -1 : 1;
  }
  return compareText(a.family ?? "", b.family ?? "") || compareText(a.id, b.id);
}

import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import Flatbush from "flatbush";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { AddressEntry } from "./address-book.ts";
import { addressText, leadingNumber, readAddress } from "./address-book.ts";
import type { AddressFailure } from "./failures.ts";
import {
  ambiguousRoad,
  noAddress,
  outsideCity,
  outsideZones,
  unknownNumber,
  unknownPlace,
} from "./failures.ts";
import type { LonLat } from "./grid.ts";

/** Zones as published: lon/lat in degrees (WGS 84), outer rings counter-clockwise (RFC 7946). */
export type ZoneCollection = FeatureCollection<
  Polygon | MultiPolygon,
  { readonly zone: ZoneId; readonly name: Text }
>;

type ZoneFeature = ZoneCollection["features"][number];

export interface LocatedAddress {
  readonly zone: ZoneId;
  /** As the address book writes it. */
  readonly address: string;
  readonly point: { readonly lon: number; readonly lat: number };
}

export interface ZoneMap {
  readonly zones: ZoneCollection;
  readonly addressBook: readonly AddressEntry[];
  /** Where the policy's grid has its [0, 0]. */
  readonly gridOrigin: LonLat;
  /** Names that lead to the city, widest first: `["浙江省", "金华市", "永康市"]`. */
  readonly region: readonly string[];
}

export interface ZoneIndex {
  /** The zone that holds a point; on a common border, the first of the collection. */
  zoneAt(lon: number, lat: number): ZoneId | null;
  /**
   * Finds the zone of an address as people and registers write it.
   * Failures: `address.empty`, `address.outside-city`, `address.unknown`,
   * `address.unknown-number`, `address.ambiguous`, `address.outside-zones`.
   */
  zoneOfAddress(raw: string): Result<LocatedAddress, AddressFailure>;
  /** Up to `limit` addresses that what has been typed so far may become. */
  complete(typed: string, limit?: number): readonly string[];
}

interface Located {
  readonly entry: AddressEntry;
  readonly zone: ZoneId | null;
}

interface Place {
  readonly name: string;
  readonly located: readonly Located[];
  readonly byNumber: ReadonlyMap<number, Located>;
}

const MOST_COMPLETIONS = 8;
const MOST_SUGGESTIONS = 5;

export function makeZoneIndex(map: ZoneMap): ZoneIndex {
  const zoneAt = makeZoneAt(map.zones);
  const places = placesOf(map.addressBook, zoneAt);
  const names = [...places.keys()];
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);

  /** The longest place that the text begins with: 松石西路东弄 rather than 松石西路. */
  const placeAt = (text: string): Place | undefined => {
    for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
      const place = places.get(text.slice(0, length));
      if (place !== undefined) return place;
    }
    return undefined;
  };
  const read = (raw: string) => readAddress(raw, map.region, (text) => placeAt(text) !== undefined);

  const zoneOfAddress = (raw: string): Result<LocatedAddress, AddressFailure> => {
    const written = read(raw);
    if (written.plain === "") return err(noAddress());
    if (!written.inThisCity) return err(outsideCity(raw, map.region.at(-1) ?? ""));
    const place = placeAt(written.rest);
    if (place === undefined) {
      return err(unknownPlace(raw, similarNames(names, written.rest).slice(0, MOST_SUGGESTIONS)));
    }
    return locate(raw, place, leadingNumber(written.rest.slice(place.name.length)));
  };

  const complete = (typed: string, limit: number = MOST_COMPLETIONS): readonly string[] => {
    const { plain, rest, inThisCity } = read(typed);
    if (plain === "" || rest === "" || !inThisCity) return [];
    const place = placeAt(rest);
    const wanted = place === undefined ? "" : rest.slice(place.name.length);
    const numbers = place === undefined ? [] : numbersLike(place, wanted);
    const other = names.filter((name) => name !== place?.name && name.includes(rest));
    other.sort((one, two) => Number(two.startsWith(rest)) - Number(one.startsWith(rest)));
    return [...other, ...numbers].slice(0, limit);
  };

  return { zoneAt, zoneOfAddress, complete };
}

function makeZoneAt(zones: ZoneCollection): ZoneIndex["zoneAt"] {
  const boxes = zones.features.map(boxOf);
  if (boxes.length === 0) return () => null;
  const index = new Flatbush(boxes.length);
  for (const [minX, minY, maxX, maxY] of boxes) index.add(minX, minY, maxX, maxY);
  index.finish();
  return (lon, lat) => {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return null;
    const hits = index
      .search(lon, lat, lon, lat)
      .toSorted((one, two) => one - two)
      .map((place) => zones.features[place])
      .filter((zone): zone is ZoneFeature => zone !== undefined);
    return hits.find((zone) => booleanPointInPolygon([lon, lat], zone))?.properties.zone ?? null;
  };
}

function boxOf(zone: Feature<Polygon | MultiPolygon>): readonly [number, number, number, number] {
  const { geometry } = zone;
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  const points = rings.flat();
  const lons = points.map(([lon]) => lon ?? Number.NaN);
  const lats = points.map(([, lat]) => lat ?? Number.NaN);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function placesOf(
  book: readonly AddressEntry[],
  zoneAt: ZoneIndex["zoneAt"],
): ReadonlyMap<string, Place> {
  const byName = Map.groupBy(book, (entry) => entry.place);
  const places = [...byName].map(([name, entries]): [string, Place] => {
    const located = entries
      .toSorted((one, two) => one.number - two.number)
      .map((entry) => ({ entry, zone: zoneAt(entry.lon, entry.lat) }));
    const byNumber = new Map(located.map((one) => [one.entry.number, one]));
    return [name, { name, located, byNumber }];
  });
  return new Map(places);
}

/**
 * An estate or village that lies in one zone as a whole needs no number; a house number that the
 * book lacks is refused, since a road may run on into the next zone.
 */
function locate(
  raw: string,
  place: Place,
  number: number | null,
): Result<LocatedAddress, AddressFailure> {
  const exact = number === null ? undefined : place.byNumber.get(number);
  if (exact !== undefined) return located(raw, exact);
  const [first] = place.located;
  if (first === undefined) throw new Error(`the book has no address at ${place.name}`);
  const isEstate = first.entry.unit === "幢";
  const inOneZone = place.located.every(({ zone }) => zone === first.zone);
  if (inOneZone && (isEstate || number === null)) return located(raw, first, place.name);
  if (number === null) return err(ambiguousRoad(place.name, oneOfEachZone(place)));
  return err(unknownNumber(raw, place.name, nearestNumbers(place, number).map(addressText)));
}

function located(
  raw: string,
  { entry, zone }: Located,
  address: string = addressText(entry),
): Result<LocatedAddress, AddressFailure> {
  if (zone === null) return err(outsideZones(raw));
  return ok({ zone, address, point: { lon: entry.lon, lat: entry.lat } });
}

const nearestNumbers = (place: Place, number: number): readonly AddressEntry[] =>
  place.located
    .map(({ entry }) => entry)
    .toSorted((one, two) => Math.abs(one.number - number) - Math.abs(two.number - number))
    .slice(0, MOST_SUGGESTIONS);

function oneOfEachZone(place: Place): readonly string[] {
  const firstByZone = new Map<ZoneId | null, AddressEntry>();
  for (const { entry, zone } of place.located) {
    if (!firstByZone.has(zone)) firstByZone.set(zone, entry);
  }
  return [...firstByZone.values()].slice(0, MOST_SUGGESTIONS).map(addressText);
}

/** Numbers that begin with the digits typed after the place's name. */
function numbersLike(place: Place, wanted: string): readonly string[] {
  return place.located
    .map(({ entry }) => ({ number: `${entry.number}${entry.unit}`, whole: addressText(entry) }))
    .filter(({ number }) => number.startsWith(wanted) || wanted.startsWith(number))
    .map(({ whole }) => whole);
}

/** Names that share characters with what was written, the most alike first. */
function similarNames(names: readonly string[], rest: string): readonly string[] {
  const written = new Set(rest.replace(/\d.*$/u, ""));
  return names
    .map((name) => {
      const shared = Array.from(name).filter((character) => written.has(character)).length;
      return { name, likeness: shared / Math.max(name.length, written.size) };
    })
    .filter(({ likeness }) => likeness >= 0.5)
    .toSorted((one, two) => two.likeness - one.likeness)
    .map(({ name }) => name);
}

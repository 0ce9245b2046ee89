import { describe, expect, test } from "vitest";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { Position } from "geojson";
import type { AddressEntry } from "./address-book.ts";
import type { ZoneCollection } from "./zone-index.ts";
import { makeZoneIndex } from "./zone-index.ts";

const zone = (id: string, rings: Position[][]): ZoneCollection["features"][number] => ({
  type: "Feature",
  properties: { zone: brandAs<ZoneId>(id), name: { zh: id, en: id } },
  geometry: { type: "Polygon", coordinates: rings },
});

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

/** West and east side by side; the east has a hole. */
const ZONES: ZoneCollection = {
  type: "FeatureCollection",
  features: [
    zone("west", [square(120, 28, 1)]),
    zone("east", [square(121, 28, 1), square(121.4, 28.4, 0.2).toReversed()]),
  ],
};

const entry = (
  place: string,
  number: number,
  unit: AddressEntry["unit"],
  lon: number,
  lat = 28.2,
): AddressEntry => ({ place, number, unit, lon, lat });

const BOOK: readonly AddressEntry[] = [
  entry("松石路", 1, "号", 120.2),
  entry("松石路", 3, "号", 120.9),
  entry("松石路", 5, "号", 121.1),
  entry("松石路东弄", 2, "号", 121.2),
  entry("金都花苑", 1, "幢", 120.3),
  entry("金都花苑", 3, "幢", 120.31),
  entry("古镇路", 8, "号", 121.3),
  entry("前塘村", 12, "号", 121.5, 28.5),
];

const index = makeZoneIndex({
  zones: ZONES,
  addressBook: BOOK,
  gridOrigin: { lon: 120, lat: 28 },
  region: ["浙江省", "金华市", "永康市"],
});

const zoneOf = (written: string): string => {
  const found = index.zoneOfAddress(written);
  return found.ok ? found.value.zone : found.error.code;
};

describe("zoneAt", () => {
  test("finds the zone that holds a point", () => {
    expect(index.zoneAt(120.5, 28.5)).toBe("west");
    expect(index.zoneAt(121.1, 28.9)).toBe("east");
  });

  test("holds nothing outside, in a hole, or at no place at all", () => {
    expect(index.zoneAt(119.9, 28.5)).toBeNull();
    expect(index.zoneAt(121.5, 28.5)).toBeNull();
    expect(index.zoneAt(Number.NaN, 28.5)).toBeNull();
  });

  test("gives a common border to the first zone", () => {
    expect(index.zoneAt(121, 28.5)).toBe("west");
  });
});

describe("zoneOfAddress", () => {
  test.each([
    "松石路3号",
    "松石路 3",
    "松石路３号",
    "永康市松石路3号",
    "永康松石路3号",
    "浙江省永康市东城街道松石路3号",
    "浙江省金华市永康市东城街道松石社区松石路3号2单元501室",
    "松石路3-2号",
    "（永康）松石路3号",
  ])("understands %s", (written) => {
    const found = index.zoneOfAddress(written);
    expect(found).toMatchObject({
      ok: true,
      value: { zone: "west", address: "松石路3号", point: { lon: 120.9, lat: 28.2 } },
    });
  });

  test("takes the longest name that fits", () => {
    expect(zoneOf("松石路东弄2号")).toBe("east");
  });

  test("does not take a road for a township", () => {
    expect(zoneOf("古镇路8号")).toBe("east");
  });

  test("needs no number where the whole estate is in one zone, even one the book lacks", () => {
    expect(zoneOf("金都花苑")).toBe("west");
    expect(zoneOf("金都花苑（二期）3幢")).toBe("west");
    expect(zoneOf("金都花苑99幢")).toBe("west");
  });

  test("asks for the number of a road through several zones, with one of each", () => {
    const found = index.zoneOfAddress("松石路");
    expect(found).toMatchObject({
      ok: false,
      error: { code: "address.ambiguous", suggestions: ["松石路1号", "松石路5号"] },
    });
  });

  test("refuses a house number that the book lacks, and names its neighbours", () => {
    const found = index.zoneOfAddress("松石路4号");
    expect(found).toMatchObject({ ok: false, error: { code: "address.unknown-number" } });
    if (!found.ok) expect(found.error.suggestions).toContain("松石路3号");
  });

  test("does not read half a number", () => {
    expect(zoneOf("松石路100000号")).not.toBe("west");
  });

  test("suggests what may be meant by an unknown name", () => {
    const found = index.zoneOfAddress("松云路3号");
    expect(found).toMatchObject({ ok: false, error: { code: "address.unknown" } });
    if (!found.ok) {
      expect(found.error.suggestions).toContain("松石路");
      expect(found.error.message.zh).toContain("松石路");
      expect(found.error.message.en).toContain("松石路");
    }
  });

  test.each(["杭州市西湖区金都花苑3幢", "浙江省杭州市松石路3号", "江西省上饶市松石路3号"])(
    "does not mistake %s for an address here",
    (written) => {
      expect(zoneOf(written)).toBe("address.outside-city");
    },
  );

  test("says so where the book's point lies in no zone", () => {
    expect(zoneOf("前塘村12号")).toBe("address.outside-zones");
  });

  test("says so where nothing was written", () => {
    expect(zoneOf("　 ，")).toBe("address.empty");
  });
});

describe("complete", () => {
  test("offers names that begin with or hold what was typed, the former first", () => {
    expect(index.complete("松")).toEqual(["松石路", "松石路东弄"]);
    expect(index.complete("花苑")).toEqual(["金都花苑"]);
    expect(index.complete("路")).toHaveLength(3);
  });

  test("offers the numbers of a whole name", () => {
    expect(index.complete("松石路")).toEqual(["松石路东弄", "松石路1号", "松石路3号", "松石路5号"]);
    expect(index.complete("永康市松石路5")).toEqual(["松石路5号"]);
  });

  test("offers eight at most, and nothing for nothing", () => {
    const many = makeZoneIndex({
      zones: ZONES,
      addressBook: Array.from({ length: 30 }, (_, number) => entry("长路", number, "号", 120.5)),
      gridOrigin: { lon: 120, lat: 28 },
      region: [],
    });
    expect(many.complete("长")).toEqual(["长路"]);
    expect(many.complete("长路")).toHaveLength(8);
    expect(many.complete("长路1", 3)).toHaveLength(3);
    expect(many.complete("  ")).toEqual([]);
  });
});

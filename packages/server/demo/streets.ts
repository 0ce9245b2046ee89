import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { GridPoint, Plan } from "@yangguang/core/policy/document.ts";
import type { AddressEntry, NumberUnit } from "../zones/address-book.ts";
import { addressText } from "../zones/address-book.ts";
import type { Geography, Shape } from "./geography.ts";
import { lonLatOf } from "./geography.ts";
import type { Random } from "./random.ts";

/** Names that lead to the demo city, widest first. */
export const REGION = ["浙江省", "金华市", "永康市"] as const;

export interface DemoAddress extends AddressEntry {
  readonly zone: ZoneId;
  readonly township: string;
}

export interface Streets {
  readonly addresses: readonly DemoAddress[];
  readonly byZone: ReadonlyMap<ZoneId, readonly DemoAddress[]>;
}

/** South to north, then west to east. */
const ROADS = [
  "城塘 南苑 华溪 松石 紫微 白云 飞凤 云川".split(" "),
  "高镇 金山 书院 望春 溪心 清溪 五金 九铃".split(" "),
] as const;
/** The part of the zones, by place along an axis, that roads run among: the outer ones are towns apart. */
const ROADS_FROM = 0.12;
const ROADS_TO = 0.82;
const HALF_ROAD_METRES = 3600;
const STEP_METRES = 60;

const ESTATE_FIRST =
  "金都 锦绣 碧水 翠湖 阳光 书香 丽景 华丰 星月 香樟 玫瑰 紫荆 银杏 山水 凤凰 明珠 四季 桃源 世纪 溪畔 东湖 兰亭 听涛 揽翠 和风 梧桐 百合 金桂 晨光 怡和".split(
    " ",
  );
const ESTATE_LAST = "花苑 家园 名苑 小区 公寓 华庭 雅居 新村".split(" ");
/** Stands in the plan's first zone whatever the seed: pages name it as an example. */
const EXAMPLE_ESTATE = "金都花苑";
const ESTATES_PER_ZONE = 7;

const VILLAGE_FIRST = "前 后 上 下 大 长 石 白 古 新 里 外".split(" ");
const VILLAGE_LAST = "塘 溪 山头 桥 园 店 坑 坞 畈 陈 徐 胡 应 吕 杨".split(" ");
const VILLAGES_PER_ZONE = 2;

const pairs = (first: readonly string[], last: readonly string[], end = ""): string[] =>
  first.flatMap((one) => last.map((two) => `${one}${two}${end}`));

/** The city's address book: roads across the town, estates and villages within each zone. */
export function makeStreets(plan: Plan, geography: Geography, random: Random): Streets {
  const place = addressMaker(plan, geography);
  const addresses = [
    ...makeRoads(plan, random.fork("roads"), place),
    ...settlements(geography, random.fork("settlements"), place),
  ];
  return { addresses, byZone: Map.groupBy(addresses, ({ zone }) => zone) };
}

type AddressMaker = (
  place: string,
  number: number,
  unit: NumberUnit,
  point: GridPoint,
) => readonly DemoAddress[];

function addressMaker(plan: Plan, geography: Geography): AddressMaker {
  const middle = middleOf(plan);
  const names = new Map(plan.zones.map((zone) => [zone.id, zone.name.zh]));
  const townshipAt = (zone: ZoneId, [east, north]: GridPoint): string => {
    const name = names.get(zone) ?? "";
    if (name.endsWith("镇")) return name;
    if (north < middle[1] - 1000) return "江南街道";
    return east < middle[0] ? "西城街道" : "东城街道";
  };
  return (place, number, unit, point) => {
    const zone = geography.zoneWellInside(point);
    if (zone === null) return [];
    return [{ place, number, unit, ...lonLatOf(point), zone, township: townshipAt(zone, point) }];
  };
}

/** Sorted coordinates of the zones' centres: where many zones are, the town is. */
const sortedCenters = (plan: Plan, axis: 0 | 1): readonly number[] =>
  plan.zones.map(({ center }) => center[axis]).toSorted((one, two) => one - two);

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const middleOf = (plan: Plan): GridPoint => [
  quantile(sortedCenters(plan, 0), 0.5),
  quantile(sortedCenters(plan, 1), 0.5),
];

interface Road {
  readonly name: string;
  /** 0 runs west to east, 1 south to north. */
  readonly axis: 0 | 1;
  /** Where it crosses the other axis, in metres, and how far it turns away per metre. */
  readonly offset: number;
  readonly slope: number;
}

/** Straight roads, slightly askew, close together where zones are. */
function makeRoads(plan: Plan, random: Random, place: AddressMaker): DemoAddress[] {
  const middle = middleOf(plan);
  const axes = [0, 1] as const;
  return axes.flatMap((axis) => {
    const across = sortedCenters(plan, axis === 0 ? 1 : 0);
    return ROADS[axis].flatMap((name, index) => {
      const part = ROADS_FROM + ((ROADS_TO - ROADS_FROM) * (index + 0.5)) / ROADS[axis].length;
      const offset = quantile(across, part) + random.between(-150, 150);
      const road: Road = { name, axis, offset, slope: random.between(-40, 40) / 1000 };
      return houses(road, middle[axis], place);
    });
  });
}

/** The two halves of a road have their own names and numbers, odd on one side, even on the other. */
function houses(road: Road, middle: number, place: AddressMaker): readonly DemoAddress[] {
  const halves =
    road.axis === 0
      ? ([
          [-1, "西路"],
          [1, "东路"],
        ] as const)
      : ([
          [-1, "南路"],
          [1, "北路"],
        ] as const);
  return halves.flatMap(([way, ending]) =>
    Array.from({ length: HALF_ROAD_METRES / STEP_METRES }, (_, step) => {
      const along = way * (step + 0.5) * STEP_METRES;
      const beside = (metres: number): GridPoint => {
        const [on, off] = [middle + along, road.offset + road.slope * along + metres];
        return road.axis === 0 ? [on, off] : [off, on];
      };
      const name = `${road.name}${ending}`;
      return [
        ...place(name, 2 * step + 1, "号", beside(15)),
        ...place(name, 2 * step + 2, "号", beside(-15)),
      ];
    }).flat(),
  );
}

function extentOf(shape: Shape): { readonly low: GridPoint; readonly high: GridPoint } {
  const easts = shape.map(([east]) => east);
  const norths = shape.map(([, north]) => north);
  return {
    low: [Math.min(...easts), Math.min(...norths)],
    high: [Math.max(...easts), Math.max(...norths)],
  };
}

function settlements(geography: Geography, random: Random, place: AddressMaker): DemoAddress[] {
  const estates = random.shuffled(pairs(ESTATE_FIRST, ESTATE_LAST));
  estates.push(...estates.splice(estates.indexOf(EXAMPLE_ESTATE), 1));
  const villages = random.shuffled(pairs(VILLAGE_FIRST, VILLAGE_LAST, "村"));
  return [...geography.cells].flatMap(([zone, cell]) => {
    const settle = (name: string | undefined, unit: NumberUnit, size: number, spread: number) => {
      if (name === undefined) throw new Error("the demo city has run out of names");
      const middle = pointWellInside(geography, zone, cell, random);
      return Array.from({ length: size }, (_, index) => {
        const angle = index * 2.4;
        const reach = spread * Math.sqrt(index);
        const point: GridPoint = [
          middle[0] + reach * Math.cos(angle),
          middle[1] + reach * Math.sin(angle),
        ];
        return place(name, index + 1, unit, point);
      })
        .flat()
        .filter((address) => address.zone === zone);
    };
    return [
      ...Array.from({ length: ESTATES_PER_ZONE }, () =>
        settle(estates.pop(), "幢", random.between(6, 24), 22),
      ),
      ...Array.from({ length: VILLAGES_PER_ZONE }, () =>
        settle(villages.pop(), "号", random.between(20, 60), 12),
      ),
    ].flat();
  });
}

function pointWellInside(
  geography: Geography,
  zone: ZoneId,
  cell: Shape,
  random: Random,
): GridPoint {
  const { low, high } = extentOf(cell);
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const point: GridPoint = [
      random.between(Math.round(low[0]), Math.round(high[0])),
      random.between(Math.round(low[1]), Math.round(high[1])),
    ];
    if (geography.zoneWellInside(point) === zone) return point;
  }
  throw new Error(`zone ${zone} is too small for the demo city's estates`);
}

/** An address as registers write it. */
export const fullAddress = (address: DemoAddress, room = ""): string =>
  `${REGION[0]}${REGION[2]}${address.township}${addressText(address)}${room}`;

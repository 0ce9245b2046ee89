import { text } from "@yangguang/core/domain/text.ts";
import type { SeasonStage } from "@yangguang/core/domain/status-table.ts";
import type {
  ApplicationHead,
  ChildHead,
  GridPosition,
  SeasonView,
  TimelineEntry,
  ZoneMapView,
} from "../views.ts";

/** Invented pieces that the example views are put together from. */

export const season = (stage: SeasonStage = "published"): SeasonView => ({
  title: text("永康市2024年城区小学招生", "Yongkang urban primary admission 2024"),
  stage,
  timetable: {
    application: { opens: "2024-06-01T09:00:00+08:00", closes: "2024-06-11T17:00:00+08:00" },
    review: { opens: "2024-06-01T09:00:00+08:00", closes: "2024-06-20T17:00:00+08:00" },
    acceptance: { opens: "2024-07-01T09:00:00+08:00", closes: "2024-07-05T17:00:00+08:00" },
    registration: { opens: "2024-08-25T08:00:00+08:00", closes: "2024-08-28T17:00:00+08:00" },
  },
});

/** The same season when the results are out: acceptance is open at the example pages' hour. */
export const announcedSeason = (): SeasonView => ({
  ...season("announced"),
  timetable: {
    application: { opens: "2024-05-01T09:00:00+08:00", closes: "2024-05-11T17:00:00+08:00" },
    review: { opens: "2024-05-01T09:00:00+08:00", closes: "2024-05-20T17:00:00+08:00" },
    acceptance: { opens: "2024-06-01T09:00:00+08:00", closes: "2024-06-05T17:00:00+08:00" },
    registration: { opens: "2024-06-02T08:00:00+08:00", closes: "2024-06-28T17:00:00+08:00" },
  },
});

export const child: ChildHead = {
  id: "3d0c1f6e-0000-4000-8000-000000000001",
  name: "应知远",
  birthDate: "2018-03-02",
  documentMasked: "3307**********1234",
};

export const sister: ChildHead = {
  id: "3d0c1f6e-0000-4000-8000-000000000002",
  name: "应㛃𬭊",
  birthDate: "2018-03-02",
  documentMasked: "3307**********1242",
};

/** A name that takes two lines on a phone. */
export const longNamed: ChildHead = {
  id: "3d0c1f6e-0000-4000-8000-000000000003",
  name: "阿卜杜热合曼·麦麦提依明·吐尔逊阿依古丽·买买提",
  birthDate: "2017-11-30",
  documentMasked: "H0******21",
};

export const PID = "3f2a9c41d07be85566a1c9e2047fd318";
export const HASH = "9b74c9897bac770ffc029102a200c5de4d2a5f6c8e1b3d7f9024681357ace0fd";
export const OTHER_HASH = "0a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0123456789abcdef";
export const DICE = "407193862510938475610293847561029384756";

export const head = (status: ApplicationHead["status"], number = 1): ApplicationHead => ({
  id: `7c9e6679-0000-4000-8000-${String(number).padStart(12, "0")}`,
  pid: PID,
  status,
  version: 3,
});

export const SCHOOLS = [
  { id: "dasixiang", name: text("大司巷小学", "Dasixiang Primary School"), seats: 270 },
  { id: "jiefang", name: text("解放小学", "Jiefang Primary School"), seats: 225 },
  { id: "minzhu", name: text("民主小学", "Minzhu Primary School"), seats: 180 },
  { id: "yantou", name: text("堰头小学", "Yantou Primary School"), seats: 90 },
  { id: "shiyan", name: text("实验学校", "Experimental School"), seats: 315 },
  { id: "binjiang", name: text("滨江小学", "Binjiang Primary School"), seats: 135 },
] as const;

export const schoolName = (index: number) => SCHOOLS[index % SCHOOLS.length]?.name ?? text("", "");

const COLUMNS = 4;
const ROWS = 3;
const SIZE = 1000;

/** A corner of the invented zones: a grid whose inner corners are pushed a little, always alike. */
function corner(column: number, row: number): GridPosition {
  const inner = column > 0 && column < COLUMNS && row > 0 && row < ROWS;
  const push = inner ? ((column * 37 + row * 53) % 50) * 8 - 200 : 0;
  return [column * SIZE + push, row * SIZE - push * 0.6];
}

export const zoneName = (index: number) => text(`第${index + 1}施教区`, `Zone ${index + 1}`);

export const map = (found: ZoneMapView["found"] = null): ZoneMapView => ({
  zones: Array.from({ length: COLUMNS * ROWS }, (_, index) => {
    const [column, row] = [index % COLUMNS, Math.floor(index / COLUMNS)];
    const ring = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
      corner(column, row),
    ];
    return { id: `z${index + 1}`, name: zoneName(index), rings: [ring] };
  }),
  schools: SCHOOLS.map(({ id, name }, index) => ({
    id,
    name,
    serving: found !== null && index < 2,
    location: [500 + (index % COLUMNS) * SIZE, 500 + Math.floor(index / COLUMNS) * 1500],
  })),
  found,
});

export const history: readonly TimelineEntry[] = [
  {
    at: "2024-06-02T14:20:00+08:00",
    who: text("系统", "The platform"),
    what: text("转人工审核", "Referred to an officer"),
    note: text(
      "房产份额与户籍地址不一致，需要核实。",
      "The property's share and the registered address do not agree.",
    ),
  },
  {
    at: "2024-06-01T21:07:00+08:00",
    who: text("监护人", "Guardian"),
    what: text("提交报名", "Applied"),
  },
];

export const seasonTrail: readonly TimelineEntry[] = [
  {
    at: "2024-05-28T16:30:00+08:00",
    who: text("教育局 胡立新", "Bureau: 胡立新"),
    what: text("调整日程", "Change the timetable"),
    note: text("为照顾高考交通管制，报名延长一天。", "One day more, because roads are closed."),
    hash: OTHER_HASH,
  },
  {
    at: "2024-05-20T10:00:00+08:00",
    who: text("教育局 胡立新", "Bureau: 胡立新"),
    what: text("公布政策", "Publish the policy"),
    hash: HASH,
  },
];

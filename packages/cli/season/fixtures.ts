import { text } from "@yangguang/core/domain/text.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import { residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import type { Citation, Policy } from "@yangguang/core/policy/document.ts";
import { writeXlsx } from "hucre/xlsx";
import { readChildren } from "./read-children.ts";
import type { Cell, InputFile } from "./table.ts";

const rule: Citation = { source: "notice", article: "1", demoChoice: true };

function day(written: string) {
  const date = parsePlainDate(written);
  if (!date.ok) throw new Error(date.error.code);
  return date.value;
}

const window = { opens: "2024-06-01T09:00:00+08:00", closes: "2024-06-15T17:00:00+08:00" };

const school = (id: string, zh: string, en: string, group: string, zones: readonly string[]) => ({
  id,
  name: text(zh, en),
  group,
  seats: 2,
  location: [0, 0] as const,
  zones,
});

/** A small invented policy for tests of reading and writing: four schools, two zones. */
export const TOY_POLICY: Policy = {
  id: "toy-2024",
  city: text("样城", "Toytown"),
  year: 2024,
  level: "primary",
  title: text("样城2024年小学招生政策", "Toytown primary schools 2024"),
  sources: [{ id: "notice", title: text("通告", "Notice") }],
  referenceDate: day("2024-08-31"),
  timetable: { application: window, review: window, acceptance: window, registration: window },
  asks: [
    { source: "household", facts: ["child.birthDate", "child.hukouZone", "child.hukouKind"] },
    { source: "social-insurance", facts: ["insurance.months"] },
    { source: "residence", facts: ["residence.permitValid", "skill.level"] },
  ],
  derived: [],
  admission: [],
  categories: [
    {
      id: "A",
      label: text("施教区内", "In the zone"),
      rule,
      when: { kind: "present", term: "child.hukouZone" },
      admitted: true,
      scored: false,
      zoneFrom: ["child.hukouZone"],
    },
    {
      id: "M",
      label: text("随迁子女", "Migrants"),
      rule,
      admitted: true,
      scored: true,
      zoneFrom: [],
    },
  ],
  points: { items: [], choiceBonuses: [] },
  choices: { min: 1, max: 3, groupsByCategory: { M: ["open"] } },
  plan: {
    zones: [
      { id: "Z1", name: text("解放街", "Jiefang Street"), center: [0, 0] },
      { id: "Z2", name: text("民主路", "Minzhu Road"), center: [900, 0] },
    ],
    schools: [
      school("jiefang", "解放小学", "Jiefang School", "open", ["Z1"]),
      school("minzhu", "民主小学", "Minzhu School", "open", ["Z2"]),
      school("dasi", "大司小学", "Dasi School", "open", ["Z2"]),
      school("wangchun", "望春小学", "Wangchun School", "open", []),
      school("closed", "封闭小学", "Closed School", "zone-only", ["Z1"]),
    ],
  },
  steps: [
    {
      id: "zone",
      label: text("施教区录取", "Zone step"),
      rule,
      mechanism: "serial-dictatorship",
      lotScope: "one",
      categories: ["A"],
      lists: "own-zone",
      redistribution: false,
      order: [],
    },
    {
      id: "choices",
      label: text("积分志愿", "Points and choices"),
      rule,
      mechanism: "deferred-acceptance",
      lotScope: "one",
      categories: ["M"],
      lists: "choices",
      redistribution: false,
      order: [{ by: "points" }],
    },
  ],
  redistribution: { consent: "required" },
};

/** An invented number: area 330799 belongs to no county. */
export const numberOf = (birth: string, sequence: string): string => {
  const first17 = `330799${birth}${sequence}`;
  return first17 + residentIdCheckDigit(first17);
};

export const ADA = numberOf("20180301", "002");
export const BEN = numberOf("20180302", "013");
export const PARENT = numberOf("19900101", "001");

export const GOOD: Readonly<Record<string, Cell>> = {
  "child.name": "应大友",
  "child.documentKind": "",
  "child.document": ADA,
  "guardian.name": "应小芳",
  "guardian.documentKind": "",
  "guardian.document": PARENT,
  "guardian.phone": "13800000000",
  relation: "母亲",
  "choice.1": "jiefang",
  "choice.2": "民主小学",
  "choice.3": "",
  "redistribution.consent": "是",
  "lot.sharedWith": "",
  "child.birthDate": "2018-03-01",
  "child.hukouZone": "解放街",
  "child.hukouKind": "家庭户",
  "insurance.months": "36",
  "residence.permitValid": "否",
  "skill.level": "无",
};

export const HEADINGS = Object.keys(GOOD);

export type RowChange = Readonly<Record<string, Cell>>;

export const NO_GUARDIAN: RowChange = Object.fromEntries(
  HEADINGS.filter((id) => /^guardian|^relation/.test(id)).map((id) => [id, ""]),
);

export const csvText = (
  rows: readonly RowChange[],
  headings: readonly string[] = HEADINGS,
): string =>
  [headings, ...rows.map((row) => HEADINGS.map((id) => row[id] ?? ""))]
    .map((cells) => cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","))
    .join("\r\n");

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const csvFile = (text: string, name = "children.csv"): InputFile => ({
  name,
  bytes: bytesOf(text),
});

export async function readGood(file: InputFile) {
  const read = await readChildren(file, TOY_POLICY);
  if (!read.ok) throw new Error(read.error.map(({ message }) => message.en).join("\n"));
  return read.value;
}

export async function refusal(file: InputFile): Promise<readonly string[]> {
  const read = await readChildren(file, TOY_POLICY);
  return read.ok ? [] : read.error.map(({ code }) => code);
}

const goodRow = (change: RowChange): RowChange => ({ ...GOOD, ...change });

export const readRows = (...changes: readonly RowChange[]) =>
  readGood(csvFile(csvText(changes.map(goodRow))));

/** GB18030 for the few characters that the test needs, as its two-byte forms. */
export const gb18030 = (text: string): Uint8Array => {
  const table = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const bytes = [lead, trail];
      table.set(new TextDecoder("gb18030").decode(new Uint8Array(bytes)), bytes);
    }
  }
  return new Uint8Array(
    Array.from(text).flatMap((c) => (c < "\x80" ? [c.charCodeAt(0)] : (table.get(c) ?? []))),
  );
};
export const utf16 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(2 + text.length * 2);
  new DataView(bytes.buffer).setUint16(0, 0xfeff, true);
  for (let place = 0; place < text.length; place += 1) {
    new DataView(bytes.buffer).setUint16(2 + place * 2, text.charCodeAt(place), true);
  }
  return bytes;
};

export const workbook = async (rows: readonly (readonly Cell[])[]): Promise<InputFile> => ({
  name: "children.xlsx",
  bytes: await writeXlsx({ sheets: [{ name: "报名", rows: rows.map((row) => [...row]) }] }),
});
export const rowOf = (change: RowChange = {}): Cell[] =>
  HEADINGS.map((id) => goodRow(change)[id] ?? null);

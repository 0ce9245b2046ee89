import { residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import { writeXlsx } from "hucre/xlsx";
import { TOY_POLICY } from "./fixtures-policy.ts";
import { readChildren } from "./read-children.ts";
import type { Cell, InputFile } from "./table.ts";

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

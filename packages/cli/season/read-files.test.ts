import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, parseCsv } from "./csv.ts";
import {
  ADA,
  BEN,
  GOOD,
  HEADINGS,
  bytesOf,
  csvFile,
  csvText,
  gb18030,
  readGood,
  readRows,
  refusal,
  rowOf,
  utf16,
  workbook,
} from "./fixtures.ts";
import { TOY_POLICY } from "./fixtures-policy.ts";
import { readChildren } from "./read-children.ts";
import type { InputFile } from "./table.ts";

describe("broken files", () => {
  const good = csvText([GOOD]);
  test.each<[string, InputFile, string]>([
    ["empty CSV", csvFile(""), "file.empty"],
    ["empty XLSX", { name: "a.xlsx", bytes: new Uint8Array() }, "file.empty"],
    ["no headings", csvFile("hello\r\nworld"), "headings.missing"],
    ["headings only", csvFile(HEADINGS.join(",")), "file.no-rows"],
    ["an unknown kind of file", csvFile(good, "children.pdf"), "file.kind-unknown"],
    ["no extension", csvFile(good, "children"), "file.kind-unknown"],
    ["text called .xlsx", csvFile(good, "children.xlsx"), "file.not-xlsx"],
    [
      "old Excel",
      { name: "a.xlsx", bytes: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]) },
      "file.is-xls",
    ],
    [
      "old Excel called .csv",
      { name: "a.csv", bytes: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]) },
      "file.is-xls",
    ],
    ["binary", { name: "a.csv", bytes: new Uint8Array([1, 0, 2, 3]) }, "file.binary"],
    ["an unclosed quote", csvFile(`${good}\r\n"应大友,,,`), "csv.unclosed-quote"],
    [
      "a quote that swallows rows",
      csvFile(`${good}\r\n"应,${"a,b\r\n".repeat(40)}"`),
      "csv.unclosed-quote",
    ],
    ["text behind a quote", csvFile(`${good}\r\n"应"大友,,`), "csv.stray-quote"],
    [
      "neither UTF-8 nor GB18030",
      { name: "a.csv", bytes: new Uint8Array([0x61, 0xff, 0xff, 0x2c]) },
      "file.encoding",
    ],
  ])("%s", async (_, file, code) => {
    expect(await refusal(file)).toEqual([code]);
  });

  test("a CSV cut in the middle of a row loses only that row", async () => {
    const text = csvText([GOOD, { ...GOOD, "child.document": BEN, "child.birthDate": "" }]);
    const cut = text.slice(0, text.lastIndexOf(',"母亲"'));
    const { rows, rejections } = await readGood(csvFile(cut));
    expect(rows.map(({ row }) => row)).toEqual([2]);
    expect(rejections).toMatchObject([{ row: 3, code: "row.too-few-cells" }]);
  });

  test("an unquoted separator inside a cell", async () => {
    const text = `${HEADINGS.join(",")}\n${HEADINGS.map((id) => (id === "relation" ? "母亲,父亲" : String(GOOD[id]))).join(",")}`;
    const { rejections } = await readGood(csvFile(text));
    expect(rejections).toMatchObject([{ row: 2, code: "row.too-many-cells" }]);
  });
});

describe("encodings and separators", () => {
  test.each<[string, Uint8Array]>([
    ["UTF-8", bytesOf(csvText([GOOD]))],
    ["UTF-8 with a byte order mark", bytesOf(`\ufeff${csvText([GOOD])}`)],
    ["GB18030", gb18030(csvText([GOOD]))],
    [
      "UTF-16, tab-separated, as Excel's “Unicode text”",
      utf16(csvText([GOOD]).replaceAll('","', '"\t"')),
    ],
    ["semicolons", bytesOf(csvText([GOOD]).replaceAll('","', '";"'))],
    ["tabs", bytesOf(csvText([GOOD]).replaceAll('","', '"\t"'))],
    ["line feeds only", bytesOf(csvText([GOOD]).replaceAll("\r\n", "\n"))],
    ["a line end at the end", bytesOf(`${csvText([GOOD])}\r\n\r\n`)],
  ])("%s", async (_, bytes) => {
    const { rows, rejections } = await readGood({ name: "a.csv", bytes });
    expect(rejections).toEqual([]);
    expect(rows).toEqual((await readRows({})).rows);
  });

  test("UTF-8 with spoilt bytes is not taken for GB18030", async () => {
    const bytes = bytesOf(csvText([GOOD, GOOD, GOOD]));
    const spoilt = bytes.findLastIndex((byte) => byte === 0xe5);
    bytes[spoilt + 1] = 0x20;
    const read = await readChildren({ name: "a.csv", bytes }, TOY_POLICY);
    expect(read.ok ? [] : read.error).toMatchObject([
      { code: "file.damaged-utf8", place: "line 4" },
    ]);
  });
});

describe("XLSX", () => {
  test("reads as the same rows do in CSV", async () => {
    const { rows, rejections } = await readGood(await workbook([HEADINGS, rowOf()]));
    expect(rejections).toEqual([]);
    expect(rows).toEqual((await readRows({})).rows);
  });

  test("real dates, serial days, numbers and booleans", async () => {
    const file = await workbook([
      ["2024年报名表"],
      HEADINGS,
      rowOf({
        "child.birthDate": new Date("2018-03-01T00:00:00Z"),
        "insurance.months": 36,
        "residence.permitValid": false,
        "guardian.phone": 13_800_000_000,
      }),
      rowOf({ "child.document": BEN, "child.birthDate": 43161, "redistribution.consent": true }),
    ]);
    const { rows, rejections } = await readGood(file);
    expect(rejections).toEqual([]);
    expect(rows.map(({ row, facts }) => [row, facts["child.birthDate"]])).toEqual([
      [3, "2018-03-01"],
      [4, "2018-03-02"],
    ]);
    expect(rows[0]?.guardian?.phone).toBe("13800000000");
  });

  test("an identity number kept as a quantity has lost its last digits", async () => {
    const file = await workbook([
      HEADINGS,
      rowOf({ "child.document": Number("330799201803010021") }),
    ]);
    const { rejections } = await readGood(file);
    expect(rejections).toMatchObject([
      { row: 2, column: "child.document", code: "identity.rounded" },
    ]);
  });

  test.each([0.3, 0.6, 0.95])("cut after %d of it", async (share) => {
    const { bytes } = await workbook([HEADINGS, rowOf()]);
    const file = { name: "a.xlsx", bytes: bytes.slice(0, Math.floor(bytes.length * share)) };
    expect(await refusal(file)).toEqual(["file.broken-xlsx"]);
  });

  test("a workbook called .csv", async () => {
    const { bytes } = await workbook([HEADINGS, rowOf()]);
    expect(await refusal({ name: "a.csv", bytes })).toEqual(["file.is-xlsx"]);
  });

  test("a ZIP file that is no workbook", async () => {
    const bytes = new Uint8Array([0x50, 0x4b, 3, 4, ...Array.from({ length: 200 }, () => 7)]);
    expect(await refusal({ name: "a.xlsx", bytes })).toEqual(["file.broken-xlsx"]);
  });
});

describe("whatever the cells hold", () => {
  // A zero byte makes the whole file binary; that is another test.
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }).map((drawn) => drawn.replaceAll("\0", "零")),
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom(
      '"',
      '""',
      "=1+1",
      "#REF!",
      "\r\n",
      "1e99",
      "-0",
      "43160",
      "2018-03-01",
      ADA,
      "是",
    ),
  );
  const anyRow = fc.record(
    Object.fromEntries(HEADINGS.map((id) => [id, fc.option(anyText, { nil: GOOD[id] ?? "" })])),
  );

  test("each row is either read or refused with words, and nothing throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 4 }), async (rows) => {
        const text = csvText([{ ...GOOD, "child.document": BEN, "child.birthDate": "" }, ...rows]);
        const { rows: good, rejections, rowsRead } = await readGood(csvFile(text));
        const refused = new Set(rejections.map(({ row }) => row));
        expect(good.length + refused.size).toBe(rowsRead);
        expect(good.every(({ row }) => !refused.has(row))).toBe(true);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  test("any bytes under any name give rows or words", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom("a.csv", "a.xlsx", "a.tsv", "a.doc"),
        async (bytes, name) => {
          const read = await readChildren({ name, bytes }, TOY_POLICY);
          expect(read.ok).toBe(false);
        },
      ),
      { seed: 12, numRuns: 500 },
    );
  });

  test("what the CSV writer writes is read back the same, formulas disarmed", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 3, maxLength: 3 }), (cells) => {
        const [record] = parseCsv(csvLine(cells), ",");
        const back = record?.ok === true ? record.value : [];
        expect(back.map((cell, place) => (cell === cells[place] ? cell : cell.slice(1)))).toEqual(
          cells,
        );
        expect(back.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
      }),
      { seed: 13, numRuns: 2000 },
    );
  });
});

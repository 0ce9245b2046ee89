import { describe, expect, test } from "vitest";
import {
  ADA,
  BEN,
  GOOD,
  HEADINGS,
  NO_GUARDIAN,
  PARENT,
  csvFile,
  csvText,
  numberOf,
  readGood,
  readRows,
  refusal,
} from "./fixtures.ts";
import { TOY_POLICY } from "./fixtures-policy.ts";
import type { RowChange } from "./fixtures.ts";
import { readChildren } from "./read-children.ts";
import type { Cell } from "./table.ts";

test("a good row is read whole", async () => {
  const { rows, rejections, rowsRead } = await readRows({});
  expect(rejections).toEqual([]);
  expect(rowsRead).toBe(1);
  expect(rows).toEqual([
    {
      row: 2,
      child: {
        name: "应大友",
        document: { kind: "resident-id", number: ADA, birthDate: "2018-03-01", sex: "female" },
      },
      guardian: {
        name: "应小芳",
        document: { kind: "resident-id", number: PARENT, birthDate: "1990-01-01", sex: "male" },
        relation: "mother",
        phone: "13800000000",
      },
      choices: ["jiefang", "minzhu"],
      consentsToRedistribution: true,
      lotSharedWith: null,
      lotGroup: null,
      facts: {
        "child.birthDate": "2018-03-01",
        "child.hukouZone": "Z1",
        "child.hukouKind": "family",
        "insurance.months": 36,
        "residence.permitValid": false,
        "skill.level": "none",
      },
    },
  ]);
});

describe("forms of values", () => {
  test.each<[string, Cell, unknown]>([
    ["child.hukouZone", "Z1", "Z1"],
    ["child.hukouZone", "minzhu road", "Z2"],
    ["child.hukouZone", "无", null],
    ["child.hukouZone", "none", null],
    ["child.hukouKind", "collective", "collective"],
    ["child.hukouKind", "Collective household", "collective"],
    ["child.hukouKind", "无", null],
    ["skill.level", "无", "none"],
    ["skill.level", "四级", "level-4"],
    ["insurance.months", "３６", 36],
    ["insurance.months", "36.0", 36],
    ["insurance.months", "0", 0],
    ["insurance.months", "无", null],
    ["residence.permitValid", "是", true],
    ["residence.permitValid", "TRUE", true],
    ["residence.permitValid", "1", true],
    ["residence.permitValid", "无", false],
    ["child.birthDate", "2018年3月1日", "2018-03-01"],
    ["child.birthDate", "2018/3/1", "2018-03-01"],
    ["child.birthDate", "20180301", "2018-03-01"],
    ["child.birthDate", "43160", "2018-03-01"],
    ["child.birthDate", "2018-03-01 00:00:00", "2018-03-01"],
  ])("%s %j is %j", async (column, written, value) => {
    const { rows, rejections } = await readRows({ [column]: written });
    expect(rejections).toEqual([]);
    expect(rows[0]?.facts).toHaveProperty([column], value);
  });

  test("an empty cell is no answer", async () => {
    const { rows } = await readRows({ "child.hukouZone": "", "insurance.months": " " });
    expect(rows[0]?.facts).not.toHaveProperty(["child.hukouZone"]);
    expect(rows[0]?.facts).not.toHaveProperty(["insurance.months"]);
  });

  test.each<[string, Cell, string]>([
    ["child.document", `="${ADA}"`, ADA],
    ["child.document", `'${ADA}`, ADA],
    ["child.document", ADA.replace(/^(.{6})(.{8})/, "$1 $2 ").toLowerCase(), ADA],
  ])("%s %j is %s", async (column, written, value) => {
    const { rows } = await readRows({ [column]: written });
    expect(rows[0]?.child.document.number).toBe(value);
  });

  test("documents other than resident cards need their kind", async () => {
    const { rows, rejections } = await readRows(
      { "child.document": "H1234567801", "child.documentKind": "回乡证" },
      { "child.document": "E12345678", "child.documentKind": "passport" },
      { "child.document": "M12345678", "child.documentKind": "" },
    );
    expect(rows.map(({ child }) => child.document.number)).toEqual(["H12345678", "E12345678"]);
    expect(rejections).toMatchObject([
      { row: 4, column: "child.document", code: "identity.kind-needed" },
    ]);
  });

  test("consent is given in so many words or not at all", async () => {
    const { rows } = await readRows({ "redistribution.consent": "" });
    expect(rows[0]?.consentsToRedistribution).toBe(false);
  });
});

describe("guardians", () => {
  test("a child without one is read", async () => {
    const { rows, rejections } = await readRows(NO_GUARDIAN);
    expect(rejections).toEqual([]);
    expect(rows[0]?.guardian).toBeNull();
  });

  test("half a guardian is refused", async () => {
    const { rejections } = await readRows(
      { ...NO_GUARDIAN, "guardian.name": "应小芳" },
      {
        ...NO_GUARDIAN,
        "guardian.phone": "13800000000",
        "child.document": BEN,
        "child.birthDate": "",
      },
    );
    expect(rejections.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "guardian.document", "identity.empty"],
      [3, "guardian.name", "name.empty"],
      [3, "guardian.document", "identity.empty"],
    ]);
  });
});

describe("what is wrong in a row", () => {
  test.each<[string, RowChange, string, string]>([
    ["no name", { "child.name": "" }, "child.name", "name.empty"],
    ["digits in a name", { "child.name": "应2" }, "child.name", "name.character"],
    [
      "a lost rare character",
      { "child.name": "应\ue123" },
      "child.name",
      "name.unreadable-character",
    ],
    ["41 characters", { "child.name": "应".repeat(41) }, "child.name", "name.too-long"],
    ["no document", { "child.document": "" }, "child.document", "identity.empty"],
    ["17 digits", { "child.document": ADA.slice(0, 17) }, "child.document", "identity.length"],
    [
      "a wrong digit",
      { "child.document": `1${ADA.slice(1)}` },
      "child.document",
      "identity.check-digit",
    ],
    ["a rounded number", { "child.document": "3.30799E+17" }, "child.document", "identity.rounded"],
    [
      "a wrong guardian's number",
      { "guardian.document": "12345678901" },
      "guardian.document",
      "identity.length",
    ],
    ["an unknown kind", { "child.documentKind": "学生证" }, "child.documentKind", "value.unknown"],
    ["the wrong kind", { "child.documentKind": "台胞证" }, "child.document", "identity.characters"],
    [
      "guardian and child the same",
      { "guardian.document": ADA },
      "guardian.document",
      "guardian.same-as-child",
    ],
    ["a short phone", { "guardian.phone": "1380000" }, "guardian.phone", "phone.malformed"],
    ["an unknown relation", { relation: "邻居" }, "relation", "value.unknown"],
    ["a school outside the plan", { "choice.1": "jiefeng" }, "choice.1", "value.unknown"],
    ["a school twice", { "choice.2": "解放小学" }, "choice.2", "choices.repeated"],
    ["a school nobody may list", { "choice.2": "closed" }, "choice.2", "choices.not-listable"],
    ["a gap", { "choice.1": "" }, "choice.2", "choices.gap"],
    [
      "an unclear consent",
      { "redistribution.consent": "maybe" },
      "redistribution.consent",
      "value.unknown",
    ],
    [
      "an impossible date",
      { "child.birthDate": "2018-02-30" },
      "child.birthDate",
      "date.impossible",
    ],
    [
      "another birth date",
      { "child.birthDate": "2018-03-02" },
      "child.birthDate",
      "birth-date.differs",
    ],
    ["an unknown zone", { "child.hukouZone": "Z9" }, "child.hukouZone", "value.unknown"],
    ["an unknown enum value", { "child.hukouKind": "家族户" }, "child.hukouKind", "value.unknown"],
    ["a negative number", { "insurance.months": "-1" }, "insurance.months", "fact.value"],
    ["a number too large", { "insurance.months": "99999" }, "insurance.months", "fact.value"],
    ["a fraction", { "insurance.months": "3.5" }, "insurance.months", "fact.value"],
    ["words for a number", { "insurance.months": "三年" }, "insurance.months", "fact.value"],
    [
      "an unclear boolean",
      { "residence.permitValid": "也许" },
      "residence.permitValid",
      "value.unknown",
    ],
    ["a formula error", { "insurance.months": "#REF!" }, "insurance.months", "cell.formula-error"],
    ["a formula error in a name", { "child.name": "#N/A" }, "child.name", "cell.formula-error"],
    ["a formula", { "insurance.months": "=A1+1" }, "insurance.months", "cell.formula"],
    ["a huge cell", { "child.hukouZone": "解".repeat(5000) }, "child.hukouZone", "cell.too-long"],
    ["an unknown sibling", { "lot.sharedWith": BEN }, "lot.sharedWith", "lot.sibling-missing"],
    ["the own number", { "lot.sharedWith": ADA }, "lot.sharedWith", "lot.own-number"],
  ])("%s", async (_, change, column, code) => {
    const { rows, rejections } = await readRows(
      { ...change },
      { "child.document": numberOf("20180301", "028") },
    );
    expect(rejections).toMatchObject([{ row: 2, column, code }]);
    expect(rows.map(({ row }) => row)).toEqual([3]);
    const [problem] = rejections;
    expect(problem?.message.zh).toMatch(/[。？]$/u);
    expect(problem?.message.en).toMatch(/[.?]$/u);
    expect(problem?.value.length).toBeLessThan(250);
  });

  test("every problem of a row is told, not only the first", async () => {
    const { rejections } = await readRows({
      "child.name": "",
      "insurance.months": "x",
      "choice.1": "?",
    });
    expect(rejections.map(({ column }) => column)).toEqual([
      "child.name",
      "choice.1",
      "insurance.months",
    ]);
  });

  test("too many choices", async () => {
    const headings = HEADINGS.map((id) => (id === "guardian.phone" ? "choice.4" : id));
    const row = { ...GOOD, "guardian.phone": "wangchun", "choice.3": "dasi" };
    const { rejections } = await readGood(csvFile(csvText([row], headings)));
    expect(rejections).toMatchObject([{ row: 2, column: "choice.4", code: "choices.too-many" }]);
  });

  test("the nearest known word is offered", async () => {
    const { rejections } = await readRows({ "choice.1": "jiefeng", "child.hukouKind": "家族户" });
    expect(rejections.map(({ message }) => message.zh)).toEqual([
      expect.stringContaining("“jiefang”"),
      expect.stringContaining("“家庭户”"),
    ]);
  });
});

describe("what is wrong across rows", () => {
  test("a child on two rows: both are refused and both rows told", async () => {
    const { rows, rejections } = await readRows(
      {},
      { "child.document": BEN, "child.birthDate": "2018-03-02" },
      {},
    );
    expect(rows.map(({ row }) => row)).toEqual([3]);
    expect(rejections).toMatchObject([
      { row: 2, column: "child.document", code: "child.duplicate" },
      { row: 4, column: "child.document", code: "child.duplicate" },
    ]);
    expect(rejections[0]?.message.en).toContain("Rows 2, 4");
  });

  test("the same document written in two ways is still one child", async () => {
    const permit = { "child.documentKind": "回乡证" };
    const { rejections } = await readRows(
      { ...permit, "child.document": "H12345678" },
      { ...permit, "child.document": "h1234567802" },
    );
    expect(rejections.map(({ code }) => code)).toEqual(["child.duplicate", "child.duplicate"]);
  });

  test("a refused row still counts as the child's other row", async () => {
    const { rows, rejections } = await readRows({ "insurance.months": "x" }, {});
    expect(rows).toEqual([]);
    expect(rejections.map(({ row, code }) => [row, code])).toEqual([
      [2, "fact.value"],
      [3, "child.duplicate"],
    ]);
  });
});

describe("siblings who share a lot", () => {
  const ben = { "child.document": BEN, "child.birthDate": "2018-03-02" };
  test("two without guardians must name each other", async () => {
    const { rejections } = await readRows(NO_GUARDIAN, {
      ...ben,
      ...NO_GUARDIAN,
      "lot.sharedWith": ADA,
    });
    expect(rejections).toMatchObject([{ row: 3, code: "lot.not-a-sibling" }]);
  });

  const stranger = { "guardian.document": numberOf("19880808", "003") };

  test("named by one, with the same guardian", async () => {
    const { rows, rejections } = await readRows(
      {},
      { ...ben, "lot.sharedWith": ADA.toLowerCase() },
    );
    expect(rejections).toEqual([]);
    expect(rows.map(({ lotGroup }) => lotGroup)).toEqual(["row-2", "row-2"]);
  });

  test("naming each other, with different guardians", async () => {
    const { rows } = await readRows(
      { "lot.sharedWith": BEN },
      { ...ben, ...stranger, "lot.sharedWith": ADA },
    );
    expect(rows.map(({ lotGroup }) => lotGroup)).toEqual(["row-2", "row-2"]);
  });

  test("three in a chain are one group", async () => {
    const cleo = numberOf("20180303", "024");
    const { rows } = await readRows(
      { "lot.sharedWith": BEN },
      { ...ben, "lot.sharedWith": cleo },
      { "child.document": cleo, "child.birthDate": "" },
    );
    expect(rows.map(({ lotGroup }) => lotGroup)).toEqual(["row-2", "row-2", "row-2"]);
  });

  test("a stranger's lot is not shared", async () => {
    const { rows, rejections } = await readRows({}, { ...ben, ...stranger, "lot.sharedWith": ADA });
    expect(rejections).toMatchObject([{ row: 3, code: "lot.not-a-sibling" }]);
    expect(rows.map(({ lotGroup }) => lotGroup)).toEqual([null]);
  });

  test("a sibling whose row is wrong holds the other back", async () => {
    const { rows, rejections } = await readRows(
      { "child.name": "" },
      { ...ben, "lot.sharedWith": ADA },
    );
    expect(rows).toEqual([]);
    expect(rejections.map(({ row, code }) => [row, code])).toEqual([
      [2, "name.empty"],
      [3, "lot.sibling-rejected"],
    ]);
  });
});

describe("headings", () => {
  test("Chinese and English labels, any case and width, marks for required columns", async () => {
    const headings = [
      "儿童姓名*",
      "儿童证件类型",
      "Child’s document: number",
      "GUARDIAN.NAME",
      "监护人证件类型",
      "监护人证件号码",
      "联系电话",
      "与儿童关系",
      "第一志愿",
      "志愿2",
      "第3志愿",
      "是否服从调剂",
      "共用摇号号码的兄弟姐妹证件号码",
      "儿童出生日期",
      "ｃｈｉｌｄ．ｈｕｋｏｕＺｏｎｅ",
      "儿童户口类型",
      "社会保险缴费月数",
      "居住证有效",
      "监护人技能、职称",
    ];
    const { rows, rejections } = await readGood(csvFile(csvText([GOOD], headings)));
    expect(rejections).toEqual([]);
    expect(rows).toEqual((await readRows({})).rows);
  });

  test("a title above the headings is passed over and rows keep their numbers", async () => {
    const { rows } = await readGood(csvFile(`2024年报名表,,,\r\n\r\n${csvText([GOOD])}`));
    expect(rows.map(({ row }) => row)).toEqual([4]);
  });

  test("an unknown column is refused with the nearest known one", async () => {
    const read = await readChildren(
      csvFile(csvText([GOOD], HEADINGS.with(16, "社会保险缴费月份"))),
      TOY_POLICY,
    );
    const problems = read.ok ? [] : read.error;
    expect(problems.map(({ code }) => code)).toEqual(["column.unknown", "column.missing"]);
    expect(problems[0]?.message.zh).toContain("Q列的列名“社会保险缴费月份”");
    expect(problems[0]?.message.zh).toContain("insurance.months");
  });

  test("missing and repeated columns are refused", async () => {
    expect(await refusal(csvFile(csvText([GOOD], HEADINGS.with(6, "儿童姓名"))))).toEqual([
      "column.twice",
    ]);
    expect(await refusal(csvFile(csvText([GOOD], HEADINGS.with(11, "备注"))))).toEqual([
      "column.missing",
    ]);
    expect(await refusal(csvFile(csvText([GOOD], HEADINGS.with(8, "备注"))))).toEqual([
      "column.missing",
    ]);
  });

  test("content below an empty heading is not passed over", async () => {
    const { rejections } = await readGood(csvFile(csvText([GOOD], HEADINGS.with(6, ""))));
    expect(rejections).toMatchObject([{ row: 2, column: "", code: "row.too-many-cells" }]);
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskName, parsePersonName } from "./names.ts";

const read = (raw: string) => {
  const result = parsePersonName(raw);
  return result.ok ? result.value : result.error.code;
};

describe("names that people have", () => {
  test.each([
    "应大友",
    "𬭊",
    "龚䶮",
    "李㛃然",
    "张𬭊",
    "王𰻞𰻞", // Extension G
    "\u{323c0}某", // Extension J, newer than this program's Unicode tables
    "李〇",
    "葛\u{e0100}飾", // a chosen variant of a character
    "迪丽热巴·迪力木拉提",
    "Anna-Maria O'Neill",
    "Ñandú",
    "Нгуен Тхань",
    "김철수",
    "さくら",
    "محمد علي",
    "'t Hooft",
    "Nguyễn Thị Minh Khai",
    "阿".repeat(40),
    "𬭊".repeat(40),
  ])("%s is kept", (name) => {
    expect(read(name)).toBe(name.normalize("NFC"));
  });

  test.each([
    ["  张三 ", "张三"],
    ["张　三", "张三"],
    ["张\n三", "张三"], // wrapped inside a spreadsheet's cell
    ["阿里•买买提", "阿里·买买提"],
    ["阿里・买买提", "阿里·买买提"],
    ["阿里 ‧ 买买提", "阿里·买买提"],
    ["阿里．买买提", "阿里·买买提"],
    ["阿里.买买提", "阿里·买买提"],
    ["Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith"],
    ["John \t Smith", "John Smith"],
    ["O’Neill", "O'Neill"],
    ["Anna–Maria", "Anna-Maria"],
    ["Jose\u0301", "José"],
    ["⽅⽅", "方方"], // Kangxi radicals, as PDF files give them
    ["\ufeff李\u200b四", "李四"],
  ])("%j becomes %s", (raw, name) => {
    expect(read(raw)).toBe(name);
  });
});

describe("what cannot be a name", () => {
  test.each([
    ["", "name.empty"],
    ["  \u200b", "name.empty"],
    ["阿".repeat(41), "name.too-long"],
    ["张3", "name.character"],
    ["张三😀", "name.character"],
    ["张三(大)", "name.character"],
    ["张\u0007三", "name.character"],
    ["=张三", "name.character"],
    ["J. Smith", "name.character"],
    ["张\ue000", "name.unreadable-character"],
    ["张\u{f0000}", "name.unreadable-character"],
    ["张\ud800", "name.unreadable-character"],
    ["张\ufffd", "name.unreadable-character"],
    ["张?", "name.unreadable-character"],
    ["张□", "name.unreadable-character"],
    ["张⿰金杜", "name.unreadable-character"],
    ["·阿里", "name.separator"],
    ["阿里·", "name.separator"],
    ["Anna--Maria", "name.separator"],
    ["-", "name.separator"],
  ])("%j: %s", (raw, code) => {
    expect(read(raw)).toBe(code);
  });

  test("the words name the character and its place", () => {
    const result = parsePersonName("张三7");
    expect(result.ok ? "" : result.error.message.zh).toContain("第3个字符“7”");
    const rare = parsePersonName("张\ue123三");
    expect(rare.ok ? "" : rare.error.message.en).toContain("Character 2");
  });

  test("nothing makes it throw, and a name read once stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 45 }), (raw) => {
        const first = parsePersonName(raw);
        if (!first.ok) return;
        expect(parsePersonName(first.value)).toEqual(first);
        expect(maskName(first.value)).toContain("*");
      }),
      { seed: 7, numRuns: 5000 },
    );
  });
});

describe("masked names", () => {
  test.each([
    ["应大友", "*大友"],
    ["张三", "*三"],
    ["𬭊", "*"],
    ["𬭊三", "*三"],
    ["龚䶮", "*䶮"],
    ["欧阳娜娜", "*娜娜"],
    ["欧阳修", "*修"],
    ["欧阳", "*阳"],
    ["尼玛次仁", "*玛次仁"],
    ["葛\u{e0100}飾", "*飾"],
    ["迪丽热巴·迪力木拉提", "迪丽热巴·*"],
    ["John Michael Smith", "J* M* S*"],
    ["Anna-Maria O'Neill", "A* O*"],
    ["A Lee", "* L*"],
    ["김철수", "김*"],
  ])("%s is shown as %s", (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });
});

import type { Result } from "./result.ts";
import { fail, ok } from "./result.ts";

const LONGEST = 40;

/**
 * What is never meant: full-width Latin forms and the radicals that PDF files give in place of
 * whole characters become the ordinary ones; invisible marks go.
 */
const WIDE_OR_RADICAL = /[\uff01-\uff5e\u3000\u2f00-\u2fd5]/gu;
const INVISIBLE = /[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]/gu;
const MIDDLE_DOTS = /\s*[·•・‧∙⋅●]\s*/gu;
const DOT_BETWEEN_HAN = /(?<=\p{Script=Han})\s*\.\s*(?=\p{Script=Han})/gu;
const SPACE_BETWEEN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;
const APOSTROPHES = /[‘’ʼ`´]/gu;
const HYPHENS = /[‐‑–—]/gu;

/**
 * Letters of any script with their marks. Planes 2 and 3 are set aside for Chinese characters, so
 * that one encoded after this program was built is accepted too; 〇 is a number to Unicode only.
 */
const LETTER = String.raw`(?:[\p{L}〇\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]\p{M}*)`;
const NAME = new RegExp(`^'?${LETTER}(?:'|[ ·-]?'?${LETTER})*$`, "u");
const PERMITTED = new RegExp(`${LETTER}|[ ·'-]`, "gu");

/** What stands where an old system could not store, or a sender not type, a rare character. */
const UNREADABLE = /[\p{Private_Use}\p{Surrogate}\ufffd?□■〓\u2ff0-\u2fff]/u;

/**
 * Reads a person's name in any script, with every encoded Chinese character, rare ones too (𬭊,
 * 䶮). Dots, hyphens and apostrophes of all keyboards become `·`, `-` and `'`; spaces that only
 * spread out a Chinese name go.
 *
 * @returns The name in NFC, 1 to 40 characters. Failures: `name.empty`, `name.too-long`,
 *   `name.unreadable-character`, `name.character`, `name.separator`.
 */
export function parsePersonName(raw: string): Result<string> {
  const name = normalise(raw);
  const length = Array.from(name).length;
  if (length === 0) return fail("name.empty", "请填写姓名。", "Enter the name.");
  if (length > LONGEST) {
    return fail(
      "name.too-long",
      `姓名最多${LONGEST}个字符，现为${length}个。请按证件填写；证件上的姓名确实更长的，请联系招生办公室登记。`,
      `A name has at most ${LONGEST} characters; this one has ${length}. Write it as on the document; if the document's name really is longer, ask the enrolment office to record it.`,
    );
  }
  if (NAME.test(name)) return ok(name);
  const wrong = name.replace(PERMITTED, "");
  if (wrong === "") {
    return fail(
      "name.separator",
      "姓名中的间隔号、连字符或空格位置不对：不能在开头、末尾或连续出现。请按证件填写。",
      "A dot, hyphen or space in the name stands at the start, at the end or next to another. Write the name as on the document.",
    );
  }
  return wrongCharacter(name, wrong);
}

function normalise(raw: string): string {
  return raw
    .replace(WIDE_OR_RADICAL, (character) => character.normalize("NFKC"))
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, "-")
    .replace(MIDDLE_DOTS, "·")
    .replace(DOT_BETWEEN_HAN, "·")
    .replace(SPACE_BETWEEN_HAN, "")
    .replace(/\s+/gu, " ")
    .trim();
}

function wrongCharacter(name: string, wrong: string): Result<never> {
  const unreadable = UNREADABLE.exec(wrong)?.[0];
  const character = unreadable ?? Array.from(wrong)[0] ?? "";
  const place = Array.from(name).indexOf(character) + 1;
  if (unreadable !== undefined) {
    return fail(
      "name.unreadable-character",
      `姓名的第${place}个字无法识别，可能是生僻字在原系统中的自造字。请用支持生僻字的输入法（手写、拆字或拼音）重新输入；仍无法输入的，请联系学校或窗口，由工作人员按户籍登记录入。`,
      `Character ${place} of the name could not be read; it may be a rare character that an old system stored in its own way. Enter it again with an input method that has rare characters (handwriting, components or pinyin); if that fails, ask the school or the counter to record it from the household register.`,
    );
  }
  const shown = /[\p{C}\p{Z}]/u.test(character) ? codePointOf(character) : `“${character}”`;
  return fail(
    "name.character",
    `姓名的第${place}个字符${shown}不能用于姓名（数字、符号、表情均不可）。请按证件填写。`,
    `Character ${place} of the name, ${shown}, cannot be part of a name (digits, symbols and emoji cannot). Write it as on the document.`,
  );
}

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Surnames of two characters still borne in China, so that neither character is shown. */
const COMPOUND_SURNAMES = new Set(
  "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 公良 漆雕 乐正 宰父 谷梁 拓跋 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五".split(
    " ",
  ),
);

const FIRST_LETTER = new RegExp(LETTER, "u");

/**
 * A parsed name as public lists show it: enough for the family to find itself beside its number,
 * without the family name.
 *
 * - Chinese names: one star for the surname, compound ones too: `*大友`, `*娜娜` for 欧阳娜娜.
 * - With a middle dot the first part is the person's own name: `迪丽热巴·*`.
 * - Names in other scripts do not show which word is the surname: first letters only, `J* S*`.
 * - A name of one character: `*`.
 */
export function maskName(name: string): string {
  if (!/^\p{Script=Han}/u.test(name)) {
    return name
      .split(/[ ·]/u)
      .map((word) => {
        const first = FIRST_LETTER.exec(word)?.[0];
        return first === undefined || first === word ? "*" : `${first}*`;
      })
      .join(" ");
  }
  const [own, ...others] = name.split("·");
  if (own !== undefined && others.length > 0) return [own, ...others.map(() => "*")].join("·");
  const letters = name.match(new RegExp(`${LETTER}|.`, "gu")) ?? [];
  const surname = letters.slice(0, 2).join("");
  const hidden = letters.length > 2 && COMPOUND_SURNAMES.has(surname) ? 2 : 1;
  return `*${letters.slice(hidden).join("")}`;
}

import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId, FactValue } from "@yangguang/core/domain/facts.ts";
import { factDefinition } from "@yangguang/core/domain/facts.ts";
import { nearest } from "@yangguang/core/domain/nearest.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { assertNever, fail, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { checkFactValue } from "@yangguang/core/policy/fact-values.ts";
import type { Cell } from "./table.ts";

const LONGEST = 1000;

/** Errors that spreadsheet programs show in place of a value. */
const FORMULA_ERROR =
  /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|GETTING_DATA)$/i;

const TWO = (value: number): string => String(value).padStart(2, "0");

const dateText = (date: Date): string =>
  `${date.getUTCFullYear()}-${TWO(date.getUTCMonth() + 1)}-${TWO(date.getUTCDate())}`;

/**
 * A cell as text, without what spreadsheets add to keep text as text: `="0123"`, `'0123`.
 *
 * @returns Failures: `cell.too-long`, `cell.formula-error`, `cell.formula`, `cell.unreadable-date`.
 */
export function cellText(cell: Cell | undefined): Result<string> {
  if (cell === null || cell === undefined) return ok("");
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime())
      ? fail(
          "cell.unreadable-date",
          "单元格中的日期无法读取，请按2018-09-01的格式重新填写。",
          "The date in the cell cannot be read. Write it like 2018-09-01.",
        )
      : ok(dateText(cell));
  }
  if (typeof cell !== "string") return ok(String(cell));
  const trimmed = cell.trim();
  const written = /^="([^"]*)"$/.exec(trimmed)?.[1] ?? /^'(.*)$/s.exec(trimmed)?.[1] ?? trimmed;
  if (written.length > LONGEST) {
    return fail(
      "cell.too-long",
      `单元格有${written.length}个字符，最多${LONGEST}个。请检查是否粘贴了多余的内容。`,
      `The cell has ${written.length} characters; the most is ${LONGEST}. Check whether something was pasted by mistake.`,
    );
  }
  if (FORMULA_ERROR.test(written)) {
    return fail(
      "cell.formula-error",
      `单元格是公式错误“${written}”。请在电子表格中改正公式，或粘贴为数值。`,
      `The cell holds the formula error “${written}”. Mend the formula in the spreadsheet or paste the value itself.`,
    );
  }
  if (written.startsWith("=")) {
    return fail(
      "cell.formula",
      "单元格是公式，读不到结果。请在电子表格中粘贴为数值后再导出。",
      "The cell is a formula without its result. Paste it as a value in the spreadsheet and export again.",
    );
  }
  return ok(written);
}

/** Words and ids are compared without case, width and spaces. */
const plain = (word: string): string => word.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

/** Finds a value by its id or by its name in either language. */
export class Lexicon<Value> {
  readonly #values = new Map<string, Value>();
  readonly #ambiguous = new Set<string>();

  constructor(entries: Iterable<{ readonly value: Value; readonly words: readonly string[] }>) {
    for (const { value, words } of entries) {
      for (const word of words) {
        const key = plain(word);
        const known = this.#values.get(key);
        if (known !== undefined && known !== value) this.#ambiguous.add(key);
        this.#values.set(key, value);
      }
    }
    for (const key of this.#ambiguous) this.#values.delete(key);
  }

  find(written: string): Value | undefined {
    return this.#values.get(plain(written));
  }

  /** The word that was probably meant. */
  suggest(written: string): string | null {
    return nearest(plain(written), this.#values.keys());
  }
}

/** Words for "the source answered: there is none", where the fact has no such value of its own. */
const NONE = new Set(["无", "没有", "none", "-", "—", "/"]);

export const YES_NO = new Lexicon<boolean>([
  { value: true, words: ["yes", "y", "true", "1", "是", "有", "对", "√"] },
  { value: false, words: ["no", "n", "false", "0", "否", "没有", "无", "不", "×"] },
]);

const enumLexicon = (values: Readonly<Record<string, Text>>): Lexicon<string> =>
  new Lexicon(
    Object.entries(values).map(([value, { zh, en }]) => ({ value, words: [value, zh, en] })),
  );

/** Serial days of spreadsheets from 1910 to 2099; 1 is the first day of 1900. */
const FIRST_SERIAL = 3654;
const LAST_SERIAL = 73050;
const DAY_MS = 86_400_000;
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

export function readDate(written: string): Result<PlainDate> {
  const serial = /^\d{4,5}(?:\.\d+)?$/.test(written) ? Math.floor(Number(written)) : 0;
  if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL) {
    return parsePlainDate(dateText(new Date(SERIAL_ZERO + serial * DAY_MS)));
  }
  return parsePlainDate(/^(.{8,}?)[ T]\d{1,2}:\d{2}/.exec(written)?.[1] ?? written);
}

type FactReader = (written: string) => Result<FactValue>;

/** Makes the reader of one fact's cells. The words it refuses with name what is allowed. */
export function factReader(policy: Policy, fact: FactId): FactReader {
  const { type, label } = factDefinition(fact);
  const checked = (value: FactValue): Result<FactValue> => {
    const problem = checkFactValue(policy, fact, value);
    return problem === null ? ok(value) : { ok: false, error: problem };
  };
  switch (type.kind) {
    case "boolean":
      return (written) => byLexicon(YES_NO, written, label);
    case "date":
      return orNone((written) => {
        const date = readDate(written);
        return date.ok ? checked(date.value) : date;
      });
    case "integer":
      return orNone((written) => {
        const digits = written.normalize("NFKC").replace(/\.0+$/, "");
        return checked(/^[+-]?\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN);
      });
    case "zone": {
      const zones = new Lexicon(
        policy.plan.zones.map(({ id, name }) => ({ value: id, words: [id, name.zh, name.en] })),
      );
      return orNone((written) => byLexicon(zones, written, label));
    }
    case "enum": {
      const words = enumLexicon(type.values);
      const read: FactReader = (written) => byLexicon(words, written, label);
      return Object.hasOwn(type.values, "none") ? read : orNone(read);
    }
    default:
      return assertNever(type);
  }
}

const orNone =
  (read: FactReader): FactReader =>
  (written) =>
    NONE.has(plain(written)) ? ok(null) : read(written);

function byLexicon<Value extends FactValue>(
  lexicon: Lexicon<Value>,
  written: string,
  label: Text,
): Result<Value> {
  const value = lexicon.find(written);
  return value === undefined ? unknownWord(lexicon, written, label) : ok(value);
}

/** `value.unknown`: a word that is none of those allowed, with the nearest of them. */
export function unknownWord(
  lexicon: Lexicon<unknown>,
  written: string,
  label: Text,
): Result<never> {
  const near = lexicon.suggest(written);
  const shown = written.slice(0, 60);
  return fail(
    "value.unknown",
    `“${shown}”不是“${label.zh}”可填的内容。${near === null ? "请按文档所列填写；来源没有答复的请留空。" : `是否应为“${near}”？`}`,
    `“${shown}” is not a possible value of “${label.en}”. ${near === null ? "Write one of the documented values; leave the cell empty where the source gave no answer." : `Did you mean “${near}”?`}`,
  );
}

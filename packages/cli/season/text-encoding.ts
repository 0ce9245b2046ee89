import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, place) => bytes[place] === byte);

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (problem) {
    if (problem instanceof TypeError) return null;
    throw problem;
  }
}

/**
 * Reads the text of a CSV file as spreadsheet programs save it: UTF-8 with or without a byte order
 * mark, UTF-16 with one, or GB18030 (which contains GBK and GB2312). Nothing is replaced by “?”:
 * text that fits none of them is refused.
 *
 * @returns Failures: `file.empty`, `file.binary`, `file.damaged-utf8`, `file.encoding`.
 */
export function decodeText(bytes: Uint8Array): Result<string> {
  if (bytes.length === 0) {
    return fail(
      "file.empty",
      "文件是空的。请重新导出后再试。",
      "The file is empty. Export it again and retry.",
    );
  }
  if (startsWith(bytes, 0xff, 0xfe)) return refuseIfNull(tryDecode("utf-16le", bytes));
  if (startsWith(bytes, 0xfe, 0xff)) return refuseIfNull(tryDecode("utf-16be", bytes));
  if (bytes.includes(0)) {
    return fail(
      "file.binary",
      "文件不是文本，无法按CSV读取。请在电子表格软件中另存为“CSV UTF-8”或“.xlsx”。",
      "The file is not text and cannot be read as CSV. Save it as “CSV UTF-8” or “.xlsx” in the spreadsheet program.",
    );
  }
  const utf8 = tryDecode("utf-8", bytes);
  if (utf8 !== null) return ok(utf8);
  const damaged = damagedUtf8(bytes);
  return damaged ?? refuseIfNull(tryDecode("gb18030", bytes));
}

const refuseIfNull = (decoded: string | null): Result<string> =>
  decoded === null
    ? fail(
        "file.encoding",
        "文件的文字编码既不是UTF-8，也不是GB18030（GBK）。请在电子表格软件中另存为“CSV UTF-8”或“.xlsx”。",
        "The file's text is neither UTF-8 nor GB18030 (GBK). Save it as “CSV UTF-8” or “.xlsx” in the spreadsheet program.",
      )
    : ok(decoded);

/**
 * Text that is UTF-8 but for a few bytes must not be read as GB18030, which accepts nearly any
 * bytes and would turn every name into others. GB18030 text, read as UTF-8, is nearly all wrong.
 */
function damagedUtf8(bytes: Uint8Array): Result<never> | null {
  const lenient = new TextDecoder("utf-8").decode(bytes);
  const wrong = lenient.match(/\ufffd/gu)?.length ?? 0;
  const sound = lenient.match(/[\u0800-\ufffc]/gu)?.length ?? 0;
  if (!startsWith(bytes, 0xef, 0xbb, 0xbf) && sound < wrong * 2) return null;
  const line = lenient.slice(0, lenient.indexOf("\ufffd")).split("\n").length;
  return fail(
    "file.damaged-utf8",
    `文件第${line}行有损坏的文字（不是完整的UTF-8）。文件可能被截断或被其他软件改坏，请重新导出。`,
    `Line ${line} of the file has damaged text (not whole UTF-8). The file may have been cut short or spoilt by another program; export it again.`,
    `line ${line}`,
  );
}

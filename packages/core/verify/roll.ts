import { toHex } from "../draw/encoding.ts";
import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { textOf } from "../log/bytes.ts";
import { readTable } from "./csv.ts";
import { areHexDigits, HASH_DIGITS, putHexDigits } from "./row-index.ts";

export const PID_SIZE = 16;

const ROW_SIZE = 32;

/** roll.csv as it is read; whether it is the frozen one is another question. */
export class Roll {
  readonly pids: readonly string[];
  /** 16 bytes each, one after another. */
  readonly #pidBytes: Uint8Array;
  /** 32 bytes each, one after another, by place of the pid. */
  readonly rowBytes: Uint8Array;
  #placeOf: ReadonlyMap<string, number> | undefined;

  constructor(pids: readonly string[], pidBytes: Uint8Array, rowBytes: Uint8Array) {
    this.pids = pids;
    this.#pidBytes = pidBytes;
    this.rowBytes = rowBytes;
  }

  /** Place by pid; of a pid that stands twice, the later one. */
  get placeOf(): ReadonlyMap<string, number> {
    this.#placeOf ??= new Map(this.pids.map((pid, place) => [pid, place]));
    return this.#placeOf;
  }

  /** The bytes of the pid at a place. */
  pidAt(place: number): Uint8Array {
    return this.#pidBytes.subarray(place * PID_SIZE, (place + 1) * PID_SIZE);
  }

  /** ROW at a place, as hex; undefined where there is none. */
  rowAt(place: number | undefined): string | undefined {
    if (place === undefined || place >= this.pids.length) return undefined;
    return toHex(this.rowBytes.subarray(place * ROW_SIZE, (place + 1) * ROW_SIZE));
  }

  /** The leaves' data, `pid ‖ ROW` each, in one buffer that is overwritten by the next. */
  *leaves(): Generator<Uint8Array, void, undefined> {
    const leaf = new Uint8Array(PID_SIZE + ROW_SIZE);
    for (let place = 0; place < this.pids.length; place += 1) {
      leaf.set(this.pidAt(place));
      leaf.set(this.rowBytes.subarray(place * ROW_SIZE, (place + 1) * ROW_SIZE), PID_SIZE);
      yield leaf;
    }
  }
}

const COLUMNS = ["pid", "row"] as const;
const HEADER = `${COLUMNS.join(",")}\n`;
const PID_DIGITS = 2 * PID_SIZE;

/** `<pid>,<row>` and the line end: all lines are of one length, so that no splitting is needed. */
const LINE = PID_DIGITS + 1 + HASH_DIGITS + 1;

export function readRoll(bytes: Uint8Array): Result<Roll> {
  const text = textOf(bytes) ?? "";
  const count = (bytes.length - HEADER.length) / LINE;
  if (!text.startsWith(HEADER) || !Number.isInteger(count)) return wrongRoll(bytes);
  const pids: string[] = [];
  const pidBytes = new Uint8Array(count * PID_SIZE);
  const rowBytes = new Uint8Array(count * ROW_SIZE);
  for (let place = 0; place < count; place += 1) {
    const from = HEADER.length + place * LINE;
    const row = from + PID_DIGITS + 1;
    const whole =
      areHexDigits(bytes, from, PID_DIGITS) &&
      text[row - 1] === "," &&
      areHexDigits(bytes, row, HASH_DIGITS) &&
      text[row + HASH_DIGITS] === "\n";
    if (!whole) return wrongRoll(bytes);
    pids.push(text.slice(from, from + PID_DIGITS));
    putHexDigits(bytes, from, pidBytes, place * PID_SIZE, PID_SIZE);
    putHexDigits(bytes, row, rowBytes, place * ROW_SIZE, ROW_SIZE);
  }
  return ok(new Roll(pids, pidBytes, rowBytes));
}

/** Says what is wrong with a roll that is not of its form. */
function wrongRoll(bytes: Uint8Array): Result<never> {
  const table = readTable(bytes, COLUMNS);
  if (!table.ok) return table;
  const at = table.value.findIndex(
    ([pid, row]) => !/^[0-9a-f]{32}$/.test(pid) || !/^[0-9a-f]{64}$/.test(row),
  );
  return fail(
    "roll.hex",
    `名册第${at + 2}行不是32位和64位小写十六进制数。`,
    `Line ${at + 2} of the roll is not 32 and 64 lower-case hex digits.`,
    `line ${at + 2}`,
  );
}

import { textOf, utf8 } from "../log/bytes.ts";
import { parseCanonical } from "../log/canonical-json.ts";
import type { LogEntry } from "../log/entries.ts";
import { readEntry } from "../log/entries.ts";
import type { Fault } from "./report.ts";
import type { RowIndex } from "./row-index.ts";
import { areHexDigits, HASH_DIGITS } from "./row-index.ts";
import { fault } from "./report.ts";
import { isObject } from "./read-json.ts";

/** An entry of the run, but those about rows, and its place in the log. */
export interface PlacedEntry {
  readonly index: number;
  readonly entry: LogEntry;
}

const APP_BEFORE = '{"c":"';
const APP_BETWEEN = '","run":';
const APP_AFTER = ',"t":"app"}';
/** How an `app` entry of this run is written: nearly all entries are such, and need no parser. */
class AppForm {
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;
  readonly #size: number;

  constructor(run: string) {
    this.#before = utf8(APP_BEFORE);
    this.#after = utf8(`${APP_BETWEEN}${JSON.stringify(run)}${APP_AFTER}`);
    this.#size = this.#before.length + HASH_DIGITS + this.#after.length;
  }

  /** Where the ROW's digits stand, if the bytes are such an entry; undefined for any other. */
  rowIn(entry: Uint8Array): number | undefined {
    const from = this.#before.length;
    const whole =
      entry.length === this.#size &&
      hasAt(entry, 0, this.#before) &&
      hasAt(entry, from + HASH_DIGITS, this.#after) &&
      areHexDigits(entry, from, HASH_DIGITS);
    return whole ? from : undefined;
  }
}

function hasAt(bytes: Uint8Array, from: number, part: Uint8Array): boolean {
  for (let at = 0; at < part.length; at += 1) if (bytes[from + at] !== part[at]) return false;
  return true;
}

/** So that a log of nothing but faults does not fill the memory. */
const MOST_FAULTS = 100;

/** Reads the log's entries one by one and keeps what the checks of one run need of them. */
export class EntryReader {
  readonly #run: string;
  readonly #app: AppForm;
  readonly #rows: RowIndex;
  readonly #watched: number | undefined;
  #frozen = false;

  readonly entries: PlacedEntry[] = [];
  readonly faults: Fault[] = [];
  /** Index of the run's first `app` entry. */
  firstApp: number | undefined;
  /** Number of the run's `app` entries. */
  apps = 0;
  /** Number of all entries, of whatever run. */
  all = 0;

  /** ROW of the entry that was to be watched for, where it is one of the run's. */
  watchedRow: string | undefined;

  constructor(run: string, rows: RowIndex, watched?: number) {
    this.#run = run;
    this.#watched = watched;
    this.#app = new AppForm(run);
    this.#rows = rows;
  }

  /** Places on the roll of ROWs that stand in no `app` entry before the freeze. */
  get unlogged(): readonly number[] {
    return this.#rows.unmet;
  }

  readonly read = (bytes: Uint8Array, index: number): void => {
    this.all += 1;
    const from = this.#app.rowIn(bytes);
    if (from !== undefined) this.#addRow(bytes, from, index);
    else this.#readOther(bytes, index);
  };

  #addRow(bytes: Uint8Array, from: number, index: number): void {
    this.firstApp ??= index;
    this.apps += 1;
    if (!this.#frozen) this.#rows.meet(bytes, from);
    if (index === this.#watched) this.watchedRow = textOf(bytes.subarray(from, from + HASH_DIGITS));
  }

  #readOther(bytes: Uint8Array, index: number): void {
    const text = textOf(bytes);
    const json = text === undefined ? undefined : parseCanonical(text);
    if (json?.ok !== true || !isObject(json.value)) {
      this.#fault(
        index,
        "RFC 8785 JSON",
        text ?? "bytes",
        "不是规范JSON对象。",
        "no canonical JSON object.",
      );
      return;
    }
    // What is wrong with another run's entries is that run's fault.
    const { run, t } = json.value;
    if (typeof run !== "string" || typeof t !== "string") {
      this.#fault(index, "run, t", text ?? "", "缺少run或t。", "an entry without run or t.");
      return;
    }
    if (run !== this.#run) return;
    const entry = readEntry(json.value);
    if (!entry.ok) {
      const { zh, en } = entry.error.message;
      this.#fault(index, "section 6", text ?? "", zh, en);
      return;
    }
    const { value } = entry;
    // Such an entry, in canonical form, has been read before.
    if (value.t === "app") return;
    if (value.t === "freeze") this.#frozen = true;
    this.entries.push({ index, entry: value });
  }

  #fault(index: number, expected: string, found: string, zh: string, en: string): void {
    if (this.faults.length >= MOST_FAULTS) return;
    const shown = found.length > 200 ? `${found.slice(0, 200)}…` : found;
    this.faults.push(
      fault(expected, shown, `日志第${index}条：${zh}`, `Entry ${index} of the log: ${en}`, [
        `log:${index}`,
      ]),
    );
  }
}

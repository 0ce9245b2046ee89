import { textOf, utf8 } from "../log/bytes.ts";
import { parseCanonical } from "../log/canonical-json.ts";
import type { LogEntry } from "../log/entries.ts";
import { readEntry } from "../log/entries.ts";
import type { Fault } from "./report.ts";
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
const ROW_DIGITS = 64;

/** How an `app` entry of this run is written: nearly all entries are such, and need no parser. */
class AppForm {
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;
  readonly #size: number;

  constructor(run: string) {
    this.#before = utf8(APP_BEFORE);
    this.#after = utf8(`${APP_BETWEEN}${JSON.stringify(run)}${APP_AFTER}`);
    this.#size = this.#before.length + ROW_DIGITS + this.#after.length;
  }

  /** The ROW, where the bytes are such an entry; undefined for any other. */
  rowOf(entry: Uint8Array): string | undefined {
    if (entry.length !== this.#size) return undefined;
    const from = this.#before.length;
    if (!hasAt(entry, 0, this.#before) || !hasAt(entry, from + ROW_DIGITS, this.#after)) {
      return undefined;
    }
    let row = "";
    for (let at = from; at < from + ROW_DIGITS; at += 1) {
      const digit = entry[at] ?? 0;
      const isHex = (digit >= 0x30 && digit <= 0x39) || (digit >= 0x61 && digit <= 0x66);
      if (!isHex) return undefined;
      row += String.fromCharCode(digit);
    }
    return row;
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
  /** ROWs of the roll that no entry before the freeze has held yet. */
  readonly #unlogged: Set<string>;
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

  constructor(run: string, rows: readonly string[], watched?: number) {
    this.#run = run;
    this.#watched = watched;
    this.#app = new AppForm(run);
    this.#unlogged = new Set(rows);
  }

  /** ROWs of the roll that stand in no `app` entry before the freeze. */
  get unlogged(): ReadonlySet<string> {
    return this.#unlogged;
  }

  readonly read = (bytes: Uint8Array, index: number): void => {
    this.all += 1;
    const row = this.#app.rowOf(bytes);
    if (row !== undefined) this.#addRow(row, index);
    else this.#readOther(bytes, index);
  };

  #addRow(row: string, index: number): void {
    this.firstApp ??= index;
    this.apps += 1;
    if (index === this.#watched) this.watchedRow = row;
    if (!this.#frozen) this.#unlogged.delete(row);
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
    if (value.t === "app") {
      this.#addRow(value.c, index);
      return;
    }
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

import { fromHex } from "../draw/encoding.ts";
import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { readTable } from "./csv.ts";

/** roll.csv as it is read; whether it is the frozen one is another question. */
export interface Roll {
  readonly pids: readonly string[];
  /** By place of the pid. */
  readonly rows: readonly string[];
  /** The pids' bytes, 16 each, one after another. */
  readonly pidBytes: Uint8Array;
  /** Place by pid; of a pid that stands twice, the later one. */
  readonly placeOf: ReadonlyMap<string, number>;
}

export const PID_SIZE = 16;

const ROW_SIZE = 32;

export function readRoll(bytes: Uint8Array): Result<Roll> {
  const table = readTable(bytes, ["pid", "row"]);
  if (!table.ok) return table;
  const pids: string[] = [];
  const rows: string[] = [];
  for (const [at, [pid, row]] of table.value.entries()) {
    if (!/^[0-9a-f]{32}$/.test(pid) || !/^[0-9a-f]{64}$/.test(row)) {
      return fail(
        "roll.hex",
        `名册第${at + 2}行不是32位和64位小写十六进制数。`,
        `Line ${at + 2} of the roll is not 32 and 64 lower-case hex digits.`,
        `line ${at + 2}`,
      );
    }
    pids.push(pid);
    rows.push(row);
  }
  return ok({
    pids,
    rows,
    pidBytes: fromHex(pids.join(""), PID_SIZE * pids.length),
    placeOf: new Map(pids.map((pid, place) => [pid, place])),
  });
}

/** The bytes of the pid at this place. */
export const pidAt = ({ pidBytes }: Roll, place: number): Uint8Array =>
  pidBytes.subarray(place * PID_SIZE, (place + 1) * PID_SIZE);

/** The leaves' data, `pid ‖ ROW` each, in one buffer that is overwritten by the next. */
export function* rollLeaves(roll: Roll): Generator<Uint8Array, void, undefined> {
  const rowBytes = fromHex(roll.rows.join(""), ROW_SIZE * roll.rows.length);
  const leaf = new Uint8Array(PID_SIZE + ROW_SIZE);
  for (let place = 0; place < roll.pids.length; place += 1) {
    leaf.set(pidAt(roll, place));
    leaf.set(rowBytes.subarray(place * ROW_SIZE, (place + 1) * ROW_SIZE), PID_SIZE);
    yield leaf;
  }
}

import type { Result } from "../domain/result.ts";
import { ok } from "../domain/result.ts";
import { fromHex, hashBytes, toHex } from "../draw/encoding.ts";
import { readTable } from "./csv.ts";
import { macsOf } from "./hashing.ts";
import type { Loaded, Material } from "./material.ts";
import { load } from "./material.ts";
import { isHex } from "./read-json.ts";
import type { Roll } from "./roll.ts";
import { PID_SIZE } from "./roll.ts";

/** A line of cutoffs.csv, as it stands there. */
export interface CutoffLine {
  readonly step: string;
  readonly school: string;
  readonly pool: string;
  readonly admitted: string;
  readonly key: string;
  readonly lot: string;
}

type Pair = readonly [string, string];

/** The tables that come with the announcement, and the lots that they rest on. */
export interface Outcome {
  readonly holders: Loaded<readonly Pair[]>;
  readonly placements: Loaded<readonly Pair[]>;
  readonly cutoffs: Loaded<readonly CutoffLine[]>;
  readonly audit: Loaded<readonly string[]>;
  /** Null where roll, plan or seed are missing. */
  readonly lots: Lots | null;
}

export async function readOutcome(material: Material): Promise<Outcome> {
  const { files } = material;
  const holders = await load(files, "holders.csv", (bytes) => readTable(bytes, ["pid", "holder"]));
  const cutoffs = await load(files, "cutoffs.csv", readCutoffs);
  return {
    holders,
    placements: await load(files, "placements.csv", (bytes) => readTable(bytes, ["pid", "school"])),
    cutoffs,
    audit: await load(files, "audit.csv", readAudit),
    lots: drawAll(material, holders.value ?? [], cutoffs.value ?? []),
  };
}

function readCutoffs(bytes: Uint8Array): Result<readonly CutoffLine[]> {
  const table = readTable(bytes, ["step", "school", "pool", "admitted", "key", "lot"]);
  return table.ok
    ? ok(
        table.value.map(([step, school, pool, admitted, key, lot]) => ({
          step,
          school,
          pool,
          admitted,
          key,
          lot,
        })),
      )
    : table;
}

function readAudit(bytes: Uint8Array): Result<readonly string[]> {
  const table = readTable(bytes, ["pid"]);
  return table.ok ? ok(table.value.map(([pid]) => pid)) : table;
}

/** Who drew a lot that a cutoff names. */
export interface Drawn {
  readonly draw: string;
  /** The child's place on the roll. */
  readonly place: number;
}

export interface Lots {
  readonly draws: number;
  /** All lots of all draws. */
  readonly count: number;
  /** A lot that two holders have, as `draw lot`. */
  readonly equal: string | undefined;
  /** By lot, for the lots that the cutoffs name: 64 hex digits. */
  readonly drawnBy: ReadonlyMap<string, readonly Drawn[]>;
}

/** Bytes of a value that stand for it in a number: two values hardly ever share them. */
const PREFIX_BYTES = 6;

export function prefixOf(bytes: Uint8Array): number {
  let prefix = 0;
  for (let at = 0; at < PREFIX_BYTES; at += 1) prefix = prefix * 256 + (bytes[at] ?? 0);
  return prefix;
}

/** Makes every lot anew, one draw after the other, and keeps those that are asked for. */
function drawAll(
  material: Material,
  holders: readonly Pair[],
  cutoffs: readonly CutoffLine[],
): Lots | null {
  const [roll, plan, seed] = [material.roll.value, material.plan.value, material.first("seed")];
  if (roll === null || plan === null || seed === undefined) return null;
  const holderAt = holdersByPlace(roll, holders);
  const wanted = new Map<number, string[]>();
  for (const { lot } of cutoffs) {
    if (!isHex(lot, 32)) continue;
    const prefix = prefixOf(hashBytes(lot));
    wanted.set(prefix, [...(wanted.get(prefix) ?? []), lot]);
  }
  const drawnBy = new Map<string, Drawn[]>();
  let equal: string | undefined;
  const prefixes = new Float64Array(roll.pids.length);
  for (const draw of plan.draws) {
    const lotOf = macsOf(
      material.hashing.sha256,
      hashBytes(seed.seed),
      PID_SIZE,
      "xadm/v1/lot",
      material.run,
      draw,
    );
    for (let place = 0; place < prefixes.length; place += 1) {
      const lot = lotOf(holderAt(place));
      const prefix = prefixOf(lot);
      prefixes[place] = prefix;
      if (!wanted.has(prefix)) continue;
      const hex = toHex(lot);
      for (const asked of wanted.get(prefix) ?? []) {
        if (asked !== hex) continue;
        drawnBy.set(asked, [...(drawnBy.get(asked) ?? []), { draw, place }]);
      }
    }
    equal ??= equalLots(draw, prefixes, (place) => lotOf(holderAt(place)), holderAt);
  }
  const count = plan.draws.length * roll.pids.length;
  return { draws: plan.draws.length, count, equal, drawnBy };
}

/** Whose 16 bytes draw for the child at a place. */
export function holdersByPlace(
  roll: Roll,
  holders: readonly Pair[],
): (place: number) => Uint8Array {
  const shared = new Map<number, Uint8Array>();
  for (const [pid, holder] of holders) {
    const place = roll.placeOf.get(pid);
    if (place !== undefined && isHex(holder, PID_SIZE)) {
      shared.set(place, fromHex(holder, PID_SIZE));
    }
  }
  return (place) => shared.get(place) ?? roll.pidAt(place);
}

/** Two holders with one lot; only values that agree in their first bytes are looked at in full. */
function equalLots(
  draw: string,
  prefixes: Float64Array,
  lotAt: (place: number) => Uint8Array,
  holderAt: (place: number) => Uint8Array,
): string | undefined {
  const sorted = prefixes.toSorted();
  const repeated = new Set<number>();
  for (let at = 1; at < sorted.length; at += 1) {
    const prefix = sorted[at] ?? 0;
    if (prefix === sorted[at - 1]) repeated.add(prefix);
  }
  if (repeated.size === 0) return undefined;
  const holderOf = new Map<string, string>();
  for (const [place, prefix] of prefixes.entries()) {
    if (!repeated.has(prefix)) continue;
    const [lot, holder] = [toHex(lotAt(place)), toHex(holderAt(place))];
    const other = holderOf.get(lot);
    if (other !== undefined && other !== holder) return `${draw} ${lot}`;
    holderOf.set(lot, holder);
  }
  return undefined;
}

/** The roll's places by the audit's values, smallest first, as many as are to be checked. */
export function auditOf(
  { hashing, run }: Material,
  roll: Roll,
  seed: string,
  size: number,
): readonly number[] {
  const valueOf = macsOf(hashing.sha256, hashBytes(seed), PID_SIZE, "xadm/v1/audit", run);
  const valueAt = (place: number): Uint8Array => valueOf(roll.pidAt(place));
  const prefixes = Float64Array.from(roll.pids, (_, place) => prefixOf(valueAt(place)));
  const most = prefixes.toSorted()[size - 1] ?? Infinity;
  return [...prefixes.keys()]
    .filter((place) => size > 0 && (prefixes[place] ?? 0) <= most)
    .map((place) => ({ place, value: valueAt(place) }))
    .toSorted((left, right) => compareBytes(left.value, right.value))
    .slice(0, size)
    .map(({ place }) => place);
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (const [at, byte] of left.entries()) {
    if (byte !== right[at]) return byte - (right[at] ?? 0);
  }
  return 0;
}

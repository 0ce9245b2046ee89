import type { Result } from "../../domain/result.ts";
import type { EntryType, LogEntry } from "../../log/entries.ts";
import type { CeremonyPlan, CeremonyState } from "../ceremony-state.ts";
import { commitSetOf, newCeremony, recoveredSecretOf, seedOf, theOnly } from "../ceremony-state.ts";
import { foldEntry } from "../ceremony.ts";
import type { ContributorDevice } from "../contributor.ts";
import {
  commitShares,
  judgeShares,
  newDevice,
  openShareOf,
  registration,
  revealSecret,
} from "../contributor.ts";
import { tagHash, toHex, u32be } from "../encoding.ts";
import type { Random } from "../escrow.ts";
import { freezeHash } from "../hashes.ts";

/** Bytes that look random and are the same for the same name. */
export function invented(name: string): Random {
  let used = 0;
  return (bytes) => {
    const taken = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 32) {
      used += 1;
      taken.set(tagHash("rehearsal", name, u32be(used)).subarray(0, bytes - at), at);
    }
    return taken;
  };
}

export const valueOf = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message.en}`);
  return result.value;
};

const hashOf = (name: string): string => toHex(tagHash("rehearsal", name));

/** Everybody of a rehearsed run, and what has been logged so far. */
export interface Rehearsal {
  readonly state: CeremonyState;
  readonly entries: readonly LogEntry[];
  readonly devices: ReadonlyMap<string, ContributorDevice>;
}

export interface Cast {
  readonly plan: CeremonyPlan;
  /** Row commitments, in the log's order. */
  readonly rows: readonly string[];
  /** Root of the roll. */
  readonly roll: string;
  readonly holders: string;
  readonly hashes: Readonly<Record<"build" | "plan" | "rules" | "trust", string>>;
  readonly dice: string;
  /** Who reveals, in this order; the others are absent. */
  readonly present: readonly string[];
  /** Where the plan names a round. */
  readonly beacon?: string;
  readonly outcome: Readonly<Record<"cutoffs" | "full" | "placements", string>>;
  readonly random: (id: string) => Random;
}

/** A cast of invented values, for as many contributors as asked for (odd). */
export function castOf(size: number, changes: Partial<Cast> = {}): Cast {
  const contributors = Array.from({ length: size }, (_, index) => `member-${index + 1}`);
  return {
    plan: {
      run: "yongkang/2024/primary/1",
      contributors,
      threshold: (size + 1) / 2,
      throws: 39,
      beacon: null,
    },
    rows: Array.from({ length: 7 }, (_, index) => hashOf(`row ${index}`)),
    roll: hashOf("roll"),
    holders: hashOf("holders"),
    hashes: {
      build: hashOf("build"),
      plan: hashOf("plan"),
      rules: hashOf("rules"),
      trust: hashOf("trust"),
    },
    dice: "314159265358979323846264338327950288419",
    present: contributors,
    outcome: { cutoffs: hashOf("c"), full: hashOf("f"), placements: hashOf("p") },
    random: invented,
    ...changes,
  };
}

/** Plays a run with real devices up to and with the first entry of a type; by default all of it. */
export function rehearse(cast: Cast, until: EntryType = "announce"): Rehearsal {
  const { run } = cast.plan;
  const entries: LogEntry[] = [];
  const devices = new Map<string, ContributorDevice>();
  let state = newCeremony(cast.plan);
  const done = (): boolean => entries.some(({ t }) => t === until);
  const log = (entry: LogEntry): void => {
    if (done()) return;
    state = valueOf(foldEntry(state, entry, entries.length));
    entries.push(entry);
  };
  const steps = [
    () => log({ t: "open", run, ...cast.hashes }),
    () => prepare(cast, devices).forEach(log),
    () => log(freezeOf(cast)),
    () => dealAll(cast, devices, () => state, log),
    () => log({ t: "cset", run, cset: valueOf(commitSetOf(state)), ids: cast.plan.contributors }),
    () => log({ t: "dice", run, dice: cast.dice, readers: ["officer-1", "notary-clerk"] }),
    () => revealAll(cast, devices, () => state, log),
    () => log({ t: "seed", run, seed: valueOf(seedOf(state)) }),
    () => log({ t: "outcome", run, build: cast.hashes.build, placed: 5, ...cast.outcome }),
    () => log({ t: "announce", run }),
  ];
  for (const step of steps) {
    if (!done()) step();
  }
  return { state, entries, devices };
}

function prepare(
  { plan, rows, random }: Cast,
  devices: Map<string, ContributorDevice>,
): readonly LogEntry[] {
  const registrations = plan.contributors.map((id) => {
    const device = newDevice(plan.run, id, random(id));
    devices.set(id, device);
    return registration(device);
  });
  return [...registrations, ...rows.map((c) => ({ t: "app", run: plan.run, c }) as const)];
}

function freezeOf({ plan: { run }, rows, roll, holders, hashes }: Cast): LogEntry {
  const n = rows.length;
  const freeze = freezeHash(run, hashes.rules, n, roll);
  return {
    t: "freeze",
    run,
    by: ["officer-1", "officer-2"],
    counts: { other: n },
    freeze,
    holders,
    n,
    roll,
  };
}

type Log = (entry: LogEntry) => void;

function dealAll(
  { plan, random }: Cast,
  devices: Map<string, ContributorDevice>,
  state: () => CeremonyState,
  log: Log,
): void {
  for (const [id, device] of devices) {
    const committed = valueOf(commitShares(device, state(), random(`${id} deals`)));
    devices.set(id, committed.device);
    log(committed.entry);
  }
  for (const id of plan.contributors) {
    const device = devices.get(id);
    // Only where the rehearsal goes on after the commitments.
    if (device !== undefined && theOnly(state(), "commit") !== undefined) {
      valueOf(judgeShares(device, state())).forEach(log);
    }
  }
}

function revealAll(
  { plan, present, beacon }: Cast,
  devices: ReadonlyMap<string, ContributorDevice>,
  state: () => CeremonyState,
  log: Log,
): void {
  const deviceOf = (id: string): ContributorDevice => {
    const device = devices.get(id);
    if (device === undefined) throw new Error(`no device of ${id}`);
    return device;
  };
  for (const id of present) log(valueOf(revealSecret(deviceOf(id), state())));
  const absent = plan.contributors.filter((id) => !present.includes(id));
  for (const of of absent) {
    const helpers = plan.contributors.filter((id) => present.includes(id)).slice(0, plan.threshold);
    for (const id of helpers) log(valueOf(openShareOf(deviceOf(id), state(), of)));
    const recovered = recoveredSecretOf(state(), of);
    if (recovered.ok) log({ t: "recover", run: plan.run, id: of, r: recovered.value });
  }
  if (plan.beacon !== null && beacon !== undefined) {
    log({ t: "beacon", run: plan.run, round: plan.beacon, sig: beacon });
  }
}

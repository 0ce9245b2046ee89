// What bench/allocation.ts does for one market, in a process of its own: every contestant in turn,
// several times, the best time of each. Prints one line of JSON.
import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { deferredAcceptance } from "../packages/core/allocation/kernel/deferred-acceptance.ts";
import type { Market } from "../packages/core/allocation/kernel/market.ts";
import { deferredAcceptanceWithPools } from "../packages/core/allocation/kernel/seat-pools.ts";
import { objectsOf } from "./allocation-objects.ts";
import type { TownPlan } from "./allocation-towns.ts";
import { chance, divideSeats, inventTown, resolve } from "./allocation-towns.ts";

export interface Measured {
  readonly plan: TownPlan;
  /** Milliseconds, the best of several times. */
  readonly resolve: number;
  readonly kernel: number;
  readonly cppSame: number;
  readonly cppPlain: number;
  readonly withPools: number;
  /** Null where there would be too many objects. */
  readonly objects: number | null;
  /** How often a wish was asked; how many applicants have a seat. */
  readonly asks: number;
  readonly placed: number;
  /** Nanoseconds for one number read at random from as many as there are wishes. */
  readonly randomRead: number;
  /** Gigabytes copied in a second, read and written counted once. */
  readonly copied: number;
  /** At its highest until the kernel had run, of the whole process, in bytes. */
  readonly peakMemory: number;
}

const MOST_OBJECTS = 1_000_000;

/** The best of the times of many runs in turn. */
class Stopwatch {
  best = Infinity;

  time<Value>(runs: number, run: () => Value): Value {
    for (let left = runs; ; left -= 1) {
      const start = performance.now();
      const value = run();
      this.record(performance.now() - start);
      if (left <= 1) return value;
    }
  }

  record(milliseconds: number): void {
    this.best = Math.min(this.best, milliseconds);
  }
}

export function checksum(given: Int32Array): number {
  let sum = 2_166_136_261;
  for (const wish of given) sum = Math.imul(sum ^ wish, 16_777_619);
  return sum >>> 0;
}

function writeMarket(path: string, market: Market): void {
  const { seats, listStart, listSchool, standing } = market;
  const file = openSync(path, "w");
  const sizes = Int32Array.of(seats.length, listStart.length - 1, listSchool.length);
  for (const numbers of [sizes, seats, listStart, listSchool, standing]) writeSync(file, numbers);
  closeSync(file);
}

/** Runs the C++ program so many times; each must give the checksum. */
function runCpp(
  [program, file]: readonly [string, string],
  kind: "same" | "plain",
  runs: number,
  expected: number,
  watch: Stopwatch,
): void {
  const output = execFileSync(program, [file, kind, String(runs)])
    .toString()
    .trim();
  for (const line of output.split("\n")) {
    const [sum, nanoseconds] = line.split(" ").map(Number);
    if (sum !== expected) throw new Error(`C++ (${kind}) gives other seats`);
    watch.record((nanoseconds ?? Infinity) / 1e6);
  }
}

function countAsks({ listStart }: Market, given: Int32Array): number {
  let asks = 0;
  for (let one = 0; one < given.length; one += 1) {
    const wish = given[one] ?? 0;
    const last = wish === -1 ? (listStart[one + 1] ?? 0) : wish + 1;
    asks += last - (listStart[one] ?? 0);
  }
  return asks;
}

/** How fast this machine's memory is for as many numbers as there are wishes. */
function memorySpeed(wishes: number): { readonly randomRead: number; readonly copied: number } {
  const from = new Int32Array(wishes).fill(1);
  const to = new Int32Array(wishes).fill(2);
  const next = chance(11);
  const places = Int32Array.from({ length: Math.min(wishes, 2_000_000) }, () => next() % wishes);
  const [copy, read] = [new Stopwatch(), new Stopwatch()];
  const sum = (): number => {
    let total = 0;
    for (let at = 0; at < places.length; at += 1) total += from[places[at] ?? 0] ?? 0;
    return total;
  };
  for (let turn = 0; turn < 10; turn += 1) {
    copy.time(1, () => to.set(from));
    read.time(1, sum);
  }
  return {
    randomRead: (read.best * 1e6) / places.length,
    copied: (4 * wishes) / copy.best / 1e6,
  };
}

function measure(plan: TownPlan, program: string, file: string): Measured {
  const town = inventTown(plan);
  const watches = {
    resolve: new Stopwatch(),
    kernel: new Stopwatch(),
    cppSame: new Stopwatch(),
    cppPlain: new Stopwatch(),
    withPools: new Stopwatch(),
    objects: new Stopwatch(),
  };
  const market = watches.resolve.time(1, () => resolve(town));
  const given = watches.kernel.time(1, () => deferredAcceptance(market));
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  const expected = checksum(given);
  const pools = divideSeats(market, 9);
  const withObjects = plan.applicants <= MOST_OBJECTS ? objectsOf(market) : null;
  writeMarket(file, market);
  const isLarge = plan.applicants >= 5_000_000;
  const turns = isLarge ? 3 : 10;
  const runs = Math.max(isLarge ? 1 : 2, Math.round(100_000 / plan.applicants));
  for (let turn = 0; turn < turns; turn += 1) {
    if (turn < 3 && !isLarge) watches.resolve.time(1, () => resolve(town));
    watches.kernel.time(runs, () => deferredAcceptance(market));
    runCpp([program, file], "same", runs, expected, watches.cppSame);
    runCpp([program, file], "plain", runs, expected, watches.cppPlain);
    watches.withPools.time(runs, () => deferredAcceptanceWithPools(market, pools));
    if (withObjects !== null && turn < 4) {
      const sum = checksum(watches.objects.time(Math.max(1, runs >> 1), withObjects));
      if (sum !== expected) throw new Error("the objects give other seats");
    }
  }
  rmSync(file);
  return {
    plan,
    resolve: watches.resolve.best,
    kernel: watches.kernel.best,
    cppSame: watches.cppSame.best,
    cppPlain: watches.cppPlain.best,
    withPools: watches.withPools.best,
    objects: withObjects === null ? null : watches.objects.best,
    asks: countAsks(market, given),
    placed: given.reduce((placed, wish) => placed + (wish === -1 ? 0 : 1), 0),
    ...memorySpeed(town.listSchool.length),
    peakMemory,
  };
}

if (import.meta.main) {
  const [plan = "", program = "", file = ""] = process.argv.slice(2);
  const measured = measure(JSON.parse(plan) as TownPlan, program, file);
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

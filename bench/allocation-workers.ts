// Eight independent towns, given out by one worker thread and by two.
// oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin.
import { once } from "node:events";
import { Worker, parentPort, workerData } from "node:worker_threads";
import { deferredAcceptance } from "../packages/core/allocation/kernel/deferred-acceptance.ts";
import { checksum } from "./allocation-measure.ts";
import { inventTown, resolve } from "./allocation-towns.ts";

const TOWNS = 8;

export interface WorkersRun {
  readonly towns: number;
  readonly applicants: number;
  /** Milliseconds for all towns, the best of several. */
  readonly one: number;
  readonly two: number;
}

/** Towns to give out, by number; the answer is their checksums in the same order. */
type Order = readonly number[];

function serve(applicants: number): void {
  const towns = Array.from({ length: TOWNS }, (_, seed) =>
    inventTown({ applicants, choices: "skewed", lots: "per-school", seed: seed + 1 }),
  );
  const sumOf = (number: number): number => {
    const town = towns[number];
    if (town === undefined) throw new Error(`there is no town ${number}`);
    return checksum(deferredAcceptance(resolve(town)));
  };
  parentPort?.on("message", (order: Order) => parentPort?.postMessage(order.map(sumOf)));
  parentPort?.postMessage([]);
}

async function answer(worker: Worker): Promise<readonly number[]> {
  const [sums] = (await once(worker, "message")) as [readonly number[]];
  return sums;
}

function ask(worker: Worker, order: Order): Promise<readonly number[]> {
  const promise = answer(worker);
  worker.postMessage(order);
  return promise;
}

export async function runWorkers(applicants: number): Promise<WorkersRun> {
  const workers = [0, 1].map(
    () => new Worker(new URL(import.meta.url), { workerData: { applicants } }),
  );
  const [first, second] = workers;
  if (first === undefined || second === undefined) throw new Error("no workers");
  await Promise.all(workers.map(answer));
  const all = Array.from({ length: TOWNS }, (_, town) => town);
  const [even, odd] = [0, 1].map((rest) => all.filter((town) => town % 2 === rest));
  if (even === undefined || odd === undefined) throw new Error("no towns");
  const best = { one: Infinity, two: Infinity };
  for (let turn = 0; turn < 6; turn += 1) {
    let start = performance.now();
    const alone = await ask(first, all);
    best.one = Math.min(best.one, performance.now() - start);
    start = performance.now();
    const [evens, odds] = await Promise.all([ask(first, even), ask(second, odd)]);
    best.two = Math.min(best.two, performance.now() - start);
    const together = all.map((town) => (town % 2 === 0 ? evens : odds)[town >> 1]);
    if (alone.some((sum, town) => sum !== together[town])) {
      throw new Error("two workers give other seats than one");
    }
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { towns: TOWNS, applicants, ...best };
}

if (parentPort !== null) {
  const { applicants } = workerData as { readonly applicants: number };
  serve(applicants);
}

import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { DrawRange, Odds, OddsTally } from "@yangguang/core/allocation/what-if/odds.ts";
import {
  checkOddsQuestion,
  drawRanges,
  mergeTallies,
  oddsFrom,
} from "@yangguang/core/allocation/what-if/odds.ts";
import type { AllocationProblem } from "@yangguang/core/domain/allocation-problem.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";

/** What a worker is given. */
export interface OddsWork {
  readonly problem: AllocationProblem;
  readonly pid: string;
  readonly range: DrawRange;
}

/**
 * The odds of one child, the simulated draws shared out among threads. The result does not depend
 * on how many they are.
 *
 * @param problem that `checkProblem` has passed
 */
export async function oddsInWorkers(
  problem: AllocationProblem,
  pid: string,
  question: { readonly draws: number; readonly seed: number },
  workers: number = availableParallelism(),
): Promise<Result<Odds>> {
  const { draws, seed } = question;
  const checked = checkOddsQuestion(problem, pid, question);
  if (!checked.ok) return checked;
  const ranges = drawRanges(draws, seed, workers);
  const tallies = await Promise.all(ranges.map((range) => inWorker({ problem, pid, range })));
  return ok(oddsFrom(pid, seed, mergeTallies(tallies)));
}

/** Rejects where the worker throws. */
async function inWorker(work: OddsWork): Promise<OddsTally> {
  const worker = new Worker(new URL("odds-worker.ts", import.meta.url), { workerData: work });
  const [tally] = (await once(worker, "message")) as [OddsTally];
  await worker.terminate();
  return tally;
}

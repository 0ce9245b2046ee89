// Runs in a thread of its own: simulates some draws for one child and posts the tally.
import { parentPort, workerData } from "node:worker_threads";
import { oddsOf } from "@yangguang/core/allocation/what-if/odds.ts";
import type { OddsWork } from "./odds-in-workers.ts";

const { problem, pid, range } = workerData as OddsWork;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(oddsOf(problem, pid, range));

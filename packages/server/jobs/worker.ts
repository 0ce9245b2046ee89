import type { Runner, TaskList } from "graphile-worker";
import { Logger, run } from "graphile-worker";
import type { Pool } from "pg";
import type { Log } from "../log.ts";
import type { JobPayloads } from "../registry/queue.ts";
import { listSeasons } from "../registry/seasons.ts";
import { forgetExpiredSessions } from "../services/accounts.ts";
import { askAgencies, checkLater } from "../services/checks.ts";
import type { Services } from "../services/context.ts";
import { lapseOffers } from "../services/offers.ts";
import { referWaiting, settleChildren } from "../services/settle.ts";

const CONCURRENCY = 6;

function tasks(services: Services): TaskList {
  return {
    "check-child": async (payload) => {
      const { seasonId, childId } = payload as JobPayloads["check-child"];
      await askAgencies(services, seasonId, childId);
      const waiting = await settleChildren(services, seasonId, [childId]);
      if (waiting.length > 0) await checkLater(services, seasonId, childId);
    },
    "refer-waiting": async (payload) => {
      await referWaiting(services, (payload as JobPayloads["refer-waiting"]).seasonId);
    },
    /** What the passing of time alone brings about. */
    "keep-time": async () => {
      await forgetExpiredSessions(services);
      for (const { id } of await listSeasons(services.db)) {
        await referWaiting(services, id);
        await lapseOffers(services, id);
      }
    },
  };
}

/** Works off what was queued by committed transactions; several servers may do so side by side. */
export const startWorker = (pool: Pool, services: Services, log: Log): Promise<Runner> =>
  run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    taskList: tasks(services),
    crontab: "* * * * * keep-time ?max=1",
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ job: message }, "queue");
    }),
  });

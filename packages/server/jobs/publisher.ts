import { setTimeout as sleep } from "node:timers/promises";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Log } from "../log.ts";
import { listSeasons } from "../registry/seasons.ts";
import type { Services } from "../services/context.ts";
import { takeOwnSteps } from "../services/platform-contributor.ts";
import type { LogPublisher } from "../services/publish-log.ts";

/** Families wait for their receipts, so often; one cheap query, so not seldom. */
const TICK_MS = 1000;

/** What goes on being wrong is told again after so many ticks. */
const REMIND_TICKS = 300;

export interface RunningPublisher {
  /** Lets what is under way end. */
  stop(): Promise<void>;
}

/**
 * Publishes the log whenever something waits, and takes the platform's own steps in the ceremonies
 * that this makes possible. It goes on whatever fails: the old checkpoint stays public meanwhile.
 */
export function startPublisher(
  services: Services,
  publisher: LogPublisher,
  log: Log,
): RunningPublisher {
  const stopped = new AbortController();
  const complain = complainer(log);
  // Steps may be left over from before the last stop.
  let stepsDue = true;

  const tick = async (): Promise<void> => {
    const published = await publisher.publish();
    if (published.kind === "published") stepsDue = true;
    if (stepsDue) await takeAllOwnSteps(services);
    stepsDue = false;
    complain(published.kind === "idle" ? undefined : published.complaints);
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await tick();
      } catch (error) {
        complain([{ message: { en: error instanceof Error ? error.message : String(error) } }]);
      }
      await sleep(TICK_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    async stop() {
      stopped.abort();
      await ended;
    },
  };
}

async function takeAllOwnSteps(services: Services): Promise<void> {
  for (const { id, stage } of await listSeasons(services.db)) {
    // Before the freeze and after the draw the platform's contributor has nothing to do.
    if (stage === "frozen") await takeOwnSteps(services, id);
  }
}

interface Complaint {
  readonly message: Pick<Failure["message"], "en">;
}

/** Tells what is wrong when it begins, now and then while it lasts, and when it is over. */
function complainer(log: Log): (complaints: readonly Complaint[] | undefined) => void {
  let told = "";
  let ticks = 0;
  return (complaints) => {
    ticks += 1;
    // Nothing was tried: nothing is known.
    if (complaints === undefined) return;
    const said = complaints.map(({ message }) => message.en).join(" | ");
    if (said === told && ticks < REMIND_TICKS) return;
    if (said !== "") log.warn({ problem: said }, "public log");
    else if (told !== "") log.info("public log: published again");
    [told, ticks] = [said, 0];
  };
}

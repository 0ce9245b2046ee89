import { sql } from "kysely";
import type { Tx } from "./tables.ts";

/** Work to be done after commit; each name has its task in `jobs/`. */
export interface JobPayloads {
  readonly "check-child": { readonly seasonId: string; readonly childId: string };
  readonly "refer-waiting": { readonly seasonId: string };
}

export interface JobSpec<Name extends keyof JobPayloads = keyof JobPayloads> {
  readonly name: Name;
  readonly payload: JobPayloads[Name];
  /** Jobs of one key replace each other while they wait. */
  readonly key: string;
  /** Not before this instant; absent: at once. */
  readonly runAt?: Date;
}

/** Enqueued by the transaction itself: no job without the action, no action without its job. */
export async function enqueue(tx: Tx, jobs: readonly JobSpec[]): Promise<void> {
  if (jobs.length === 0) return;
  const specs = JSON.stringify(jobs);
  await sql`
    select graphile_worker.add_job(job ->> 'name', (job -> 'payload')::json, job_key => job ->> 'key',
      run_at => (job ->> 'runAt')::timestamptz)
    from jsonb_array_elements(${specs}::jsonb) as job
  `.execute(tx);
}

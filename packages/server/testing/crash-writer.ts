import { claimDataDirectory } from "../database/data-directory.ts";
import { startEmbeddedPostgres } from "../database/embedded.ts";
import { migrate } from "../registry/migrate.ts";
import { addChild, applyFor, openTestSeason, platformOn, testPool } from "./platform.ts";

/**
 * A platform of its own, to be killed: opens the data folder given, submits applications one after
 * another from `argv[3]` on, and prints each public number once the submission is acknowledged.
 */
const [, , folder, from] = process.argv;
if (folder === undefined || from === undefined) throw new Error("a folder and a first child");

const directory = await claimDataDirectory(folder, () => {});
if (!directory.ok) throw new Error(directory.error.message.en);
const server = await startEmbeddedPostgres({ directory: directory.value, onProgress: () => {} });
if (!server.ok) throw new Error(server.error.message.en);
const access = server.value.accessTo("yangguang");
const owner = testPool(access.owner);
await migrate(owner, access.appRole);
const pool = testPool(access.app);
const platform = platformOn(pool, owner);
await openTestSeason(platform);

const known = await pool.query<{ pid: string; actions: number; logged: number; waiting: number }>(
  `select pid,
     (select count(*)::int from application_action a where a.application_id = application.id) as actions,
     (select count(*)::int from log_entry e where e.application_id = application.id) as logged,
     (select count(*)::int from log_entry e join log_waiting using (seq)
       where e.application_id = application.id) as waiting
   from application`,
);
const jobs = await owner.query<{ count: number }>(
  "select count(*)::int from graphile_worker._private_jobs",
);
console.log(JSON.stringify({ known: known.rows, jobs: jobs.rows[0]?.count }));

for (let index = Number(from); ; index += 1) {
  const childId = await addChild(platform, index);
  const { application } = await applyFor(platform, childId);
  console.log(JSON.stringify({ acknowledged: application.pid }));
}

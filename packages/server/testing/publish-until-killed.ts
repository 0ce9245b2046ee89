import { join } from "node:path";
import { ok } from "@yangguang/core/domain/result.ts";
import { keyOfSecret } from "@yangguang/core/log/note-key.ts";
import { claimDataDirectory } from "../database/data-directory.ts";
import { startEmbeddedPostgres } from "../database/embedded.ts";
import { logFolder } from "../public-log/log-folder.ts";
import { migrate } from "../registry/migrate.ts";
import { checkLog } from "../services/check-log.ts";
import { UNWATCHED } from "../services/context.ts";
import { LogPublisher } from "../services/publish-log.ts";
import { Witness } from "../witness/witness.ts";
import { openWitnessFolder } from "../witness/witness-folder.ts";
import { addChild, applyFor, openTestSeason, platformOn, testPool } from "./platform.ts";

/**
 * A platform of its own with a publisher and a witness, to be killed. It opens the data folder
 * given, publishes what an earlier life left waiting, prints what there is (`found`), and then
 * submits and publishes side by side, without a pause. Each line of output is one of
 * `{"found": …}`, `{"acknowledged": "<pid>"}` and `{"published": "<checkpoint>"}`.
 */
const [, , folder, from] = process.argv;
if (folder === undefined || from === undefined) throw new Error("a folder and a first child");
const say = (line: object): void => console.log(JSON.stringify(line));

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

const files = logFolder(join(folder, "log"));
const services = { ...platform.services, publicLog: { ...UNWATCHED, quorum: 1, files } };
const log = keyOfSecret("log.test", "log", services.keys.logKey());
const opened = await openWitnessFolder(join(folder, "witness"), "witness.test");
if (!opened.ok) throw new Error(opened.error.message.en);
const { secretKey, store } = opened.value;
const clock = () => Date.now();
const witness = new Witness({ name: "witness.test", secretKey, logs: [log], store, clock });
const publisher = new LogPublisher(
  services,
  { log, witnesses: [{ key: witness.key, government: false }], quorum: 1, nonGovernment: 1 },
  [{ key: witness.key, addCheckpoint: async (body) => ok(await witness.addCheckpoint(body)) }],
);

async function publish(): Promise<void> {
  const published = await publisher.publish();
  if (published.kind === "unwitnessed") throw new Error(JSON.stringify(published));
  if (published.kind === "idle") return;
  say({ published: Buffer.from((await files.read("checkpoint")) ?? []).toString() });
}

await publish();
const { rows: applications } = await pool.query(
  `select pid,
     (select count(*)::int from application_action a where a.application_id = application.id) as actions,
     (select count(*)::int from log_entry e join log_leaf using (seq)
       where e.application_id = application.id) as leaves
   from application`,
);
const { rows: strays } = await pool.query(
  "select seq from log_entry where kind = 'app' and application_id is null",
);
const { faults, files: wrong } = await checkLog(services.db, files, false);
say({ found: { applications, strays: strays.length, faults: [...faults, ...wrong] } });

async function submitForEver(first: number): Promise<never> {
  for (let index = first; ; index += 1) {
    const childId = await addChild(platform, index);
    const { application } = await applyFor(platform, childId);
    say({ acknowledged: application.pid });
  }
}

async function publishForEver(): Promise<never> {
  for (;;) await publish();
}

await Promise.all([submitForEver(Number(from)), publishForEver()]);

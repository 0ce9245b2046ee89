import { readConfig } from "../config.ts";
import { withClient } from "./access.ts";
import { connectDatabase } from "./connect.ts";

/**
 * For embedded.test.ts: starts the database of `YANGGUANG_DATA_DIR` and adds rows, printing the
 * number of each one that PostgreSQL has acknowledged, until it is killed.
 */
const config = readConfig(process.env);
if (!config.ok) throw new Error(JSON.stringify(config.error));
const database = await connectDatabase(config.value, () => undefined);
if (!database.ok) throw new Error(database.error.message.en);
const { owner } = database.value.access;
await withClient(owner, async (client) => {
  await client.query("drop table if exists acknowledged");
  await client.query("create table acknowledged (n integer primary key)");
  for (let n = 1; ; n += 1) {
    await client.query("insert into acknowledged values ($1)", [n]);
    console.log(JSON.stringify({ acknowledged: n }));
  }
});

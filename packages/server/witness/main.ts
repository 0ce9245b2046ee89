import { parseVkey } from "@yangguang/core/log/note-key.ts";
import { serveBeside } from "../demo/side-process.ts";
import { startWitness } from "./service.ts";

/**
 * One of the demonstration's witnesses as a process of its own. Environment: `WITNESS_NAME`,
 * `WITNESS_FOLDER`, `WITNESS_LOG` (the log's vkey). Prints `{"url": "http://…", "vkey": "…"}`.
 */
function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`set ${name}`);
  return value;
}

await serveBeside(async () => {
  const log = parseVkey(needed("WITNESS_LOG"));
  if (!log.ok) throw new Error(log.error.message.en);
  const started = await startWitness({
    name: needed("WITNESS_NAME"),
    folder: needed("WITNESS_FOLDER"),
    logs: [log.value],
    host: "127.0.0.1",
    port: 0,
    clock: () => Date.now(),
  });
  if (!started.ok) throw new Error(started.error.message.en);
  const { url, vkey, stop } = started.value;
  return { ready: { url, vkey }, stop };
});

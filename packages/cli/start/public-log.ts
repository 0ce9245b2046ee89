import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { formatVkey, keyOfSecret, parseVkey } from "@yangguang/core/log/note-key.ts";
import type { Config } from "@yangguang/server/config.ts";
import { INSTALL_ROOT } from "@yangguang/server/config.ts";
import type { ConnectedDatabase } from "@yangguang/server/database/connect.ts";
import { makeKeyring } from "@yangguang/server/keys/keyring.ts";
import type { PublicLog } from "@yangguang/server/public-log/open.ts";
import { openPublicLog } from "@yangguang/server/public-log/open.ts";
import type { WitnessSetting, WitnessSettings } from "@yangguang/server/public-log/trust-file.ts";
import { NO_WITNESSES, parseWitnessSettings } from "@yangguang/server/public-log/trust-file.ts";
import { startBeside } from "./beside.ts";
import type { Life } from "./life.ts";
import type { Narrator } from "./narrator.ts";
import { STEPS } from "./narrator.ts";

/** Where a running copy keeps the files of its log; two logs never share a folder. */
export function logHome(config: Config, dataDirectory: string | undefined): string {
  if (dataDirectory !== undefined) return dataDirectory;
  const { host, pathname } = config.databaseUrl ?? new URL("postgresql://localhost/");
  const hash = createHash("sha256").update(`${host}${pathname}`).digest("hex");
  return join(config.dataDirectory.value, `${basename(pathname)}-${hash.slice(0, 8)}`);
}

/** Opens the public log with its witnesses: those that were set, or a demonstration's own three. */
export async function startPublicLog(
  config: Config,
  { dataDirectory, masterKey }: ConnectedDatabase,
  narrator: Narrator,
  life: Life,
): Promise<Result<PublicLog>> {
  const home = logHome(config, dataDirectory);
  const name = config.logName;
  const witnesses =
    config.outside === undefined
      ? await startDemoWitnesses(
          join(home, "witnesses"),
          formatVkey(keyOfSecret(name, "log", makeKeyring(masterKey).logKey())),
          narrator,
          life,
        )
      : await readWitnesses(config.outside.witnesses, narrator);
  if (!witnesses.ok) return witnesses;
  const folder = join(home, "log");
  const settings = { name, masterKey, folder, installation: INSTALL_ROOT, sm: config.logSm };
  return openPublicLog({ ...settings, witnesses: witnesses.value });
}

async function readWitnesses(
  path: string | undefined,
  narrator: Narrator,
): Promise<Result<WitnessSettings>> {
  if (path === undefined) {
    narrator.say(STEPS.unwatched);
    return ok(NO_WITNESSES);
  }
  let source: string;
  try {
    source = await readFile(path, "utf8");
  } catch (error) {
    const why = String(error);
    return fail(
      "start.witnesses",
      `无法读取见证方设置文件 ${path}：${why}`,
      `The file with the witnesses ${path} cannot be read: ${why}`,
    );
  }
  return parseWitnessSettings(source);
}

interface DemoWitness {
  readonly name: string;
  readonly label: Text;
  readonly government: boolean;
}

/** A notary's office is no part of the government: Notarization Law of the PRC, article 6. */
const DEMO_WITNESSES: readonly DemoWitness[] = [
  { name: "notary.yangguang.demo", label: text("公证处", "the notary"), government: false },
  {
    name: "discipline.yangguang.demo",
    label: text("纪检监察", "the discipline inspectors"),
    government: true,
  },
  {
    name: "parents.yangguang.demo",
    label: text("家长委员会", "the parents' committee"),
    government: false,
  },
];

/** With any one of the three gone, the demonstration goes on. */
async function startDemoWitnesses(
  folder: string,
  logKey: string,
  narrator: Narrator,
  life: Life,
): Promise<Result<WitnessSettings>> {
  const started = await Promise.all(
    DEMO_WITNESSES.map((witness) => startDemoWitness(witness, folder, logKey, narrator, life)),
  );
  const witnesses: WitnessSetting[] = [];
  for (const one of started) {
    if (!one.ok) return one;
    witnesses.push(one.value);
  }
  narrator.say(STEPS.witnesses);
  return ok({ witnesses, quorum: 2, nonGovernment: 1 });
}

async function startDemoWitness(
  { name, label, government }: DemoWitness,
  folder: string,
  logKey: string,
  narrator: Narrator,
  life: Life,
): Promise<Result<WitnessSetting>> {
  const started = await startBeside({
    name: text(`演示见证方（${label.zh}）`, `the demo witness (${label.en})`),
    script: join(INSTALL_ROOT, "packages", "server", "witness", "main.ts"),
    environment: { WITNESS_NAME: name, WITNESS_FOLDER: join(folder, name), WITNESS_LOG: logKey },
  });
  if (!started.ok) return started;
  await life.atEnd(started.value.stop);
  void started.value.lost.then((problem) => goOnWithout(problem, narrator));
  const { url, vkey } = started.value.ready as { readonly url: string; readonly vkey: string };
  const key = parseVkey(vkey);
  return key.ok ? ok({ url, key: key.value, government }) : key;
}

/** The others are enough. */
function goOnWithout(problem: Failure, narrator: Narrator): void {
  narrator.complain(problem);
  narrator.say(STEPS.witnessLost);
}

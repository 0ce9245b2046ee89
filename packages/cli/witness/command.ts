import type { Failure } from "@yangguang/core/domain/result.ts";
import type { NoteKey } from "@yangguang/core/log/note-key.ts";
import { parseVkey } from "@yangguang/core/log/note-key.ts";
import { startWitness } from "@yangguang/server/witness/service.ts";
import { Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../season/options.ts";

interface Options {
  readonly name: string;
  readonly data: string;
  readonly log: readonly NoteKey[];
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORT = 8090;

/** For commander: `--log` may be given again and again. */
function anotherLog(vkey: string, before: readonly NoteKey[] | undefined): readonly NoteKey[] {
  const key = parseVkey(vkey);
  if (!key.ok) throw new InvalidArgumentError(`${key.error.message.zh} / ${key.error.message.en}`);
  return [...(before ?? []), key.value];
}

/** `yangguang witness`: cosigns a log's checkpoints until Ctrl-C. Exit code 1 if it cannot start. */
export const witnessCommand = (): Command =>
  new Command("witness")
    .description("公开日志的见证方 / a witness of a public log (docs/operations.md)")
    .requiredOption("--name <name>", "见证方名称 / the witness's name, such as notary.example.cn")
    .requiredOption("--data <folder>", "存放密钥和签名记录的目录 / folder of its key and state")
    .requiredOption("--log <vkey...>", "日志公钥 / key of each log that it watches", anotherLog)
    .option("--host <host>", "监听地址 / address to listen on", "127.0.0.1")
    .option("--port <number>", "端口 / port", wholeNumber(0, 65_535), DEFAULT_PORT)
    .action(async (options: Options) => {
      process.exitCode = await runWitness(options);
    });

async function runWitness({ name, data, log, host, port }: Options): Promise<number> {
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => resolve());
  });
  const clock = () => Date.now();
  const started = await startWitness({ name, folder: data, logs: log, host, port, clock });
  if (!started.ok) return complain(started.error);
  const { url, vkey, stop } = started.value;
  process.stdout.write(
    `公钥 key   ${vkey}\n地址 url   ${url}\n\n按 Ctrl-C 停止 · Ctrl-C stops it\n`,
  );
  await asked;
  await stop();
  return 0;
}

function complain({ message: { zh, en } }: Failure): number {
  process.stderr.write(`${zh}\n${en}\n`);
  return 1;
}

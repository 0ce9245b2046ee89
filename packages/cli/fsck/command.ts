import { resolve } from "node:path";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { Command } from "commander";
import type { Found } from "./found.ts";

interface Options {
  readonly data?: string;
  readonly repair?: true;
}

/**
 * `yangguang fsck`: everything about the log computed anew from its entries. Exit code 0 if it is
 * whole (or was repaired), 1 if it is not, 2 if it could not be checked.
 */
export const fsckCommand = (): Command =>
  new Command("fsck")
    .description("从原始条目重建并核对整个公开日志 / rebuild the whole public log from its entries")
    .argument("[log]", "已发布日志的目录或网址 / folder or address of a published log")
    .option(
      "--data <folder>",
      "平台的数据目录（须先停止） / data folder of a platform that is stopped",
    )
    .option("--repair", "按数据库重写有误的文件 / write wrong files anew from the database")
    .action(async (log: string | undefined, options: Options) => {
      process.exitCode = await runFsck(log, options);
    });

const write = ({ zh, en }: Text): void => void process.stdout.write(`${zh}\n  ${en}\n`);

async function runFsck(log: string | undefined, { data, repair }: Options): Promise<number> {
  if (log !== undefined && (data !== undefined || repair === true)) {
    write(
      text("网址或目录与 --data、--repair 不能同时使用", "name a log, or use --data and --repair"),
    );
    return 2;
  }
  // Loaded only here: a published log is checked without the database's programs.
  const found: Found =
    log === undefined
      ? await (
          await import("./data-folder.ts")
        ).checkDataFolder(data === undefined ? undefined : resolve(data), repair === true)
      : await (await import("./published-log.ts")).checkPublishedLog(log);
  found.lines.forEach(write);
  write(VERDICTS[found.verdict]);
  return found.verdict === "whole" ? 0 : found.verdict === "broken" ? 1 : 2;
}

const VERDICTS: Readonly<Record<Found["verdict"], Text>> = {
  whole: text("日志完好。", "The log is whole."),
  broken: text("日志有误。", "The log is not whole."),
  unchecked: text("未能核对。", "It could not be checked."),
};

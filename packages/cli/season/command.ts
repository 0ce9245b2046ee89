import { randomBytes } from "node:crypto";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { Command, InvalidArgumentError } from "commander";
import type { PolicyFile } from "./inputs.ts";
import { failureLines, readInputFile, readPolicyFile } from "./inputs.ts";
import { languageOption } from "./options.ts";
import { startPrivateDatabase } from "./private-database.ts";
import type { Progress } from "./progress.ts";
import { makeProgress } from "./progress.ts";
import type { ReadChildren } from "./read-children.ts";
import { readChildren } from "./read-children.ts";
import { runSeasonOverFile } from "./run-season.ts";
import type { SeasonSummary } from "./tally.ts";
import type { WriteSettings } from "./write-results.ts";
import { writeRejections, writeSeasonResults } from "./write-results.ts";

interface Options {
  readonly policy: string;
  readonly children: string;
  readonly out: string;
  readonly seed?: string;
  readonly strict: boolean;
  readonly lang: Language;
}

/** What the command ends with. */
export const EXIT_CODES = { done: 0, notRun: 1, rowsRejected: 2 } as const;

function hexSeed(written: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(written)) return written.toLowerCase();
  throw new InvalidArgumentError("应为64位十六进制数字 / 64 hex digits");
}

/**
 * `yangguang season`: runs a whole season over a file of children. Exit code 0 if all rows took
 * part, 2 if some were rejected, 1 if the season was not run.
 */
export const seasonCommand = (): Command =>
  new Command("season")
    .description("对一个儿童文件运行完整的招生季 / run a whole season over a file of children")
    .requiredOption("--policy <file>", "政策文件 / policy file")
    .requiredOption(
      "--children <file>",
      "儿童文件，.csv或.xlsx / file of children (docs/season-files.md)",
    )
    .requiredOption("--out <folder>", "写入结果的文件夹 / folder for the results")
    .option(
      "--seed <hex>",
      "64位十六进制种子，同样的种子得到同样的结果 / the same seed gives the same results",
      hexSeed,
    )
    .option("--strict", "有任何一行退回就不运行 / do not run if any row is rejected", false)
    .addOption(languageOption())
    .action(async (options: Options) => {
      process.exitCode = await runCommand(options);
    });

async function runCommand(options: Options): Promise<number> {
  const { lang, out, strict } = options;
  const progress = makeProgress({
    stream: process.stderr,
    language: lang,
    clock: () => performance.now(),
  });
  const settings: WriteSettings = { directory: out, language: lang, onChildren: progress.update };
  const inputs = await readInputs(options, progress);
  if (!inputs.ok) return notRun(inputs.error, lang, progress);
  const { file, read } = inputs.value;
  await writeRejections(settings, read.rejections);
  const rejected = read.rowsRead - read.rows.length;
  if (read.rows.length === 0) return notRun([nobodyLeft(out)], lang, progress);
  if (strict && rejected > 0) return notRun([strictRefusal(rejected, out)], lang, progress);
  const summary = await runAndWrite(options, file, read, settings, progress);
  if (!summary.ok) return notRun(summary.error, lang, progress);
  process.stdout.write(closingWords(summary.value, out)[lang]);
  return rejected > 0 ? EXIT_CODES.rowsRejected : EXIT_CODES.done;
}

function notRun(failures: readonly Failure[], language: Language, progress: Progress): number {
  progress.end();
  process.stderr.write(failureLines(failures, language));
  return EXIT_CODES.notRun;
}

interface Inputs {
  readonly file: PolicyFile;
  readonly read: ReadChildren;
}

async function readInputs(
  options: Options,
  progress: Progress,
): Promise<Result<Inputs, readonly Failure[]>> {
  const file = await readPolicyFile(options.policy);
  if (!file.ok) return file;
  const children = await readInputFile(options.children);
  if (!children.ok) return err([children.error]);
  progress.begin(text("读取文件", "Read the file"), null);
  const read = await readChildren(children.value, file.value.policy, progress.update);
  return read.ok ? ok({ file: file.value, read: read.value }) : read;
}

/** The database lives as long as the results are read from it, whatever happens. */
async function runAndWrite(
  { seed = randomBytes(32).toString("hex") }: Options,
  file: PolicyFile,
  read: ReadChildren,
  settings: WriteSettings,
  progress: Progress,
): Promise<Result<SeasonSummary, readonly Failure[]>> {
  progress.begin(text("启动临时数据库", "Start a temporary database"), 1);
  const database = await startPrivateDatabase();
  if (!database.ok) return err([database.error]);
  try {
    const { pool } = database.value;
    const result = await runSeasonOverFile({ file, children: read.rows, seed, pool, progress });
    if (!result.ok) return result;
    progress.begin(text("写出结果", "Write the results"), read.rows.length);
    return ok(await writeSeasonResults(settings, read, result.value, progress));
  } finally {
    progress.end();
    await database.value.close();
  }
}

const nobodyLeft = (out: string): Failure =>
  failure(
    "season.nobody",
    `没有一行可以使用，招生季没有运行。每一处错误见${out}中的rejected.csv。`,
    `No row can be used, so the season was not run. Every mistake is in rejected.csv in ${out}.`,
  );

const strictRefusal = (rejected: number, out: string): Failure =>
  failure(
    "season.strict",
    `有${rejected}行被退回，按--strict的要求没有运行。每一处错误见${out}中的rejected.csv。`,
    `${rejected} rows were rejected, and with --strict the season is not run. Every mistake is in rejected.csv in ${out}.`,
  );

function closingWords({ results, rows }: SeasonSummary, out: string) {
  const waiting =
    results.undecided + results["not-admitted"] + results["outside-steps"] + results.refused;
  return text(
    `已录取${results.placed}人，未录取${results.unplaced}人，另有${waiting}人未参加分配；退回${rows.rejected}行。结果在${out}，先看summary.md。\n`,
    `${results.placed} placed, ${results.unplaced} without a place, ${waiting} more took no part; ${rows.rejected} rows rejected. The results are in ${out}; begin with summary.md.\n`,
  );
}

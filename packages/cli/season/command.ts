import { randomBytes } from "node:crypto";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { Command, InvalidArgumentError } from "commander";
import type { PolicyFile } from "./inputs.ts";
import { failureLines, readInputFile, readPolicyFile } from "./inputs.ts";
import { languageOption } from "./options.ts";
import type { PrivateDatabase } from "./private-database.ts";
import { startPrivateDatabase } from "./private-database.ts";
import type { Progress } from "./progress.ts";
import { makeProgress } from "./progress.ts";
import type { ReadChildren } from "./read-children.ts";
import { readChildren } from "./read-children.ts";
import { runSeasonOverFile } from "./run-season.ts";
import type { SeasonSummary } from "./tally.ts";
import type { WriteSettings } from "./write-results.ts";
import { prepareFolder, writeRejections, writeSeasonResults } from "./write-results.ts";

export interface SeasonOptions {
  readonly policy: string;
  readonly children: string;
  readonly out: string;
  readonly seed?: string;
  readonly strict: boolean;
  readonly lang: Language;
}

/** What the command ends with. */
export const EXIT_CODES = { done: 0, notRun: 1, rowsRejected: 2, interrupted: 130 } as const;

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
    .action(async (options: SeasonOptions) => {
      process.exitCode = await runSeasonCommand(options, process);
    });

export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** What `seasonCommand` does; gives the exit code. */
export async function runSeasonCommand(
  options: SeasonOptions,
  terminal: Terminal,
): Promise<number> {
  const { lang, out, strict } = options;
  const { stdout, stderr } = terminal;
  const progress = makeProgress({ stream: stderr, language: lang, clock: () => performance.now() });
  const notRun = (failures: readonly Failure[]): number => {
    progress.end();
    stderr.write(failureLines(failures, lang));
    return EXIT_CODES.notRun;
  };
  const settings: WriteSettings = { directory: out, language: lang, onChildren: progress.update };
  const folder = await prepareFolder(out);
  if (!folder.ok) return notRun([folder.error]);
  const inputs = await readInputs(options, progress);
  if (!inputs.ok) return notRun(inputs.error);
  const { file, read } = inputs.value;
  await writeRejections(settings, read.rejections);
  const rejected = read.rowsRead - read.rows.length;
  if (read.rows.length === 0) return notRun([nobodyLeft(out)]);
  if (strict && rejected > 0) return notRun([strictRefusal(rejected, out)]);
  const summary = await runAndWrite(options, file, read, settings, progress);
  if (!summary.ok) return notRun(summary.error);
  stdout.write(closingWords(summary.value, out)[lang]);
  return rejected > 0 ? EXIT_CODES.rowsRejected : EXIT_CODES.done;
}

interface Inputs {
  readonly file: PolicyFile;
  readonly read: ReadChildren;
}

async function readInputs(
  options: SeasonOptions,
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
  { seed = randomBytes(32).toString("hex") }: SeasonOptions,
  file: PolicyFile,
  read: ReadChildren,
  settings: WriteSettings,
  progress: Progress,
): Promise<Result<SeasonSummary, readonly Failure[]>> {
  progress.begin(text("启动临时数据库", "Start a temporary database"), 1);
  const database = await startPrivateDatabase();
  if (!database.ok) return err([database.error]);
  const interruption = onInterruption(database.value);
  try {
    const { pool } = database.value;
    const result = await runSeasonOverFile({ file, children: read.rows, seed, pool, progress });
    if (!result.ok) return result;
    progress.begin(text("写出结果", "Write the results"), read.rows.length);
    return ok(await writeSeasonResults(settings, read, result.value, progress));
  } catch (problem) {
    if (interruption.happened()) await interruption.ending;
    throw problem;
  } finally {
    interruption.forget();
    progress.end();
    await database.value.close();
  }
}

/** On Ctrl-C the database and its files go before the command does: they hold personal data. */
function onInterruption({ abandon }: PrivateDatabase) {
  let happened = false;
  const ending = Promise.withResolvers<never>();
  const stop = (): void => {
    happened = true;
    void abandon().then(() => process.exit(EXIT_CODES.interrupted));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return {
    happened: () => happened,
    /** Never comes: the process ends before. */
    ending: ending.promise,
    forget: () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
    },
  };
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

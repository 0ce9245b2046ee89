import { MOST_DRAWS } from "@yangguang/core/allocation/what-if/odds.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { Command, Option } from "commander";
import { failureLines } from "../season/inputs.ts";
import { languageOption, wholeNumber } from "../season/options.ts";
import type { Input } from "./read-input.ts";
import { readInput } from "./read-input.ts";
import { reportJson, reportText } from "./report.ts";
import type { NoAllocation } from "./run-allocation.ts";
import { allocateDocument } from "./run-allocation.ts";
import { oddsOfApplicant, whatIf } from "./what-if.ts";
import { assignmentCsv, jsonText, schemaJson, writeAllocation, writeText } from "./write.ts";

export interface AllocateOptions {
  /** A path, or "-" for the standard input. */
  readonly problem?: string;
  readonly schools?: string;
  readonly applicants?: string;
  readonly mechanism?: string;
  readonly explain: readonly string[];
  readonly csv: boolean;
  readonly csvOut?: string;
  readonly out?: string;
  /** Tables in place of the outcome. */
  readonly report: boolean;
  /** The path of a file of variants. */
  readonly whatIf?: string;
  /** An applicant. */
  readonly odds?: string;
  readonly draws?: number;
  readonly seed?: number;
  /** JSON where words or tables are usual. */
  readonly json: boolean;
  readonly schema: boolean;
  readonly lang: Language;
}

/** What the command ends with. */
export const EXIT_CODES = { done: 0, refused: 1, usage: 2, faulty: 3 } as const;

const USUAL_DRAWS = 1000;
const USUAL_SEED = 1;

/** Options that say how the outcome is given, and mean nothing where something else is. */
const OF_THE_OUTCOME = ["explain", "csv", "csvOut"] as const;

export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
}

/** `yangguang allocate`: gives out the seats of one document (docs/allocation-document.md). */
export const allocateCommand = (): Command =>
  new Command("allocate")
    .description("按文件分配学位 / allocate the seats of a document (docs/allocation-document.md)")
    .argument("[problem]", "JSON文件，“-”为标准输入 / JSON document, “-” for the standard input")
    .option("--schools <file>", "学校表，.csv或.xlsx / table of the schools")
    .option("--applicants <file>", "申请人表，.csv或.xlsx / table of the applicants")
    .option("--mechanism <name>", "录取方式，用于表格 / the mechanism, for tables")
    .option(
      "--explain <id>",
      "附上这名申请人的说明，可重复 / add the explanation of an applicant; may be repeated",
      (id: string, before: readonly string[]) => [...before, id],
      [],
    )
    .option("--out <file>", "结果写入文件 / write the outcome to a file", undefined)
    .option("--csv", "输出CSV而不是JSON / print CSV in place of JSON", false)
    .option("--csv-out <file>", "另将结果写成CSV文件 / also write the assignment as a CSV file")
    .addOption(
      new Option("--report", "输出统计表 / print tables of figures for the bureau")
        .default(false)
        .conflicts(["whatIf", "odds", ...OF_THE_OUTCOME]),
    )
    .addOption(
      new Option(
        "--what-if <file>",
        "与其他方案对比 / set variants of the rules side by side",
      ).conflicts(["odds", ...OF_THE_OUTCOME]),
    )
    .addOption(
      new Option(
        "--odds <id>",
        "模拟摇号，估计机会 / an applicant's odds from simulated draws",
      ).conflicts([...OF_THE_OUTCOME]),
    )
    .option(
      "--draws <number>",
      `模拟次数，默认 ${USUAL_DRAWS} / simulated draws, usually ${USUAL_DRAWS}`,
      wholeNumber(1, MOST_DRAWS),
    )
    .option("--seed <number>", "模拟的种子 / seed of the simulation", wholeNumber(0, 0xffffffff))
    .option("--json", "统计、对比、机会用JSON / report, comparison and odds as JSON", false)
    .option("--schema", "输出文件格式的JSON Schema / print the JSON Schema of the document", false)
    .addOption(languageOption())
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.usage))
    .action(async (problem: string | undefined, options: AllocateOptions) => {
      process.exitCode = await runAllocateCommand(
        problem === undefined ? options : { ...options, problem },
        process,
      );
    });

/** What `allocateCommand` does; gives the exit code. */
export async function runAllocateCommand(
  options: AllocateOptions,
  terminal: Terminal,
): Promise<number> {
  const { lang } = options;
  const { stdout, stderr } = terminal;
  const end = (code: number, failures: readonly Failure[]): number => {
    stderr.write(failureLines(failures, lang));
    return code;
  };
  if (options.schema) {
    stdout.write(schemaJson());
    return EXIT_CODES.done;
  }
  const input = await readInput(options, terminal.stdin);
  if (!input.ok) return end(EXIT_CODES[input.error.kind], input.error.failures);
  const answer = await answerOf(options, input.value, terminal.stdin);
  if (!answer.ok) return end(EXIT_CODES[answer.error.kind], answer.error.failures);
  const failures = await write(options, answer.value, stdout);
  return failures.length === 0 ? EXIT_CODES.done : end(EXIT_CODES.refused, failures);
}

interface Answer {
  readonly shown: string;
  /** What `--csv-out` writes. */
  readonly csv: string;
}

async function answerOf(
  options: AllocateOptions,
  input: Input,
  stdin: AsyncIterable<Uint8Array>,
): Promise<Result<Answer, NoAllocation>> {
  const { whatIf: variants, odds: applicant, draws = USUAL_DRAWS, seed = USUAL_SEED } = options;
  const only = (shown: Result<string, NoAllocation>): Result<Answer, NoAllocation> =>
    shown.ok ? ok({ shown: shown.value, csv: "" }) : shown;
  if (applicant === undefined && (options.draws ?? options.seed) !== undefined) {
    return err({ kind: "usage", failures: [onlyWithOdds()] });
  }
  if (variants !== undefined) return only(await whatIf(input, variants, stdin, options));
  if (applicant !== undefined) {
    return only(await oddsOfApplicant(input, { applicant, draws, seed }, options));
  }
  const runs = allocateDocument(input);
  if (!runs.ok) return runs;
  if (options.report) {
    return only(ok(options.json ? reportJson(runs.value) : reportText(runs.value, options.lang)));
  }
  const allocation = writeAllocation(runs.value, options.explain);
  if (!allocation.ok) return err({ kind: "usage", failures: allocation.error });
  const csv = assignmentCsv(allocation.value);
  return ok({ shown: options.csv ? csv : jsonText(allocation.value), csv });
}

const onlyWithOdds = (): Failure =>
  failure(
    "allocate.only-with-odds",
    "--draws 和 --seed 只与 --odds 一起使用。",
    "--draws and --seed go with --odds only.",
  );

/** To the file named, or else to the terminal; gives what could not be written. */
async function write(
  { csvOut, out }: AllocateOptions,
  { shown, csv }: Answer,
  stdout: Terminal["stdout"],
): Promise<readonly Failure[]> {
  const written = [];
  if (csvOut !== undefined) written.push(await writeText(csvOut, csv));
  if (out !== undefined) written.push(await writeText(out, shown));
  else stdout.write(shown);
  return written.flatMap((result) => (result.ok ? [] : [result.error]));
}

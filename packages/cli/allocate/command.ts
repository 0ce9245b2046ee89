import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { Command } from "commander";
import { failureLines } from "../season/inputs.ts";
import { languageOption } from "../season/options.ts";
import { readInput } from "./read-input.ts";
import type { Allocation } from "./run-allocation.ts";
import { allocateDocument } from "./run-allocation.ts";
import { assignmentCsv, outcomeJson, schemaJson, writeText } from "./write.ts";

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
  readonly schema: boolean;
  readonly lang: Language;
}

/** What the command ends with. */
export const EXIT_CODES = { done: 0, refused: 1, usage: 2, faulty: 3 } as const;

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
  const allocation = allocateDocument(input.value, options.explain);
  if (!allocation.ok) return end(EXIT_CODES[allocation.error.kind], allocation.error.failures);
  const failures = await write(options, allocation.value, stdout);
  return failures.length === 0 ? EXIT_CODES.done : end(EXIT_CODES.refused, failures);
}

/** To the file named, or else to the terminal; gives what could not be written. */
async function write(
  { csv, csvOut, out }: AllocateOptions,
  allocation: Allocation,
  stdout: Terminal["stdout"],
): Promise<readonly Failure[]> {
  const shown = csv ? assignmentCsv(allocation) : outcomeJson(allocation);
  const written = [];
  if (csvOut !== undefined) written.push(await writeText(csvOut, assignmentCsv(allocation)));
  if (out !== undefined) written.push(await writeText(out, shown));
  else stdout.write(shown);
  return written.flatMap((result) => (result.ok ? [] : [result.error]));
}

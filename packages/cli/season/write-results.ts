import type { FileHandle } from "node:fs/promises";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { Language, Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { writeXlsxStream } from "hucre/xlsx";
import type { CsvValue } from "./csv.ts";
import { BYTE_ORDER_MARK, csvLine } from "./csv.ts";
import type { ReadChildren, Rejection } from "./read-children.ts";
import type { Progress } from "./progress.ts";
import { pointsNumber, RESULT_COLUMNS, resultRow } from "./result-row.ts";
import type { SeasonRunResult } from "./run-result.ts";
import { summaryMarkdown } from "./summary-text.ts";
import type { SeasonSummary } from "./tally.ts";
import { Tally } from "./tally.ts";
import { policyWords } from "./words.ts";

export interface WriteSettings {
  /** As `prepareFolder` left it. */
  readonly directory: string;
  readonly language: Language;
  readonly onChildren: (count: number) => void;
}

const FLUSH_AT = 1 << 18;

/** A CSV file that is written line by line. */
class CsvFile {
  readonly #handle: FileHandle;
  #pending = BYTE_ORDER_MARK;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string, headings: readonly string[]): Promise<CsvFile> {
    const file = new CsvFile(await open(path, "w"));
    await file.write(headings);
    return file;
  }

  async write(values: readonly CsvValue[]): Promise<void> {
    this.#pending += csvLine(values);
    if (this.#pending.length >= FLUSH_AT) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    await this.#handle.writeFile(this.#pending);
    this.#pending = "";
  }
}

async function writeCsvFile(
  path: string,
  headings: readonly Text[],
  language: Language,
  rows: Iterable<readonly CsvValue[]>,
): Promise<void> {
  const file = await CsvFile.create(
    path,
    headings.map((heading) => heading[language]),
  );
  for (const row of rows) await file.write(row);
  await file.close();
}

const RESULT_FILES = [
  "rejected.csv",
  "results.csv",
  "results.xlsx",
  "schools.csv",
  "cutoffs.csv",
  "summary.json",
  "summary.md",
] as const;

/**
 * Makes the folder and removes the results of an earlier run, which must not pass for this one's.
 *
 * @returns Failure: `out.unusable`.
 */
export async function prepareFolder(directory: string): Promise<Result<void>> {
  try {
    await mkdir(directory, { recursive: true });
    await Promise.all(RESULT_FILES.map((name) => rm(join(directory, name), { force: true })));
    return ok(undefined);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return fail(
      "out.unusable",
      `无法在“${directory}”中写入结果（${problem.message}）。请换一个文件夹，或检查权限。`,
      `Results cannot be written to “${directory}” (${problem.message}). Choose another folder or check its permissions.`,
    );
  }
}

/** Writes rejected.csv: every cell that could not be read, with words in both languages. */
export async function writeRejections(
  { directory, language }: WriteSettings,
  rejections: readonly Rejection[],
): Promise<void> {
  const headings = [
    text("原文件行号", "Row of the file"),
    text("列", "Column"),
    text("错误代码", "Code"),
    text("说明（中文）", "What is wrong (Chinese)"),
    text("说明（英文）", "What is wrong (English)"),
    text("原内容", "Content"),
  ];
  await writeCsvFile(
    join(directory, "rejected.csv"),
    headings,
    language,
    rejections.map(({ row, column, code, message, value }) => [
      row,
      column,
      code,
      message.zh,
      message.en,
      value,
    ]),
  );
}

/**
 * Writes results.csv, results.xlsx, schools.csv, cutoffs.csv, summary.json and summary.md. Children
 * are read once and not kept. Ends the last phase of `progress`, whose timings are in the summary.
 */
export async function writeSeasonResults(
  settings: WriteSettings,
  read: ReadChildren,
  result: SeasonRunResult,
  progress: Pick<Progress, "end" | "timings">,
): Promise<SeasonSummary> {
  const { directory, language } = settings;
  const tally = new Tally(result);
  await writeChildren(settings, result, tally);
  await writeSchools(settings, result, tally);
  await writeCutoffs(settings, result);
  progress.end();
  const summary = tally.summary(read, progress.timings());
  await writeFile(join(directory, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  await writeFile(join(directory, "summary.md"), summaryMarkdown(summary, language));
  return summary;
}

async function writeChildren(
  { directory, language, onChildren }: WriteSettings,
  result: SeasonRunResult,
  tally: Tally,
): Promise<void> {
  const headings = RESULT_COLUMNS.map(({ label }) => label[language]);
  const csv = await CsvFile.create(join(directory, "results.csv"), headings);
  const words = policyWords(result.policy);
  let written = 0;
  // The workbook pulls the rows; each is written to the CSV file and counted on its way.
  async function* rows(): AsyncGenerator<CsvValue[]> {
    for await (const outcome of result.children) {
      const row = resultRow(words, language, outcome);
      tally.add(outcome);
      await csv.write(row);
      written += 1;
      if (written % 1000 === 0) onChildren(written);
      yield row;
    }
  }
  const columns = RESULT_COLUMNS.map(({ width }, place) => ({
    header: headings[place] ?? "",
    width,
  }));
  const workbook = writeXlsxStream(rows(), {
    name: text("结果", "Results")[language],
    columns,
    freezePane: { rows: 1 },
  });
  await writeFile(join(directory, "results.xlsx"), workbook);
  await csv.close();
  onChildren(written);
}

async function writeSchools(
  { directory, language }: WriteSettings,
  { policy, run }: SeasonRunResult,
  tally: Tally,
): Promise<void> {
  const left = new Map(run.outcome.seatsLeft.map(({ school, seats }) => [school, seats]));
  const headings = [
    text("学校代码", "School id"),
    text("学校", "School"),
    text("计划学位", "Seats planned"),
    text("已用学位", "Seats filled"),
    text("剩余学位", "Seats left"),
    ...policy.steps.map(({ label }) => label),
  ];
  const rows = policy.plan.schools.map(({ id, name, seats }) => {
    const remaining = left.get(id) ?? seats;
    const bySteps = policy.steps.map((step) => tally.placedAt(step.id, id));
    return [id, name[language], seats, seats - remaining, remaining, ...bySteps];
  });
  await writeCsvFile(join(directory, "schools.csv"), headings, language, rows);
}

async function writeCutoffs(
  { directory, language }: WriteSettings,
  { policy, run }: SeasonRunResult,
): Promise<void> {
  const words = policyWords(policy);
  const headings = [
    text("步骤", "Step"),
    text("学校代码", "School id"),
    text("学校", "School"),
    text("录取人数", "Admitted"),
    text("是否有人落选", "Somebody was refused"),
    text("最后一名的志愿序号", "List rank of the last admitted"),
    text("最后一名的积分", "Points of the last admitted"),
    text("最后一名的排序键", "Key of the last admitted"),
    text("最后一名的摇号号码", "Lot of the last admitted"),
  ];
  const rows = run.outcome.cutoffs.map((cutoff): CsvValue[] => [
    words.step(cutoff.step)[language],
    cutoff.school,
    words.school(cutoff.school)[language],
    cutoff.admitted,
    cutoff.binding ? text("是", "yes")[language] : text("否", "no")[language],
    cutoff.listRank ?? null,
    pointsNumber(cutoff.points),
    `[${cutoff.key.join(", ")}]`,
    cutoff.lot,
  ]);
  await writeCsvFile(join(directory, "cutoffs.csv"), headings, language, rows);
}

import { compareVariants } from "@yangguang/core/allocation/document/compare-variants.ts";
import { readDocument } from "@yangguang/core/allocation/document/read-document.ts";
import { hasGrades } from "@yangguang/core/allocation/document/read-grades.ts";
import { schoolNamer } from "@yangguang/core/allocation/document/write-explanation.ts";
import { writeOdds } from "@yangguang/core/allocation/document/write-odds.ts";
import { oddsText } from "@yangguang/core/allocation/what-if/odds-text.ts";
import { readVariants } from "@yangguang/core/allocation/what-if/read-variants.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { oddsInWorkers } from "../what-if/odds-in-workers.ts";
import type { Input } from "./read-input.ts";
import { readJson } from "./read-input.ts";
import { tablesText } from "./report.ts";
import type { NoAllocation } from "./run-allocation.ts";
import { jsonText } from "./write.ts";

export interface Shown {
  readonly json: boolean;
  readonly lang: Language;
}

/** The document and the variants of a file side by side, as tables or as JSON. */
export async function whatIf(
  { json, placeInTables }: Input,
  variantsPath: string,
  stdin: AsyncIterable<Uint8Array>,
  shown: Shown,
): Promise<Result<string, NoAllocation>> {
  if (hasGrades(json)) return err(notForGrades("--what-if"));
  const read = readDocument(json);
  if (!read.ok) return err({ kind: "refused", failures: read.error.map(placeInTables) });
  const file = await readJson(variantsPath, stdin);
  if (!file.ok) return err({ kind: "refused", failures: [file.error] });
  const variants = readVariants(file.value);
  if (!variants.ok) return err({ kind: "refused", failures: variants.error });
  const compared = compareVariants(read.value, variants.value);
  if (!compared.ok) return err({ kind: "refused", failures: compared.error });
  const { written, tables } = compared.value;
  return ok(shown.json ? jsonText(written) : tablesText(tables, shown.lang));
}

export interface OddsQuestion {
  readonly applicant: string;
  readonly draws: number;
  readonly seed: number;
}

/** How often one applicant gets which school when lots are drawn anew, in sentences or as JSON. */
export async function oddsOfApplicant(
  { json, placeInTables }: Input,
  { applicant, draws, seed }: OddsQuestion,
  shown: Shown,
): Promise<Result<string, NoAllocation>> {
  if (hasGrades(json)) return err(notForGrades("--odds"));
  const read = readDocument(json, { beforeTheDraw: true });
  if (!read.ok) return err({ kind: "refused", failures: read.error.map(placeInTables) });
  const { document, problem } = read.value;
  const known = document.applicants.some(({ id }) => id === applicant);
  const takesPart = problem.steps.some(({ entries }) =>
    entries.some(({ pid }) => pid === applicant),
  );
  if (known && !takesPart) return err({ kind: "usage", failures: [takesNoPart(applicant)] });
  const odds = await oddsInWorkers(problem, applicant, { draws, seed });
  if (!odds.ok) return err({ kind: "usage", failures: [odds.error] });
  const written = writeOdds(odds.value);
  return ok(
    shown.json
      ? jsonText(written)
      : oddsText({ ...odds.value, schools: written.schools }, schoolNamer(document))
          .map((sentence) => `${sentence[shown.lang]}\n`)
          .join(""),
  );
}

const notForGrades = (option: string): NoAllocation => ({
  kind: "usage",
  failures: [
    failure(
      "allocate.not-for-grades",
      "这个选项不用于有“grades”的文件。请把一个年级单独写成文件。",
      "This option is not for documents with “grades”; write one grade as a document of its own.",
      option,
    ),
  ],
});

const takesNoPart = (id: string): Failure =>
  failure(
    "allocate.takes-no-part",
    `“${id}”没有填报志愿，也不参加任何步骤。`,
    `“${id}” asks for no school in any step.`,
    "--odds",
  );

import { readFile } from "node:fs/promises";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import type { RunFolder } from "@yangguang/core/verify/folder.ts";
import type { ReceiptOptions } from "@yangguang/core/verify/verify-receipt.ts";
import { verifyReceipt } from "@yangguang/core/verify/verify-receipt.ts";
import type { VerifyProgress } from "@yangguang/core/verify/verify-run.ts";
import { verifyRun } from "@yangguang/core/verify/verify-run.ts";
import { parseReceiptQr } from "@yangguang/core/verify/receipt-qr.ts";
import { Command } from "commander";
import { failureLines } from "../season/inputs.ts";
import { languageOption } from "../season/options.ts";
import { openFolder, sha256 } from "./folders.ts";
import { receiptReportText, reportText } from "./words.ts";

export interface VerifyCommandOptions {
  readonly trust?: string;
  readonly rows?: string;
  readonly json: boolean;
  readonly lang: Language;
}

export interface ReceiptCommandOptions {
  readonly trust?: string;
  readonly run?: string;
  readonly json: boolean;
  readonly lang: Language;
}

/** What the commands end with; a run that was declared void does not hold. */
export const EXIT_CODES = { holds: 0, fails: 1, usage: 2 } as const;

export interface Output {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
}

const TRUST = "公告上印的trust值 / the trust value of the printed notice (64 hex digits)";

/** `yangguang verify`: checks a published run. */
export const verifyCommand = (): Command =>
  new Command("verify")
    .description("检查公开的招生运行 / check a published run (docs/specification.md)")
    .argument("<folder>", "文件夹或网址 / folder or address")
    .option("--trust <hash>", TRUST)
    .option("--rows <folder>", "核查室的名册内容 / the supervised room's rows")
    .option("--json", "输出JSON / print JSON", false)
    .addOption(languageOption())
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.usage))
    .action(async (where: string, options: VerifyCommandOptions) => {
      process.exitCode = await runVerifyCommand(where, options, process);
    });

/** `yangguang receipt`: checks a family's receipt, against a run if one is named. */
export const receiptCommand = (): Command =>
  new Command("receipt")
    .description("检查家庭的回执 / check a family's receipt")
    .argument("<file>", "回执文件，或二维码中的文字 / the receipt, or the text of its QR code")
    .option("--run <folder>", "公开的运行：文件夹或网址 / the published run: folder or address")
    .option("--trust <hash>", TRUST)
    .option("--json", "输出JSON / print JSON", false)
    .addOption(languageOption())
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.usage))
    .action(async (file: string, options: ReceiptCommandOptions) => {
      process.exitCode = await runReceiptCommand(file, options, process);
    });

export async function runVerifyCommand(
  where: string,
  options: VerifyCommandOptions,
  output: Output,
): Promise<number> {
  return reaching(output, options.lang, async () => {
    const folder = await openFolder(where);
    if (!folder.ok) return folder;
    const rows = await openOptional(options.rows);
    if (!rows.ok) return rows;
    const trust = readTrust(options.trust);
    if (!trust.ok) return trust;
    const report = await verifyRun(folder.value, {
      ...trust.value,
      ...(rows.value === null ? {} : { rows: rows.value }),
      sha256,
      onProgress: progressLines(output, options.lang),
    });
    output.stdout.write(
      options.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, options.lang),
    );
    const holds = report.verdict === "holds" || report.verdict === "holds-so-far";
    return ok(holds ? EXIT_CODES.holds : EXIT_CODES.fails);
  });
}

export async function runReceiptCommand(
  file: string,
  options: ReceiptCommandOptions,
  output: Output,
): Promise<number> {
  return reaching(output, options.lang, async () => {
    const folder = await openOptional(options.run);
    if (!folder.ok) return folder;
    const trust = readTrust(options.trust);
    if (!trust.ok) return trust;
    const given: ReceiptOptions = {
      ...trust.value,
      ...(folder.value === null ? {} : { folder: folder.value }),
      sha256,
    };
    const report = await verifyReceipt(await receiptFile(file), given);
    output.stdout.write(
      options.json
        ? `${JSON.stringify(report, null, 2)}\n`
        : receiptReportText(report, options.lang),
    );
    return ok(EXIT_CODES[report.verdict]);
  });
}

/** The receipt's file; where the file holds the text of a QR code, the receipt in it. */
async function receiptFile(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  const packed = parseReceiptQr(bytes.toString("utf8").replace(/[\r\n]+$/, ""));
  return packed.ok ? Buffer.from(packed.value) : bytes;
}

async function openOptional(where: string | undefined): Promise<Result<RunFolder | null>> {
  return where === undefined ? ok(null) : openFolder(where);
}

function readTrust(trust: string | undefined): Result<{ readonly trust?: string }> {
  if (trust === undefined) return ok({});
  if (/^[0-9a-f]{64}$/i.test(trust)) return ok({ trust: trust.toLowerCase() });
  return err(
    failure(
      "verify.trust",
      "trust值应为64位十六进制数，请照公告抄写。",
      "The trust value is 64 hex digits. Copy it from the notice.",
      "--trust",
    ),
  );
}

/** Runs a command; what cannot be read is told, with the code for it. */
async function reaching(
  { stderr }: Output,
  language: Language,
  command: () => Promise<Result<number>>,
): Promise<number> {
  const failures: Failure[] = [];
  try {
    const code = await command();
    if (code.ok) return code.value;
    failures.push(code.error);
  } catch (problem) {
    failures.push(unreachable(problem));
  }
  stderr.write(failureLines(failures, language));
  return EXIT_CODES.usage;
}

function unreachable(problem: unknown): Failure {
  const cause =
    problem instanceof Error && problem.cause instanceof Error ? problem.cause : problem;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return failure("verify.unreachable", `无法读取：${reason}`, `It cannot be read: ${reason}`);
}

/** A line for what is being done, and one for every 100,000 entries of the log. */
function progressLines({ stderr }: Output, language: Language): (progress: VerifyProgress) => void {
  const [reading, checking] = { zh: ["读取日志", "检查"], en: ["reading the log", "checking"] }[
    language
  ] as [string, string];
  let told = -1;
  return ({ doing, done, total }) => {
    if (doing !== "log") {
      stderr.write(`${checking}: ${doing}\n`);
      return;
    }
    const step = Math.floor(done / 100_000);
    if (step === told) return;
    told = step;
    stderr.write(`${reading}: ${done} / ${total}\n`);
  };
}

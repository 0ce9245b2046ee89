import type { Language, Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type {
  CheckResult,
  Evidence,
  Verdict,
  VerifyReport,
} from "@yangguang/core/verify/report.ts";
import type { ReceiptReport } from "@yangguang/core/verify/verify-receipt.ts";

const RESULTS: Readonly<Record<CheckResult, Text>> = {
  holds: text("✓ 成立", "✓ holds"),
  fails: text("✗ 不成立", "✗ FAILS"),
  absent: text("– 尚无", "– absent"),
  "not-public": text("– 不公开", "– not public"),
};

const VERDICTS: Readonly<Record<Verdict, Text>> = {
  holds: text("全部成立。", "Everything holds."),
  "holds-so-far": text(
    "运行尚未结束；已有的全部成立。",
    "The run is not over; all there is holds.",
  ),
  void: text(
    "运行已被宣布作废，结果不成立。",
    "The run was declared void; its outcome does not stand.",
  ),
  fails: text("有不成立之处，结果不可信。", "Something fails: the outcome cannot be trusted."),
};

/** One line: what was recomputed, from what, expected, found. */
function checkLine(one: Evidence<string>, language: Language): string {
  const labels = { zh: ["依据", "应为", "实为"], en: ["from", "expected", "found"] }[language];
  const [from, expected, found] = labels;
  const compared =
    one.result === "holds" || one.result === "fails"
      ? [`${expected} ${shortened(one.expected)}`, `${found} ${shortened(one.found)}`]
      : [];
  const parts = [
    one.recomputed[language],
    `${from} ${shortened(one.from.join(", "))}`,
    ...compared,
    ...(one.result === "holds" ? [] : [one.message[language]]),
  ];
  return `${RESULTS[one.result][language]} ${one.check}: ${parts.join(" | ")}\n`;
}

/** So that a line stays a line; `--json` has it all. */
const shortened = (shown: string): string =>
  shown.length > 160 ? `${shown.slice(0, 160)}…` : shown;

const list = (heading: string, items: readonly string[]): string =>
  items.length === 0 ? "" : `\n${heading}\n${items.map((item) => `- ${item}\n`).join("")}`;

export function reportText(report: VerifyReport, language: Language): string {
  const [proved, not] = {
    zh: ["已证明：", "没有证明："],
    en: ["Proved:", "Not proved:"],
  }[language] as [string, string];
  return [
    `${report.run}\n`,
    ...report.checks.map((one) => checkLine(one, language)),
    `\n${VERDICTS[report.verdict][language]}\n`,
    list(
      proved,
      report.proved.map((each) => each[language]),
    ),
    list(
      not,
      report.notProved.map((each) => each[language]),
    ),
  ].join("");
}

export function receiptReportText(report: ReceiptReport, language: Language): string {
  const verdict = {
    holds: text("回执成立。", "The receipt holds."),
    fails: text("回执有不成立之处。", "The receipt does not hold."),
  }[report.verdict];
  return [
    `${report.run} ${report.pid}\n`,
    ...report.checks.map((one) => checkLine(one, language)),
    `\n${verdict[language]}\n`,
  ].join("");
}

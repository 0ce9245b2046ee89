import { writeFile } from "node:fs/promises";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { Command } from "commander";
import { failureLines, readPolicyFile } from "../season/inputs.ts";
import { languageOption, wholeNumber } from "../season/options.ts";
import { generateChildren } from "./generate.ts";
import { scalePolicy } from "./scaled-policy.ts";
import { writeChildren } from "./write-children.ts";

interface Options {
  readonly policy: string;
  readonly count: number;
  readonly seed: number;
  readonly out: string;
  readonly scaledPolicy?: string;
  readonly lang: Language;
}

/** More children than any Chinese city enrols in a year; the invented numbers suffice for them. */
const MOST_CHILDREN = 300_000;

/** `yangguang children`: invents a file of children for a policy. Exit code 1 if it cannot. */
export const childrenCommand = (): Command =>
  new Command("children")
    .description("为一项政策生成虚构的儿童文件 / invent a file of children for a policy")
    .requiredOption("--policy <file>", "政策文件 / policy file")
    .requiredOption(
      "--count <number>",
      "儿童人数 / how many children",
      wholeNumber(1, MOST_CHILDREN),
    )
    .requiredOption("--out <file>", "写入的文件，.csv或.xlsx / file to write")
    .option(
      "--seed <number>",
      "种子：同样的种子得到同样的儿童 / the same seed gives the same children",
      wholeNumber(0, 2 ** 31),
      1,
    )
    .option(
      "--scaled-policy <file>",
      "另写一份按人数放大学位的政策 / also write the policy with seats for so many",
    )
    .addOption(languageOption())
    .action(run);

async function run(options: Options): Promise<void> {
  const { lang, count, seed, out, scaledPolicy } = options;
  if (!/\.(?:csv|xlsx)$/i.test(out)) {
    const wrong = text("--out 应以 .csv 或 .xlsx 结尾。", "--out must end in .csv or .xlsx.");
    process.stderr.write(`${wrong[lang]}\n`);
    process.exitCode = 1;
    return;
  }
  const read = await readPolicyFile(options.policy);
  if (!read.ok) {
    process.stderr.write(failureLines(read.error, lang));
    process.exitCode = 1;
    return;
  }
  const policy =
    scaledPolicy === undefined
      ? read.value.policy
      : await writeScaled(scaledPolicy, scalePolicy(read.value.source, read.value.policy, count));
  await writeChildren(out, policy, lang, generateChildren(policy, count, seed));
  const done = text(`已写入${count}名虚构儿童：${out}`, `Wrote ${count} invented children: ${out}`);
  process.stdout.write(`${done[lang]}\n`);
}

async function writeScaled(path: string, source: string): Promise<Policy> {
  const policy = parsePolicy(source);
  if (!policy.ok) throw new Error(`the scaled policy is refused: ${policy.error[0]?.message.en}`);
  await writeFile(path, source);
  return policy.value;
}

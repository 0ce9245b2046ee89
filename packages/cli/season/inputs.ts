import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import type { PolicyRefusal } from "@yangguang/core/policy/decision.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import type { InputFile } from "./table.ts";

/** A file that cannot be opened: `file.missing`, `file.forbidden`, `file.is-directory`. */
function unreadable(path: string, problem: unknown): Failure {
  const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
  switch (code) {
    case "ENOENT":
      return failure(
        "file.missing",
        `找不到文件“${path}”。请检查路径。`,
        `There is no file “${path}”. Check the path.`,
      );
    case "EACCES":
      return failure(
        "file.forbidden",
        `没有权限读取“${path}”。`,
        `Reading “${path}” is not permitted.`,
      );
    case "EISDIR":
      return failure(
        "file.is-directory",
        `“${path}”是文件夹，请指定文件。`,
        `“${path}” is a folder; name a file.`,
      );
    default:
      throw problem;
  }
}

export async function readInputFile(path: string): Promise<Result<InputFile>> {
  try {
    return ok({ name: basename(path), bytes: await readFile(path) });
  } catch (problem) {
    return err(unreadable(path, problem));
  }
}

export interface PolicyFile {
  /** To the byte as published; its hash is logged. */
  readonly source: string;
  readonly policy: Policy;
}

export async function readPolicyFile(path: string): Promise<Result<PolicyFile, PolicyRefusal>> {
  const file = await readInputFile(path);
  if (!file.ok) return err([file.error]);
  const source = new TextDecoder("utf-8").decode(file.value.bytes);
  const policy = parsePolicy(source);
  return policy.ok ? ok({ source, policy: policy.value }) : policy;
}

/** Failures as lines for the person at the terminal. */
export const failureLines = (failures: readonly Failure[], language: Language): string =>
  failures
    .map(({ message, place }) => `${place === undefined ? "" : `${place}: `}${message[language]}\n`)
    .join("");

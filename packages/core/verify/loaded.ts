import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import type { Loaded } from "./material.ts";
import type { Fault } from "./report.ts";
import { fault } from "./report.ts";

/** What is wrong with a file that has to be there: it is missing, or cannot be read. */
export function parsed(path: string, loaded: Loaded<unknown>): readonly Fault[] {
  if (loaded.bytes === null) return [missing(path)];
  return loaded.value === null ? [damaged(path, loaded.failure?.message)] : [];
}

/** For a check that cannot be made because something else is missing or damaged. */
export const needs = (what: string): Text =>
  text(
    `缺少${what}，或其无法读取，因此没有检查。`,
    `Not checked: ${what} is missing or cannot be read.`,
  );

export const notYet = (what: Text): Text =>
  text(`尚未进行：${what.zh}。`, `Not there yet: ${what.en}.`);

export const missing = (path: string): Fault =>
  fault(path, "-", `缺少文件 ${path}。`, `The file ${path} is missing.`, [path]);

export const damaged = (path: string, message: Text = text("", "")): Fault =>
  fault(
    "docs/specification.md",
    path,
    `文件 ${path} 无法读取：${message.zh}`,
    `${path} cannot be read: ${message.en}`,
    [path],
  );

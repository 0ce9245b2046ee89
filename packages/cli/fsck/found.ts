import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";

/** What a check came to, and what there is to tell. */
export interface Found {
  readonly verdict: "whole" | "broken" | "unchecked";
  readonly lines: readonly Text[];
}

export const unchecked = (...failures: readonly Failure[]): Found => ({
  verdict: "unchecked",
  lines: failures.map(({ message }) => message),
});

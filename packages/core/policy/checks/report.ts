import type { Failure } from "../../domain/result.ts";
import { failure } from "../../domain/result.ts";

/** Collects what must be mended; `path` is where in the file ("steps[2].order[0]"). */
export interface Report {
  add(path: string, code: string, zh: string, en: string): void;
}

export interface Findings extends Report {
  readonly problems: readonly Failure[];
}

export function newFindings(placeOf: (path: string) => string): Findings {
  const problems: Failure[] = [];
  return {
    problems,
    add: (path, code, zh, en) => {
      const place = placeOf(path);
      problems.push(failure(`policy.${code}`, zh, en, place));
    },
  };
}

/** Every name once; the path of each is `path[index]` followed by `key`. */
export function refuseDuplicates(
  names: readonly string[],
  pathOf: (index: number) => string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) {
      report.add(
        pathOf(index),
        "duplicate",
        `“${name}”重复出现。请删去或改名，每个只能出现一次。`,
        `“${name}” appears twice. Remove or rename it; each may appear once.`,
      );
    }
    seen.add(name);
  }
}

export const quoted = (names: readonly string[]): string =>
  names.map((name) => `“${name}”`).join(", ");

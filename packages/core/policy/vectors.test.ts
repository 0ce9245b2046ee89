import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Facts } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import { formatPoints } from "../domain/points.ts";
import { decide } from "./decide.ts";
import type { Decision, PointsLine } from "./decision.ts";
import { parsePolicy } from "./parse.ts";

interface Vector {
  readonly name: string;
  readonly facts?: Facts;
  readonly unknown?: readonly string[];
  readonly expect: Expected;
}

type Expected =
  | { readonly undecided: readonly string[] }
  | { readonly notAdmitted: readonly string[] }
  | {
      readonly category: string;
      readonly admitted?: boolean;
      readonly zone?: string | null;
      readonly points?: string | null;
      readonly items?: Readonly<Record<string, string>>;
    };

interface VectorFile {
  readonly base: Facts;
  readonly vectors: readonly Vector[];
}

const readFile = (name: string): string =>
  readFileSync(new URL(`../../../policies/${name}.yaml`, import.meta.url), "utf8");

const withFacts = ({ base }: VectorFile, { facts = {}, unknown = [] }: Vector): Facts =>
  Object.fromEntries(
    Object.entries({ ...base, ...facts }).filter(([fact]) => !unknown.includes(fact)),
  );

const everyLine = (lines: readonly PointsLine[]): readonly PointsLine[] =>
  lines.flatMap((line) => [line, ...everyLine(line.lines)]);

/** A decision in the form of the vectors. */
function summary(decision: Decision): Expected {
  switch (decision.kind) {
    case "undecided":
      return { undecided: decision.missing };
    case "not-admitted": {
      const unmet = decision.reasons.filter(({ met }) => met === "no");
      return { notAdmitted: unmet.map(({ about }) => about) };
    }
    case "decided": {
      const { category, admitted, zone, points, breakdown } = decision;
      return {
        category,
        admitted,
        zone,
        points: points === null ? null : formatPoints(points),
        items: Object.fromEntries(
          everyLine(breakdown).map(({ item, points }) => [item, formatPoints(points)]),
        ),
      };
    }
    default:
      return assertNever(decision);
  }
}

const withDefaults = (expected: Expected): Expected =>
  "category" in expected ? { admitted: true, ...expected } : expected;

describe.each([
  "yongkang-urban-primary-2024",
  "zhejiang-common-points",
  "shenzhen-longgang",
  "shenzhen-baoan",
])("%s", (id) => {
  const parsed = parsePolicy(readFile(id));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const policy = parsed.value;
  const file = parse(readFile(`vectors/${id}`)) as VectorFile;

  it.each(file.vectors)("$name", (vector) => {
    const decision = decide(policy, withFacts(file, vector));
    expect(summary(decision)).toMatchObject(withDefaults(vector.expect));
  });
});

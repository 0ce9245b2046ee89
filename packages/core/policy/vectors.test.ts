import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Facts } from "../domain/facts.ts";
import type { Points } from "../domain/points.ts";
import { formatPoints, pointsOf } from "../domain/points.ts";
import { decide } from "./decide.ts";
import type { PointsLine } from "./decision.ts";
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

const shown = (points: Points | null): string | null =>
  points === null ? null : formatPoints(points);

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
    const expected = vector.expect;
    if ("undecided" in expected) {
      expect(decision).toMatchObject({ kind: "undecided", missing: expected.undecided });
      return;
    }
    if ("notAdmitted" in expected) {
      expect(decision.kind).toBe("not-admitted");
      const unmet = decision.reasons.filter(({ met }) => met === "no");
      expect(unmet.map(({ about }) => about)).toEqual(expected.notAdmitted);
      return;
    }
    if (decision.kind !== "decided") throw new Error(JSON.stringify(decision));
    expect(decision.category).toBe(expected.category);
    expect(decision.admitted).toBe(expected.admitted ?? true);
    if (expected.zone !== undefined) expect(decision.zone).toBe(expected.zone);
    if (expected.points !== undefined) expect(shown(decision.points)).toBe(expected.points);
    const counted = everyLine(decision.breakdown).map(({ item, points }) => [item, shown(points)]);
    expect(Object.fromEntries(counted)).toMatchObject(expected.items ?? {});
    if (decision.points === null) return;
    const sum = decision.breakdown.reduce((total, { points }) => total + points, 0);
    expect(decision.points).toBe(pointsOf(sum));
  });
});

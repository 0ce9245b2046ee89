import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FactId, Facts, FactValue } from "../domain/facts.ts";
import { FACT_IDS, factDefinition } from "../domain/facts.ts";
import { assertNever } from "../domain/result.ts";
import { decide } from "./decide.ts";
import type { Decision, PointsLine } from "./decision.ts";
import type { Policy, PointsItem } from "./document.ts";
import { parsePolicy } from "./parse.ts";

const IDS = [
  "yongkang-urban-primary-2024",
  "zhejiang-common-points",
  "shenzhen-longgang",
  "shenzhen-baoan",
] as const;

const sourceOf = (id: string): string =>
  readFileSync(new URL(`../../../policies/${id}.yaml`, import.meta.url), "utf8");

function policyOf(source: string): Policy {
  const parsed = parsePolicy(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const date = (from: string, to: string): fc.Arbitrary<string> =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));

/** An answer that fits the fact; birth dates mostly of the age group, zones mostly alike. */
function answer(policy: Policy, fact: FactId): fc.Arbitrary<Exclude<FactValue, null>> {
  if (fact === "child.birthDate") return date("2017-06-01", "2018-11-01");
  const { type } = factDefinition(fact);
  switch (type.kind) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: type.min, max: Math.min(type.max, 400) });
    case "date":
      return date("1955-01-01", "2024-12-31");
    case "zone":
      return fc.constantFrom(...policy.plan.zones.slice(0, 3).map(({ id }) => id));
    case "enum":
      return fc.constantFrom(...Object.keys(type.values));
    default:
      return assertNever(type);
  }
}

/** Every fact answered: with a value, or with "there is none". */
const answers = (policy: Policy): fc.Arbitrary<Facts> =>
  fc.record(
    Object.fromEntries(
      FACT_IDS.map((fact) => [fact, fc.option(answer(policy, fact), { nil: null, freq: 6 })]),
    ),
  ) as fc.Arbitrary<Facts>;

/** Facts as nobody should send them. */
const anything = fc.dictionary(
  fc.constantFrom<string>(...FACT_IDS, "__proto__", "nonsense"),
  fc.oneof(
    fc.anything(),
    fc.string(),
    fc.double(),
    fc.constantFrom("2018/3/1", "2018-02-30", "Z01"),
  ),
) as fc.Arbitrary<Facts>;

const only = (facts: Facts, kept: ReadonlySet<string>): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([fact]) => kept.has(fact)));

/** What must not change once it is decided: all but the words. */
function essence(decision: Decision): unknown {
  if (decision.kind !== "decided") return decision.kind;
  const { category, admitted, zone, points, breakdown } = decision;
  return { category, admitted, zone, points, breakdown: breakdown.map(numbersOf) };
}

const numbersOf = ({ item, points, uncapped }: PointsLine): unknown => ({ item, points, uncapped });

const isSettled = (decision: Decision): boolean => decision.kind !== "undecided";

function allItems(items: readonly PointsItem[]): readonly PointsItem[] {
  return items.flatMap((item) =>
    item.gives.kind === "sum" || item.gives.kind === "highest"
      ? [item, ...allItems(item.gives.items)]
      : [item],
  );
}

/** Lines whose points are more than their item's cap, or do not follow from the lines within. */
function wrongLines(policy: Policy, lines: readonly PointsLine[]): readonly string[] {
  const items = new Map(allItems(policy.points.items).map((item) => [item.id, item]));
  const isWrong = ({ item, points, uncapped, lines }: PointsLine): boolean => {
    const cap = items.get(item)?.cap ?? Number.POSITIVE_INFINITY;
    const within = lines.reduce((sum, line) => sum + line.points, 0);
    return points !== Math.min(cap, uncapped) || (lines.length > 0 && uncapped !== within);
  };
  return lines.flatMap((line) => [
    ...(isWrong(line) ? [line.item] : []),
    ...wrongLines(policy, line.lines),
  ]);
}

describe.each(IDS)("%s", (id) => {
  const policy = policyOf(sourceOf(id));

  it("decides or says what is missing, whatever the facts are", () => {
    fc.assert(
      fc.property(anything, (facts) => {
        const decision = decide(policy, facts);
        expect(decision.reasons.length).toBeGreaterThan(0);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it("decides every child of whom everything is answered", () => {
    fc.assert(
      fc.property(answers(policy), (facts) => {
        expect(decide(policy, facts).kind).not.toBe("undecided");
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it("never takes a decision back when an answer is added", () => {
    fc.assert(
      fc.property(
        answers(policy),
        fc.uniqueArray(fc.constantFrom(...FACT_IDS)),
        fc.uniqueArray(fc.constantFrom(...FACT_IDS), { maxLength: 6 }),
        (facts, more, held) => {
          const fewer = FACT_IDS.filter((fact) => !held.includes(fact));
          for (const known of [new Set<string>(more), new Set<string>(fewer)]) {
            const early = decide(policy, only(facts, known));
            if (!isSettled(early)) continue;
            expect(essence(decide(policy, facts))).toEqual(essence(early));
          }
        },
      ),
      { seed: 13, numRuns: 300 },
    );
  });

  it("names as missing only what is unanswered, and is content once it is answered", () => {
    fc.assert(
      fc.property(
        answers(policy),
        fc.uniqueArray(fc.constantFrom(...FACT_IDS), { maxLength: 20 }),
        (facts, held) => {
          const known = new Set<string>(FACT_IDS.filter((fact) => !held.includes(fact)));
          for (let round = 0; round <= FACT_IDS.length; round += 1) {
            const decision = decide(policy, only(facts, known));
            if (decision.kind !== "undecided") return;
            expect(decision.missing.length).toBeGreaterThan(0);
            for (const fact of decision.missing) {
              expect(known.has(fact)).toBe(false);
              known.add(fact);
            }
          }
          throw new Error("still undecided with everything answered");
        },
      ),
      { seed: 14, numRuns: 300 },
    );
  });

  it("keeps every item within its cap, and the total is the sum of the items", () => {
    fc.assert(
      fc.property(answers(policy), (facts) => {
        const decision = decide(policy, facts);
        if (decision.kind !== "decided") return;
        expect(wrongLines(policy, decision.breakdown)).toEqual([]);
        const sum = decision.breakdown.reduce((total, line) => total + line.points, 0);
        expect(decision.points ?? 0).toBe(sum);
      }),
      { seed: 15, numRuns: 300 },
    );
  });

  it("is refused with places when damaged, or still decides every child", () => {
    const source = sourceOf(id);
    const lines = source.split("\n");
    const position = fc.nat(lines.length - 1);
    const damage = fc.oneof(
      position.map((at) => lines.toSpliced(at, 1)),
      fc.tuple(position, fc.integer({ min: 1, max: 12 })).map(([at, n]) => lines.toSpliced(at, n)),
      fc.tuple(position, position).map(([a, b]) => lines.with(a, lines[b] ?? "")),
      fc.tuple(position, position).map(([a, b]) => swapValues(lines, a, b)),
      fc
        .tuple(
          position,
          fc.nat(80),
          fc.constantFrom("", " ", "9", "-", ":", "[", "}", '"', "&", "x"),
        )
        .map(([at, column, put]) => {
          const line = lines[at] ?? "";
          return lines.with(at, line.slice(0, column) + put + line.slice(column + 1));
        }),
    );
    fc.assert(
      fc.property(damage, fc.nat(1_000_000), (damaged, seed) => {
        expect(faultsOf(damaged.join("\n"), seed)).toEqual([]);
      }),
      { seed: 16, numRuns: 60 },
    );
  });
});

/** Refusals without place, or children whom an accepted policy leaves undecided. */
function faultsOf(source: string, seed: number): readonly unknown[] {
  const parsed = parsePolicy(source);
  if (!parsed.ok) {
    const placeless = parsed.error.filter(
      ({ place }) => !/^line \d+, column \d+/.test(place ?? ""),
    );
    return parsed.error.length === 0 ? ["refused without a reason"] : placeless;
  }
  const policy = parsed.value;
  return fc
    .sample(answers(policy), { seed, numRuns: 5 })
    .filter((facts) => !isSettled(decide(policy, facts)));
}

const cutAtColon = (line: string): readonly [string, string] => {
  const at = line.indexOf(":") + 1;
  return [line.slice(0, at), line.slice(at)];
};

/** Exchanges what stands after the first colon of two lines. */
function swapValues(lines: readonly string[], a: number, b: number): string[] {
  const [keyA, valueA] = cutAtColon(lines[a] ?? "");
  const [keyB, valueB] = cutAtColon(lines[b] ?? "");
  return lines.with(a, keyA + valueB).with(b, keyB + valueA);
}

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Facts } from "../domain/facts.ts";
import type { Truth } from "./conditions.ts";
import { evaluate } from "./conditions.ts";
import type { Condition } from "./document.ts";
import { parsePolicy } from "./parse.ts";

const parsed = parsePolicy(
  readFileSync(
    new URL("../../../policies/yongkang-urban-primary-2024.yaml", import.meta.url),
    "utf8",
  ),
);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
const policy = parsed.value;

const TRUTHS: readonly Truth[] = ["yes", "no", "unknown"];

/** A condition that has this truth when the permit is valid and employment is unknown. */
const CONDITIONS: Readonly<Record<Truth, Condition>> = {
  yes: { kind: "is", term: "residence.permitValid", value: true },
  no: { kind: "is", term: "residence.permitValid", value: false },
  unknown: { kind: "is", term: "employment.stable", value: true },
};
const FACTS: Facts = { "residence.permitValid": true };

const truthOf = (condition: Condition, facts: Facts = FACTS): Truth =>
  evaluate(policy, condition, facts).truth;

/** Kleene 1952, §64: "no" is the least, "yes" the most; unknown lies between. */
const RANK: Readonly<Record<Truth, number>> = { no: 0, unknown: 1, yes: 2 };
const BY_RANK: readonly Truth[] = ["no", "unknown", "yes"];

describe("three-valued logic", () => {
  it.each(TRUTHS.flatMap((left) => TRUTHS.map((right) => [left, right] as const)))(
    "%s with %s",
    (left, right) => {
      const of = [CONDITIONS[left], CONDITIONS[right]];
      const least = BY_RANK[Math.min(RANK[left], RANK[right])];
      const most = BY_RANK[Math.max(RANK[left], RANK[right])];
      expect(truthOf({ kind: "all", of })).toBe(least);
      expect(truthOf({ kind: "any", of })).toBe(most);
    },
  );

  it.each([
    ["yes", "no"],
    ["no", "yes"],
    ["unknown", "unknown"],
  ] as const)("not %s is %s", (inner, outer) => {
    expect(truthOf({ kind: "not", of: CONDITIONS[inner] })).toBe(outer);
  });

  it("names each missing fact once, and none where the known parts decide", () => {
    const both: Condition = { kind: "all", of: [CONDITIONS.unknown, CONDITIONS.unknown] };
    expect(evaluate(policy, { kind: "not", of: both }, FACTS)).toEqual({
      truth: "unknown",
      missing: ["employment.stable"],
    });
    const decided: Condition = { kind: "all", of: [both, CONDITIONS.no] };
    expect(evaluate(policy, decided, FACTS)).toEqual({ truth: "no", missing: [] });
  });

  it("names the date behind a derived number", () => {
    const condition = { kind: "at-least", term: "lease.months", value: 6 } as const;
    expect(evaluate(policy, condition, {}).missing).toEqual(["lease.since"]);
  });
});

const COMPARISONS: readonly Condition[] = [
  { kind: "is", term: "child.hukouZone", value: "Z01" },
  { kind: "in", term: "child.hukouZone", values: ["Z01"] },
  { kind: "at-least", term: "insurance.months", value: 0 },
  { kind: "at-most", term: "insurance.months", value: 1200 },
  { kind: "not-after", term: "property.since", date: policy.referenceDate },
  { kind: "not-before", term: "property.since", date: policy.referenceDate },
  { kind: "same-as", term: "child.hukouZone", other: "property.zone" },
  { kind: "same-as", term: "property.zone", other: "child.hukouZone" },
  { kind: "present", term: "child.hukouZone" },
];

describe.each(COMPARISONS)("$kind of $term", (condition) => {
  const nothing: Facts = {
    "child.hukouZone": null,
    "insurance.months": null,
    "property.since": null,
    "property.zone": "Z01",
  };

  it("is false, not unknown, where there is none on record", () => {
    expect(truthOf(condition, nothing)).toBe("no");
    expect(truthOf({ kind: "not", of: condition }, nothing)).toBe("yes");
  });

  it("is unknown where nobody has answered", () => {
    expect(truthOf(condition, { "lease.zone": "Z01" })).toBe("unknown");
  });
});

describe("comparisons include their limits", () => {
  it.each([
    [{ kind: "at-least", term: "insurance.months", value: 7 }, "no", "yes", "yes"],
    [{ kind: "at-most", term: "insurance.months", value: 7 }, "yes", "yes", "no"],
    [{ kind: "in", term: "insurance.months", values: [7] }, "no", "yes", "no"],
  ] as const)("$kind at 6, 7 and 8", (condition, ...expected) => {
    expect([6, 7, 8].map((months) => truthOf(condition, { "insurance.months": months }))).toEqual(
      expected,
    );
  });

  it("days compare as days, however they are written", () => {
    const on = (kind: "not-after" | "not-before", day: string): Truth =>
      truthOf(
        { kind, term: "property.since", date: policy.referenceDate },
        { "property.since": day },
      );
    const days = ["2024-06-21", "2024/6/22", "20240623"];
    expect(days.map((day) => on("not-after", day))).toEqual(["yes", "yes", "no"]);
    expect(days.map((day) => on("not-before", day))).toEqual(["no", "yes", "yes"]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import type { Language } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { decide } from "@yangguang/core/policy/decide.ts";
import { describe, expect, test } from "vitest";
import { BYTE_ORDER_MARK, csvLine } from "../season/csv.ts";
import { TOY_POLICY } from "../season/fixtures-policy.ts";
import { csvFile } from "../season/fixtures.ts";
import { readChildren } from "../season/read-children.ts";
import type { ParsedChild } from "../season/read-row.ts";
import { childrenColumns } from "./children-file.ts";
import type { GeneratedChild } from "./generate.ts";
import { generateChildren } from "./generate.ts";

const CHILDREN = [...generateChildren(TOY_POLICY, 1500, 7)];

test("the same seed gives the same children, another seed others", () => {
  expect([...generateChildren(TOY_POLICY, 1500, 7)]).toEqual(CHILDREN);
  expect([...generateChildren(TOY_POLICY, 20, 8)]).not.toEqual(CHILDREN.slice(0, 20));
});

test("as many as asked, no document twice", () => {
  expect(CHILDREN).toHaveLength(1500);
  expect(new Set(CHILDREN.map(({ document }) => document.number)).size).toBe(1500);
  expect([...generateChildren(TOY_POLICY, 1, 7)]).toHaveLength(1);
});

describe("every kind of child is among them", () => {
  test.each([
    "resident-id",
    "hk-macau-permit",
    "taiwan-permit",
    "passport",
    "hk-macau-taiwan-residence",
  ])("documents: %s", (kind) => {
    expect(CHILDREN.some(({ document }) => document.kind === kind)).toBe(true);
  });

  test("twins, rare characters, unknown facts, all categories", () => {
    expect(CHILDREN.filter(({ lotSharedWith }) => lotSharedWith !== null).length).toBeGreaterThan(
      10,
    );
    expect(CHILDREN.some(({ name }) => /[䶮㛃\u{20000}-\u{3ffff}]/u.test(name))).toBe(true);
    const decisions = CHILDREN.map(({ facts }) => decide(TOY_POLICY, facts));
    const kinds = new Map(
      [
        ...Map.groupBy(decisions, (decision) =>
          decision.kind === "decided" ? decision.category : decision.kind,
        ),
      ].map(([kind, ones]) => [kind, ones.length]),
    );
    expect(kinds.get("A")).toBeGreaterThan(300);
    expect(kinds.get("M")).toBeGreaterThan(300);
    const answers = TOY_POLICY.asks.flatMap(({ facts }) => facts).length;
    expect(
      CHILDREN.filter(({ facts }) => Object.keys(facts).length < answers).length,
    ).toBeGreaterThan(5);
  });

  test("choices are within the plan, without repeats, some schools wanted more than others", () => {
    const listable = new Set(["jiefang", "minzhu", "dasi", "wangchun"]);
    for (const { choices } of CHILDREN) {
      expect(new Set(choices).size).toBe(choices.length);
      expect(choices.length).toBeLessThanOrEqual(TOY_POLICY.choices.max);
      expect(choices.every((school) => listable.has(school))).toBe(true);
    }
    const firsts = [...Map.groupBy(CHILDREN, ({ choices }) => choices[0] ?? "none")];
    expect(firsts.length).toBeGreaterThan(3);
  });
});

describe("for every policy of the product", () => {
  const folder = new URL("../../../policies/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

  test.each(files)("%s: children of many categories, each row read back", async (name) => {
    const policy = parsePolicy(readFileSync(new URL(name, folder), "utf8"));
    if (!policy.ok) throw new Error(policy.error.map(({ message }) => message.en).join("\n"));
    const children = [...generateChildren(policy.value, 600, 5)];
    const { rows, rejections } = await readBack(policy.value, "zh", children);
    expect(rejections).toEqual([]);
    expect(rows).toHaveLength(600);
    const decisions = children.map(({ facts }) => decide(policy.value, facts));
    const categories = new Set(
      decisions.map((decision) => (decision.kind === "decided" ? decision.category : null)),
    );
    expect(categories.size).toBeGreaterThanOrEqual(policy.value.categories.length);
  });
});

test.each(["zh", "en"] as const)("a file written in %s is read back whole", async (language) => {
  const { rows, rejections } = await readBack(TOY_POLICY, language, CHILDREN);
  expect(rejections).toEqual([]);
  const back = rows.map(asGenerated);
  expect(back).toEqual(CHILDREN);
});

const asGenerated = ({ child, row: _row, lotGroup: _lotGroup, ...rest }: ParsedChild) =>
  Object.assign(rest, child);

async function readBack(policy: Policy, language: Language, children: readonly GeneratedChild[]) {
  const columns = childrenColumns(policy, language);
  const lines = children.map((child) => csvLine(columns.map(({ cell }) => cell(child))));
  const csv = BYTE_ORDER_MARK + csvLine(columns.map(({ heading }) => heading)) + lines.join("");
  const read = await readChildren(csvFile(csv), policy);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

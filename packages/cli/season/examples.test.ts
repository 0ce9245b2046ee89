import { readFileSync } from "node:fs";
import { decide } from "@yangguang/core/policy/decide.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { describe, expect, test } from "vitest";
import { readChildren } from "./read-children.ts";

const root = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

function yongkang() {
  const policy = parsePolicy(
    readFileSync(root("policies/yongkang-urban-primary-2024.yaml"), "utf8"),
  );
  if (!policy.ok) throw new Error(policy.error.map(({ message }) => message.en).join("\n"));
  return policy.value;
}

const POLICY = yongkang();

async function readExample(name: string) {
  const read = await readChildren({ name, bytes: readFileSync(root(`examples/${name}`)) }, POLICY);
  if (!read.ok) throw new Error(read.error.map(({ message }) => message.en).join("\n"));
  return read.value;
}

describe("the example files", async () => {
  const csv = await readExample("yongkang-children.csv");

  test("forty children, each read whole", () => {
    expect(csv.rejections).toEqual([]);
    expect(csv.rows).toHaveLength(40);
  });

  test("the workbook holds the same children, with real dates and numbers", async () => {
    expect(await readExample("yongkang-children.xlsx")).toEqual(csv);
  });

  test("every category is among them, and every way out of the season", () => {
    const seen = new Set(
      csv.rows.map(({ facts }) => {
        const decision = decide(POLICY, facts);
        return decision.kind === "decided" ? decision.category : decision.kind;
      }),
    );
    const all = [...POLICY.categories.map(({ id }) => id), "undecided", "not-admitted"];
    expect([...seen].toSorted()).toEqual(all.toSorted());
  });

  test("rare characters, long and short names, permits, twins", () => {
    const names = csv.rows.map(({ child }) => child.name);
    for (const character of "𬭊䶮㛃𬱖") expect(names.join()).toContain(character);
    const lengths = names.map((name) => Array.from(name).length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([1, 40]);
    const kinds = new Set(csv.rows.map(({ child }) => child.document.kind));
    for (const kind of [
      "hk-macau-permit",
      "taiwan-permit",
      "passport",
      "hk-macau-taiwan-residence",
    ] as const) {
      expect(kinds).toContain(kind);
    }
    const groups = Map.groupBy(csv.rows, ({ lotGroup }) => lotGroup);
    expect([...groups.keys()].filter((group) => group !== null)).toHaveLength(1);
  });

  test("the file with mistakes shows one of each common kind and keeps its good rows", async () => {
    const { rows, rejections } = await readExample("yongkang-children-with-mistakes.csv");
    expect(rows).toHaveLength(4);
    expect(rejections.map(({ row, code }) => `${row} ${code}`)).toEqual([
      "2 child.duplicate",
      "3 name.unreadable-character",
      "4 name.character",
      "5 identity.length",
      "6 identity.check-digit",
      "7 identity.rounded",
      "8 identity.kind-needed",
      "9 date.impossible",
      "10 birth-date.differs",
      "11 value.unknown",
      "12 fact.value",
      "13 value.unknown",
      "14 choices.repeated",
      "15 choices.gap",
      "16 value.unknown",
      "17 cell.formula-error",
      "18 phone.malformed",
      "19 lot.sibling-missing",
      "20 child.duplicate",
    ]);
  });
});

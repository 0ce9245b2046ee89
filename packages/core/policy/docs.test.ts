import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FACT_IDS, factDefinition } from "../domain/facts.ts";

const page = readFileSync(new URL("../../../docs/policies.md", import.meta.url), "utf8");

describe("docs/policies.md", () => {
  it.each(FACT_IDS)("lists the fact %s with its source and values", (id) => {
    const { source, type } = factDefinition(id);
    const line = page.split("\n").find((line) => line.startsWith(`| \`${id}\` |`)) ?? "";
    expect(line).toContain(`| ${source} |`);
    const values = type.kind === "enum" ? Object.keys(type.values) : [];
    expect(values.filter((value) => !line.includes(`\`${value}\``))).toEqual([]);
  });
});

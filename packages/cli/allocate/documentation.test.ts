import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALLOCATION_SCHEMA } from "@yangguang/core/allocation/document/form.ts";
import { expect, test } from "vitest";
import { APPLICANT_COLUMNS, SCHOOL_COLUMNS } from "./cells.ts";
import { allocateCommand } from "./command.ts";
import { allocated } from "./testing/allocated.ts";

const PAGE = readFileSync(
  fileURLToPath(new URL("../../../docs/allocation-document.md", import.meta.url)),
  "utf8",
);

const blocks = [...PAGE.matchAll(/^```json\n(.*?)^```/gms)].map(
  ([, text = ""]) => JSON.parse(text) as Readonly<Record<string, unknown>>,
);
const examples = blocks.flatMap((block, index) =>
  "schools" in block || Array.isArray(block["grades"])
    ? [[block, blocks[index + 1] ?? {}] as const]
    : [],
);

test("the page has examples with their outcomes", () => {
  expect(examples.length).toBe(4);
  expect(blocks.length).toBe(examples.length * 2);
});

test.each(examples)("an example of the page comes out as it says (%#)", (json, expected) => {
  const allocation = allocated(json);
  expect(allocation).toMatchObject({ ok: true, value: expected });
});

test("the first example shows the whole outcome", () => {
  const [json, expected] = examples[0] ?? [];
  const allocation = allocated(json);
  expect(allocation).toEqual({ ok: true, value: expected });
});

/** Names of the keys of a schema, wherever they stand in it. */
function* keysOf(schema: unknown): Generator<string> {
  if (typeof schema !== "object" || schema === null) return;
  for (const [name, part] of Object.entries(schema)) {
    if (name === "properties") yield* Object.keys(part as object);
    yield* keysOf(part);
  }
}

const described = (name: string): boolean =>
  PAGE.includes(`\`${name}\``) || PAGE.includes(`"${name}":`);

test("every key of the document is described", () => {
  expect([...new Set(keysOf(ALLOCATION_SCHEMA))].filter((key) => !described(key))).toEqual([]);
});

test("every option and every column is described", () => {
  const options = allocateCommand().options.map(({ long }) => long ?? "");
  expect(options.filter((option) => !PAGE.includes(`\`${option}`))).toEqual([]);
  const columns = [...SCHOOL_COLUMNS.keys(), ...APPLICANT_COLUMNS.keys()];
  expect(columns.filter((column) => !described(column))).toEqual([]);
});

test("every code of a refusal is described, and no other", () => {
  const folder = fileURLToPath(new URL("../../core/allocation/document/", import.meta.url));
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(`${folder}${name}`, "utf8"));
  const codes = sources.flatMap((source) =>
    [...source.matchAll(/refuse\(\s*"([a-z-]+)"|"document\.([a-z-]+)"/g)].map(
      ([, code, full]) => code ?? full ?? "",
    ),
  );
  const named = ["school", "applicant", "step", "family"].map((kind) => `unknown-${kind}`);
  const rows = PAGE.slice(PAGE.indexOf("## What is refused")).split("\n");
  const listed = rows
    .filter((row) => row.startsWith("| `"))
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)])
    .map(([, code = ""]) => code);
  expect(listed.toSorted()).toEqual([...new Set([...codes, ...named])].toSorted());
});

import { readFileSync } from "node:fs";
import { FACT_IDS, factDefinition } from "@yangguang/core/domain/facts.ts";
import { DOCUMENT_KINDS } from "@yangguang/core/domain/identity.ts";
import { expect, test } from "vitest";
import type { FixedColumn } from "./columns.ts";
import { columnLabel, FIXED_COLUMNS } from "./columns.ts";

const PAGE = readFileSync(new URL("../../../docs/season-files.md", import.meta.url), "utf8");
const ROWS = PAGE.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));

test.each([...FACT_IDS, ...(Object.keys(FIXED_COLUMNS) as FixedColumn[])])(
  "docs/season-files.md describes the column %s with its labels",
  (id) => {
    const row = ROWS.find((cells) => cells[1]?.startsWith(`\`${id}\``));
    expect(row?.slice(2, 4)).toEqual([columnLabel(id).zh, columnLabel(id).en]);
  },
);

test("docs/season-files.md lists every value of every fact and every kind of document", () => {
  for (const id of FACT_IDS) {
    const { type } = factDefinition(id);
    const row = ROWS.find((cells) => cells[1] === `\`${id}\``);
    const values = type.kind === "enum" ? Object.entries(type.values) : [];
    for (const [value, { zh }] of values) expect(row?.[4]).toContain(`\`${value}\` ${zh}`);
  }
  for (const kind of DOCUMENT_KINDS) expect(PAGE).toContain(`\`${kind}\``);
});

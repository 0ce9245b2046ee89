import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { statusDocument } from "./status-document.ts";

test("docs/status.md is what the table says (else: npm run docs:status)", () => {
  const written = readFileSync(new URL("../../../docs/status.md", import.meta.url), "utf8");
  expect(written).toBe(statusDocument());
});

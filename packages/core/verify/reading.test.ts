import { describe, expect, it } from "vitest";
import { utf8 } from "../draw/encoding.ts";
import { planText } from "../season/run-plan.ts";
import { readTable } from "./csv.ts";
import { readManifest } from "./read-manifest.ts";
import { readPlan } from "./read-plan.ts";

describe("tables", () => {
  const read = (text: string) => {
    const table = readTable(utf8(text), ["a", "b"]);
    return table.ok ? table.value : table.error.code;
  };

  it("are lines of fields", () => {
    expect(read("a,b\n1,2\n,\n")).toEqual([
      ["1", "2"],
      ["", ""],
    ]);
    expect(read("a,b\n")).toEqual([]);
  });

  it.each([
    ["a,b\n1,2", "table.last-line"],
    ["", "table.last-line"],
    ["b,a\n1,2\n", "table.columns"],
    ["\n", "table.columns"],
    ["a,b\n1\n", "table.fields"],
    ["a,b\n1,2,3\n", "table.fields"],
    ["a,b\n1,2\n\n", "table.fields"],
    ['a,b\n"1",2\n', "table.character"],
    ["a,b\r\n1,2\r\n", "table.character"],
    ["\ufeffa,b\n", "table.utf8"],
  ])("are refused as %j", (text, code) => {
    expect(read(text)).toBe(code);
  });

  it("are UTF-8", () => {
    const table = readTable(Uint8Array.of(0x61, 0xff, 0x0a), ["a"]);
    expect(table.ok ? "" : table.error.code).toBe("table.utf8");
  });
});

const PLAN = {
  audit: 299,
  beacon: null,
  contributors: ["notary", "parents", "platform"],
  draws: ["*", "a", "b"],
  objectionHours: 48,
  run: "town/2024/primary/1",
  schools: { a: 10, b: 0 },
  steps: ["one", "two"],
  threshold: 2,
  throws: 39,
};

describe("plan.json", () => {
  it("is read as it was written", () => {
    expect(readPlan(utf8(planText(PLAN)))).toEqual({ ok: true, value: PLAN });
    const beacon = { ...PLAN, beacon: 7, draws: ["*"] };
    expect(readPlan(utf8(planText(beacon)))).toEqual({ ok: true, value: beacon });
  });

  it.each([
    { throws: 38 },
    { threshold: 1 },
    { threshold: 3 },
    { contributors: ["parents", "notary", "platform"] },
    { contributors: ["notary", "platform"], threshold: 1.5 },
    { contributors: ["notary", "notary", "platform"] },
    { draws: ["*", "a"] },
    { draws: ["a"] },
    { draws: ["*", "b", "a"] },
    { schools: { a: -1, b: 0 } },
    { steps: ["one", "one"] },
    { steps: [] },
    { run: "town/2024/primary/0" },
    { audit: -1 },
    { beacon: 0 },
    { objectionHours: -1 },
    { more: 1 },
  ])("is refused with %j", (change) => {
    const text = `${JSON.stringify(
      Object.fromEntries(
        Object.entries({ ...PLAN, v: 1, ...change }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    )}\n`;
    expect(readPlan(utf8(text)).ok).toBe(false);
  });

  it("is refused unless canonical", () => {
    const text = planText(PLAN);
    for (const other of [text.trimEnd(), ` ${text}`, text.replace(":48", ":48.0"), `${text}\n`]) {
      expect(readPlan(utf8(other)).ok).toBe(false);
    }
  });
});

describe("manifest.json", () => {
  const listed = (path: string) => ({ bytes: 1, path, sha256: "ab".repeat(32) });
  const read = (...paths: readonly string[]): boolean =>
    readManifest(utf8(`${JSON.stringify({ files: paths.map(listed), run: "r", v: 1 })}\n`)).ok;

  it("lists paths that stay within the folder, ascending", () => {
    expect(read("a.csv", "log/tile/0/x001/067.p/3")).toBe(true);
    expect(read()).toBe(true);
    for (const path of [
      "../a",
      "/a",
      "a/../b",
      "a//b",
      "a\\b",
      ".git/a",
      "a/",
      "",
      "a?b",
      "http://a",
    ]) {
      expect(read(path)).toBe(false);
    }
    expect(read("b", "a")).toBe(false);
    expect(read("a", "a")).toBe(false);
  });
});

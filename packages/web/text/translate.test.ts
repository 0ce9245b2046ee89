import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import type { PlainTextKey } from "./translate.ts";
import { LANGUAGES, t } from "./translate.ts";
import { zh } from "./zh.ts";

const KEYS = Object.keys(zh) as (keyof typeof zh)[];

const valuesIn = (words: string): readonly string[] =>
  [...new Set([...words.matchAll(/\{(\w+)/g)].map(([, name = ""]) => name))].toSorted();

describe("the catalogue", () => {
  it.each(Object.entries(LANGUAGES))("%s has words for every key", (_, { catalogue }) => {
    expect(Object.keys(catalogue).toSorted()).toEqual(KEYS.toSorted());
    expect(KEYS.filter((key) => catalogue[key].trim() === "")).toEqual([]);
  });

  it("asks for the same values in every language", () => {
    const differing = KEYS.filter((key) => valuesIn(zh[key]).join() !== valuesIn(en[key]).join());
    expect(differing).toEqual([]);
  });

  it("uses full-width punctuation between Chinese characters", () => {
    const half = KEYS.filter((key) => /[一-鿿][,;:?!]|[,;:?!][一-鿿]/.test(zh[key]));
    expect(half).toEqual([]);
  });

  it("has no key that no page uses", () => {
    const sources = sourcesOf(fileURLToPath(new URL("..", import.meta.url)));
    const starts = [...sources.matchAll(/`([a-zA-Z.]+)\$\{/g)].map(([, start = ""]) => start);
    const unused = KEYS.filter(
      (key) => !sources.includes(`"${key}"`) && !starts.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });
});

function sourcesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/^(text|node_modules)|\.test\./.test(path))
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .join("\n");
}

describe("t", () => {
  it("puts values into the words", () => {
    expect(t({ language: "zh" }, "steps.place", { step: 2, of: 5 })).toBe("第 2 步，共 5 步");
  });

  it("chooses the word for one and for many", () => {
    expect(t({ language: "en" }, "duration.days", { days: 1, hours: 2 })).toBe("1 day 2 hours");
  });

  it("does not read a value as a pattern", () => {
    expect(t({ language: "en" }, "case.title", { name: "{of} $&" })).toBe("Review: {of} $&");
  });

  it("refuses to leave a value out", () => {
    const key = "steps.place" as PlainTextKey;
    expect(() => t({ language: "en" }, key)).toThrow("lacks a value");
  });
});

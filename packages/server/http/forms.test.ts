import { describe, expect, test } from "vitest";
import { backOf } from "./forms.ts";

describe("where a link leads back to", () => {
  test.each(["/", "/results?page=2", "/zones#map", "/officer/inbox?query=%E7%94%B2"])(
    "%s stays",
    (path) => {
      expect(backOf({ back: path })).toBe(path);
    },
  );

  test("what a header cannot carry is encoded", () => {
    expect(backOf({ back: "/results?query=甲" })).toBe("/results?query=%E7%94%B2");
  });

  test.each([
    ["another host", "//evil.example"],
    ["another host, as some browsers read it", "/\\evil.example"],
    ["a tab, which browsers drop", "/\t/evil.example"],
    ["a line's end, which browsers drop", "/\n/evil.example"],
    ["a tab before a backslash", "/\t\\evil.example"],
    ["a dot that vanishes", "/.//evil.example"],
    ["another scheme", "https://evil.example"],
    ["a script", "javascript:alert(1)"],
  ])("%s leads home", (_, path) => {
    expect(backOf({ back: path })).toBe("/");
  });

  test("repeated, only the first counts: a list would become several headers", () => {
    expect(backOf({ back: ["/results", "//evil.example"] })).toBe("/results");
  });
});

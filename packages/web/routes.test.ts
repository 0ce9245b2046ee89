import { describe, expect, it } from "vitest";
import { applicationRoutesOf, routes, withQuery } from "./routes.ts";

const ALL = [
  ...Object.values(routes),
  ...Object.values(applicationRoutesOf.family),
  ...Object.values(applicationRoutesOf.counter),
];

describe("routes", () => {
  it("have each their own address", () => {
    const patterns = ALL.map(({ pattern }) => pattern);
    expect(new Set(patterns).size).toBe(patterns.length);
  });

  it("put parameters into the path, escaped", () => {
    expect(applicationRoutesOf.counter.receipt.path({ application: "a/b?c" })).toBe(
      "/counter/applications/a%2Fb%3Fc/receipt",
    );
  });

  it("leave empty values out of a query", () => {
    expect(withQuery("/officer/inbox", { q: "应 知", page: 2, reason: "" })).toBe(
      "/officer/inbox?q=%E5%BA%94+%E7%9F%A5&page=2",
    );
  });
});

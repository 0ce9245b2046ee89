import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PICTURES } from "./pictures/all.ts";

const FOLDER = new URL("../docs/pictures/", import.meta.url);

it.each(Object.entries(PICTURES))(
  "docs/pictures/%s is what the engine does (else: npm run docs:pictures)",
  (name, draw) => {
    expect(readFileSync(new URL(name, FOLDER), "utf8")).toBe(draw());
  },
);

it("docs/pictures holds nothing else", () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(PICTURES).toSorted());
});

import { expect, it } from "vitest";
import { HASH } from "../../examples/data.ts";
import { htmlOf } from "../../testing/render.ts";
import { Hash } from "./index.tsx";

const copied = (html: string): string => html.replaceAll(/<[^>]*>/g, "");

it("copies as one value, without gaps", () => {
  expect(copied(htmlOf(<Hash value={HASH} />))).toBe(HASH);
});

it("says that it is cut", () => {
  expect(copied(htmlOf(<Hash value={HASH} digits={16} />))).toBe(`${HASH.slice(0, 16)}…`);
});

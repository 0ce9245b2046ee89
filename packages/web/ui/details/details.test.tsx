import { expect, it } from "vitest";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { Details } from "./index.tsx";

it("pairs each name with its value", () => {
  const html = htmlOf(<Details items={[{ term: "Name", value: <b>应知远</b> }]} />);
  expect([named(html, "dt").length, named(html, "dd").length]).toEqual([1, 1]);
  expect(textOf(html)).toBe("Name 应知远");
});

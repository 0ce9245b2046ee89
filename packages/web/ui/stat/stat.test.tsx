import { expect, it } from "vitest";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { Filled, Stats } from "./index.tsx";

it("links a figure by its label", () => {
  const html = htmlOf(<Stats stats={[{ label: "Schools", value: 24, href: "/schools" }]} />);
  expect(textOf(html)).toBe("Schools 24");
  expect(named(html, "a")[0]?.attributes["href"]).toBe("/schools");
});

it("measures a school without seats, too", () => {
  const html = htmlOf(<Filled label="0 of 0" filled={0} seats={0} />);
  expect(named(html, "meter")[0]?.attributes).toMatchObject({ max: "1", "aria-label": "0 of 0" });
});

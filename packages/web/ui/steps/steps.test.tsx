import { expect, it } from "vitest";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Steps } from "./index.tsx";

it("links back to steps that are done, and to no others", () => {
  const steps = ["a", "b", "c"].map((label) => ({ label, href: `/${label}` }));
  const html = htmlOf(<Steps page={testPage()} steps={steps} current={1} />);
  expect(named(html, "a").map(({ attributes }) => attributes["href"])).toEqual(["/a"]);
  const current = named(html, "li").map(({ attributes }) => attributes["aria-current"]);
  expect(current).toEqual([undefined, "step", undefined]);
});

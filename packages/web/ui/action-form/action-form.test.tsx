import { expect, it } from "vitest";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { ActionForm } from "./index.tsx";

const hidden = (html: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    named(html, "input").map(({ attributes }) => [attributes["name"], attributes["value"]]),
  );

it("carries the token, a key of its own and the version", () => {
  const page = testPage();
  const html = htmlOf(
    <ActionForm page={page} id="withdraw" to="/x" version={7}>
      x
    </ActionForm>,
  );
  expect(hidden(html)).toEqual({
    csrf: page.csrfToken,
    key: `${page.idempotencyKey}.withdraw`,
    version: "7",
  });
});

it("carries no version where there is none", () => {
  const html = htmlOf(
    <ActionForm page={testPage()} id="x" to="/x">
      x
    </ActionForm>,
  );
  expect(Object.keys(hidden(html))).toEqual(["csrf", "key"]);
});

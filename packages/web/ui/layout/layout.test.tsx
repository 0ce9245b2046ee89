import { expect, it } from "vitest";
import { failure } from "@yangguang/core/domain/result.ts";
import { routes } from "../../routes.ts";
import { named, tagsOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Layout } from "./index.tsx";
import { navigationFor } from "./navigation.ts";

const page = testPage("en", "/family?x=1");

const linkTo = (html: string, start: string): string | undefined =>
  named(html, "a").find(({ attributes }) => attributes["href"]?.startsWith(start))?.attributes[
    "href"
  ];

it("offers to skip to the content before anything else", () => {
  const html = htmlOf(
    <Layout page={page} title="T">
      x
    </Layout>,
  );
  const first = tagsOf(html).find(({ name }) => name === "a");
  expect(first?.attributes["href"]).toBe("#content");
});

it("marks the current place, whatever the query", () => {
  const html = htmlOf(
    <Layout page={page} title="T">
      x
    </Layout>,
  );
  const current = named(html, "a").filter(
    ({ attributes }) => attributes["aria-current"] === "page",
  );
  expect(current.map(({ attributes }) => attributes["href"])).toEqual(["/family"]);
});

it("says in the title that the form was refused", () => {
  const refused = [failure("x", "错", "Wrong")];
  const html = htmlOf(
    <Layout page={page} title="T" failures={refused}>
      x
    </Layout>,
  );
  expect(html).toContain("<title>Error: T · Yangguang</title>");
});

it("leads back to this very page from both switches and from signing in", () => {
  const visitor = { ...page, user: null };
  const html = htmlOf(
    <Layout page={visitor} title="T">
      x
    </Layout>,
  );
  expect(linkTo(html, "/preferences?language")).toBe(
    "/preferences?language=zh&back=%2Ffamily%3Fx%3D1",
  );
  expect(linkTo(html, "/preferences?elder")).toBe("/preferences?elder=on&back=%2Ffamily%3Fx%3D1");
  expect(linkTo(html, "/sign-in")).toBe("/sign-in?back=%2Ffamily%3Fx%3D1");
});

it("signs out by a form, since that changes something", () => {
  const html = htmlOf(
    <Layout page={page} title="T">
      x
    </Layout>,
  );
  const form = named(html, "form").find(
    ({ attributes }) => attributes["action"] === routes.signOut.path(),
  );
  expect(form?.attributes["method"]).toBe("post");
});

it("shows each role its own places, and a visitor those of families", () => {
  expect(navigationFor(null)).toEqual(navigationFor("guardian"));
  const officer = navigationFor("bureau").map(({ path }) => path);
  expect(officer).toContain(routes.inbox.path());
  expect(navigationFor("school").map(({ path }) => path)).not.toContain(routes.inbox.path());
});

import { expect, it } from "vitest";
import { failure } from "@yangguang/core/domain/result.ts";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { ErrorSummary } from "./index.tsx";

it("leads to the field of each error that has one", () => {
  const html = htmlOf(
    <ErrorSummary
      page={testPage()}
      failures={[failure("a", "甲", "A", "name"), failure("b", "乙", "B")]}
    />,
  );
  expect(named(html, "a").map(({ attributes }) => attributes["href"])).toEqual(["#f-name"]);
  expect(named(html, "section")[0]?.attributes["role"]).toBe("alert");
});

it("is not there where nothing is wrong", () => {
  expect(htmlOf(<ErrorSummary page={testPage()} failures={[]} />)).toBe("");
});

import { expect, it } from "vitest";
import { text } from "@yangguang/core/domain/text.ts";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import type { ActionOffer } from "../../views.ts";
import { ActionList, Refused } from "./index.tsx";

const allowed: ActionOffer = {
  action: "choose",
  label: text("修改志愿", "Change choices"),
  allowed: true,
};
const refused: ActionOffer = {
  action: "accept",
  label: text("确认入学", "Accept the place"),
  allowed: false,
  why: text("结果还没有公布。", "The results are not out yet."),
};

it("links what may be done, and says why the rest may not", () => {
  const html = htmlOf(
    <ActionList
      page={testPage()}
      actions={[allowed, refused]}
      hrefOf={(action) => `/${action}`}
      kindOf={() => "primary"}
    />,
  );
  expect(named(html, "a").map(({ attributes }) => attributes["href"])).toEqual(["/choose"]);
  expect(textOf(html)).toContain("Accept the place The results are not out yet.");
});

it("says nothing of an action that may be done", () => {
  expect(htmlOf(<Refused page={testPage()} offer={allowed} />)).toBe("");
});

import { expect, it } from "vitest";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Pager } from "./index.tsx";

const links = (page: number): readonly (string | undefined)[] =>
  named(
    htmlOf(
      <Pager
        page={testPage()}
        paging={{ page, pages: 3, total: 60 }}
        path="/x"
        filters={{ q: "应", status: "" }}
      />,
    ),
    "a",
  ).map(({ attributes }) => attributes["href"]);

it("keeps the filters, and leads nowhere beyond the ends", () => {
  expect(links(1)).toEqual(["/x?q=%E5%BA%94&page=2"]);
  expect(links(2)).toEqual(["/x?q=%E5%BA%94&page=1", "/x?q=%E5%BA%94&page=3"]);
  expect(links(3)).toEqual(["/x?q=%E5%BA%94&page=2"]);
});

import { expect, it } from "vitest";
import { factGroups } from "../../examples/decisions.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { FactGroups } from "./index.tsx";

it("says of every item what is known, or why it is not", () => {
  const text = textOf(htmlOf(<FactGroups page={testPage()} groups={factGroups} heading="h2" />));
  expect(text).toContain("Child's date of birth 2 March 2018");
  expect(text).toContain("Family's property: share 45 % An officer will check");
  expect(text).toContain("Social insurance: months paid Waiting for the agency");
  expect(text).toContain("Stable employment Cannot be reached now");
});

it("puts what a page wants beside each item", () => {
  const html = htmlOf(
    <FactGroups
      page={testPage()}
      groups={factGroups}
      heading="h2"
      beside={({ id }) => <i>{`[${id}]`}</i>}
    />,
  );
  const all = factGroups.flatMap(({ facts }) => facts.map(({ id }) => `[${id}]`));
  expect(textOf(html).match(/\[[\w.]+\]/g)).toEqual(all);
});

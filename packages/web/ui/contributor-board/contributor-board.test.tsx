import { expect, it } from "vitest";
import { contributors } from "../../examples/ceremony-data.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { ContributorBoard, ContributorLines } from "./index.tsx";

it.each([ContributorBoard, ContributorLines])("says how far everyone is: %#", (Board) => {
  const words = textOf(htmlOf(<Board page={testPage()} contributors={contributors} />));
  for (const { name } of contributors) expect(words).toContain(name.en);
  expect(words).toContain("Not usable, says the press");
  expect(words).toContain("Rebuilt by the others");
  expect(words).toContain("2 shares opened");
});

import { expect, it } from "vitest";
import { contributors } from "../../examples/ceremony-data.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { ContributorBoard } from "./index.tsx";

it("says of every contributor what is done, and who complains", () => {
  const words = textOf(htmlOf(<ContributorBoard page={testPage()} contributors={contributors} />));
  for (const { name } of contributors) expect(words).toContain(name.en);
  expect(words).toContain("Not usable, says the press");
  expect(words).toContain("Rebuilt by the others");
  expect(words).toContain("2 shares opened");
});

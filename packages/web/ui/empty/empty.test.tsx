import { expect, it } from "vitest";
import { textOf } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { Empty } from "./index.tsx";

it("says what is missing and what to do", () => {
  const html = htmlOf(
    <Empty title="No child was found">
      <p>Come to the counter.</p>
    </Empty>,
  );
  expect(textOf(html)).toBe("No child was found Come to the counter.");
});

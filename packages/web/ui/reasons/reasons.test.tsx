import { expect, it } from "vitest";
import { text } from "@yangguang/core/domain/text.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Reasons } from "./index.tsx";

const article = text("第三条", "article 3");

it("says in words whether a rule is met, and which rule the demo chose", () => {
  const html = htmlOf(
    <Reasons
      page={testPage()}
      reasons={[
        { met: "yes", message: text("甲", "A"), article, demoChoice: true },
        { met: "no", message: text("乙", "B"), article, demoChoice: false },
      ]}
    />,
  );
  expect(textOf(html)).toBe("✓ Met: A article 3 demo's choice ✕ Not met: B article 3");
});

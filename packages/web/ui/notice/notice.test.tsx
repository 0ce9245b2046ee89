import { expect, it } from "vitest";
import { named } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { Notice } from "./index.tsx";

it("is announced only where it tells what was just done", () => {
  const done = htmlOf(
    <Notice tone="good" live>
      Saved
    </Notice>,
  );
  const standing = htmlOf(<Notice tone="info">Waiting</Notice>);
  expect(named(done, "div")[0]?.attributes["role"]).toBe("status");
  expect(named(standing, "div")[0]?.attributes).not.toHaveProperty("role");
});

import { expect, it } from "vitest";
import { seasonTrail } from "../../examples/data.ts";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { Timeline } from "./index.tsx";

it("keeps the order it is given, each with who, when and why", () => {
  const html = htmlOf(<Timeline page={testPage()} entries={seasonTrail} />);
  expect(named(html, "time").map(({ attributes }) => attributes["datetime"])).toEqual(
    seasonTrail.map(({ at }) => at),
  );
  expect(textOf(html)).toContain("Change the timetable Bureau: 胡立新 28 May 2024 at 16:30");
});

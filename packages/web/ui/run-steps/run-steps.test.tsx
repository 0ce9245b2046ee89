import { expect, it } from "vitest";
import { runSteps } from "../../examples/ceremony-data.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { RunSteps } from "./index.tsx";

it("tells what waits for the witnesses from what they have cosigned", () => {
  const words = textOf(htmlOf(<RunSteps page={testPage()} steps={runSteps} watched />));
  expect(words.match(/Waiting for the witnesses/g)).toHaveLength(1);
  expect(words.match(/Cosigned by the witnesses/g)).toHaveLength(runSteps.length - 1);
});

it("promises no witnesses where there are none", () => {
  const words = textOf(htmlOf(<RunSteps page={testPage()} steps={runSteps} watched={false} />));
  expect(words).not.toContain("witnesses");
});

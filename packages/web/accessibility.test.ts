import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../e2e/support/browser.ts";
import { pageExamples } from "./examples/index.ts";
import type { Look } from "./preview/example-site.ts";
import { exampleAddress, openExampleSite, overflowOf } from "./preview/example-site.ts";

/** Two looks that have nothing in common, so that every language, size, colour and width is met. */
const LOOKS: Readonly<Record<string, Look>> = {
  "a Chinese phone by day": { language: "zh", wide: false, elder: false, dark: false },
  "a wide English window by night, in large type": {
    language: "en",
    wide: true,
    elder: true,
    dark: true,
  },
};

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

describe.each(Object.entries(LOOKS))("on %s", (_, look) => {
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    page = await openExampleSite(browser, look, (words) => complaints.push(words));
  });

  afterAll(() => page.context().close());

  it.each(pageExamples)("$name: nothing is out of reach, cut off or broken", async ({ name }) => {
    complaints = [];
    await page.goto(exampleAddress(name));
    // There are no frames; the newer mode opens another page for each to gather them.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}`),
    );
    expect({ found, overflow: await overflowOf(page), complaints }).toEqual({
      found: [],
      overflow: 0,
      complaints: [],
    });
  });
});

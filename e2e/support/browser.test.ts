import { afterAll, beforeAll, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { launchBrowser, PHONE } from "./browser.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

it("draws rare characters as themselves, not as boxes", async () => {
  const page = await browser.newPage({ viewport: PHONE });
  // One line for each, and one that no font has: it shows the box.
  const rare = ["永", "𬭊", "䶮", "㛃"];
  await page.setContent(
    [...rare, "\u{10FFFE}"].map((one) => `<p style="width:3em">${one}</p>`).join(""),
  );
  const pictures = [];
  for (const line of await page.locator("p").all()) {
    pictures.push((await line.screenshot()).toString("base64"));
  }
  expect(new Set(pictures).size).toBe(rare.length + 1);
});

it("opens several contexts, and several browsers at once", async () => {
  const others = await Promise.all([launchBrowser(), launchBrowser()]);
  const titles = await Promise.all(
    [browser, ...others].map(async (each) => {
      const page = await (await each.newContext({ locale: "zh-CN" })).newPage();
      await page.setContent("<title>阳光入学</title>");
      return page.title();
    }),
  );
  await Promise.all(others.map((each) => each.close()));
  expect(titles).toEqual(["阳光入学", "阳光入学", "阳光入学"]);
});

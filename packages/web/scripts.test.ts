import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { launchBrowser } from "../../e2e/support/browser.ts";
import { DICE } from "./examples/data.ts";
import { exampleAddress, openExampleSite } from "./preview/example-site.ts";
import { applyChoiceCommand } from "./ui/choices/commands.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  await page?.context().close();
  const look = { language: "en", wide: false, elder: false, dark: false } as const;
  page = await openExampleSite(browser, look, (words) => expect.unreachable(words));
});

const chosen = (): Promise<readonly string[]> =>
  page
    .locator("[data-choices] select")
    .evaluateAll((selects) =>
      selects.map((select) => ("value" in select ? String(select.value) : "")),
    );

it("choices.js moves schools as the server would, and the facts about them too", async () => {
  await page.goto(exampleAddress("apply-choices"));
  let expected = await chosen();
  for (const command of ["down:1", "up:3", "clear:1", "up:2", "down:2"]) {
    await page.locator(`button[value="${command}"]`).click();
    expected = applyChoiceCommand(expected, command) ?? [];
    expect(await chosen()).toEqual(expected);
  }
  const [first] = await page.locator("[data-choices] li").all();
  const name = await first?.locator("option:checked").innerText();
  const facts = await first?.locator(".school").innerText();
  // Both tell the same number of seats: the facts went along with their school.
  expect(name).toContain(facts?.match(/\d+ seats/)?.[0]);
  expect(page.url()).toBe(exampleAddress("apply-choices"));
});

it("choices.js keeps the keyboard on the school that was moved", async () => {
  await page.goto(exampleAddress("apply-choices"));
  await page.getByRole("button", { name: "Move choice 1 down" }).press("Enter");
  const focused = page.locator("button:focus");
  expect(await focused.getAttribute("aria-label")).toBe("Move choice 2 down");
});

it("choices.js takes the facts away when another school is chosen", async () => {
  await page.goto(exampleAddress("apply-choices"));
  const row = page.locator("[data-choices] li").first();
  await row.getByRole("combobox").selectOption("yantou");
  expect(await row.locator(".school").count()).toBe(0);
});

it("dice.js says how many digits are missing, and where two readings differ", async () => {
  await page.goto(exampleAddress("draw"));
  const live = page.locator("[data-dice]");
  await page.getByLabel("First reading: digits").fill(DICE.slice(0, 30));
  expect(await live.innerText()).toContain("39 more needed");
  await page.getByLabel("First reading: digits").fill(DICE);
  await page.getByLabel("Second reading: digits").fill(`${DICE.slice(0, 20)} \n ${DICE.slice(20)}`);
  expect(await live.innerText()).toContain("Both readings agree");
  await page.getByLabel("Second reading: digits").fill(DICE.replace("8", "3"));
  expect(await live.innerText()).toContain(`differ from digit ${DICE.indexOf("8") + 1} on`);
});

it("print.js shows the print button", async () => {
  await page.goto(exampleAddress("receipt"));
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(true);
});

it("countdown.js goes on from the server's value in the page's words", async () => {
  await page.clock.install({ time: new Date("2024-06-11T14:59:30+08:00") });
  await page.goto(exampleAddress("home"));
  await page.clock.runFor(60_000);
  expect(await page.locator("[data-until]").innerText()).toBe("1 hour 59 minutes");
});

// `npm run docs:screenshots [address]`: takes the pictures in docs/screenshots/ from a running demo.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, launchBrowser, PHONE } from "../e2e/support/browser.ts";

const address = process.argv[2] ?? "http://localhost:8080";
const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

async function signedIn(browser: Browser, who: string, viewport: typeof PHONE | typeof DESKTOP) {
  const context = await browser.newContext({ viewport, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(`${address}/sign-in/start?login_hint=${who}`);
  await Promise.all([
    page.waitForEvent("framenavigated"),
    page.getByRole("button", { name: /以此身份登录/ }).click(),
  ]);
  await page.waitForLoadState();
  return page;
}

/** Pictures side by side on one sheet. */
async function sheet(browser: Browser, pictures: readonly Buffer[], height: number) {
  const images = pictures.map(
    (picture) =>
      `<img height="${height}" src="data:image/png;base64,${picture.toString("base64")}">`,
  );
  const page = await browser.newPage({ viewport: { width: 2000, height: height + 40 } });
  await page.setContent(
    `<body style="margin:0"><div style="display:inline-flex;gap:20px;padding:20px;background:#e8e4d8">${images.join("")}</div>`,
  );
  return page.locator("div").screenshot();
}

const shot = (page: Page): Promise<Buffer> => page.screenshot();

const browser = await launchBrowser();
const home = await browser.newPage({ viewport: PHONE, locale: "zh-CN" });
await home.goto(address);
const family = await signedIn(browser, "demo-migrant-high-mother", PHONE);
const link = family.getByRole("link", { name: /查看录取结果|查看报名|开始报名/ }).first();
await Promise.all([family.waitForEvent("framenavigated"), link.click()]);
await family.waitForLoadState();
const bureau = await signedIn(browser, "bureau", DESKTOP);
await mkdir(folder, { recursive: true });
await writeFile(
  `${folder}overview.png`,
  await sheet(browser, [await shot(home), await shot(family), await shot(bureau)], 640),
);
await browser.close();

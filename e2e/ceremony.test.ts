import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESKTOP, launchBrowser, PHONE } from "./support/browser.ts";
import type { StartedPlatform } from "./support/platform.ts";
import { startPlatform, untilCosigned } from "./support/platform.ts";

/*
 * The ceremony of the draw, as everyone lives through it: four contributors on their phones, two
 * officers, and somebody who only watches and never reloads the page.
 *
 *  1. The contributors register keys that their phones have made.
 *  2. Two officers freeze the roll, the contributors seal their secrets, an officer closes the circle.
 *  3. Two officers read the dice. One contributor goes on with another phone, one has gone away.
 *  4. The others open their shares, the secret of the absent one is rebuilt, the seed is drawn.
 */

const DICE = "271828182845904523536028747135266249775";
const CONTRIBUTORS = ["discipline", "media", "notary", "parents"] as const;
const ABSENT = "media";
const PATIENCE = { timeout: 60_000, interval: 200 };

let platform: StartedPlatform;
let browser: Browser;
const phones = new Map<string, Page>();
let anna: Page;
let bernd: Page;
let watcher: Page;
let saved: Buffer;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchBrowser()]);
  for (const id of CONTRIBUTORS) phones.set(id, await signedIn(`contributor-${id}`, PHONE));
  anna = await signedIn("bureau", DESKTOP);
  bernd = await signedIn("bureau-second", DESKTOP);
  watcher = await (await newContext(PHONE)).newPage();
  await watcher.goto(`${platform.url}/run`);
}, 300_000);

afterAll(async () => {
  await browser.close();
  expect(await platform.stop()).toBe(0);
});

const newContext = (viewport: typeof PHONE | typeof DESKTOP): Promise<BrowserContext> =>
  browser.newContext({ viewport, locale: "zh-CN" });

async function signedIn(who: string, viewport: typeof PHONE | typeof DESKTOP): Promise<Page> {
  const page = await (await newContext(viewport)).newPage();
  await page.goto(`${platform.url}/sign-in/start?login_hint=${who}`);
  await press(page, /以此身份登录/);
  return page;
}

async function follow(page: Page, what: Locator): Promise<void> {
  await Promise.all([page.waitForEvent("framenavigated"), what.click()]);
  await page.waitForLoadState();
}

const press = (page: Page, name: string | RegExp) =>
  follow(page, page.getByRole("button", { name }));

function phone(id: string): Page {
  const page = phones.get(id);
  if (page === undefined) throw new Error(`no phone of ${id}`);
  return page;
}

/** What a contributor's page asks for, or waits for. */
const asks = (page: Page): Promise<string> =>
  page.locator("[data-panel]:visible h2").innerText({ timeout: 60_000 });

const untilAsks = (id: string, words: string): Promise<void> =>
  expect.poll(() => asks(phone(id)), PATIENCE).toBe(words);

const untilWatched = (words: string | RegExp): Promise<void> =>
  expect.poll(() => watcher.getByRole("main").innerText(), PATIENCE).toMatch(words);

const tap = (id: string, name: string | RegExp) =>
  phone(id).getByRole("button", { name }).first().click();

async function officerOpens(page: Page, step: string): Promise<void> {
  await page.goto(`${platform.url}/officer/${step}`);
}

async function readDice(page: Page, reader: string, button: string): Promise<void> {
  await officerOpens(page, "draw");
  await page.getByRole("textbox", { name: "读数人姓名" }).fill(reader);
  await page.getByRole("textbox", { name: "骰子数字" }).fill(DICE);
  await press(page, button);
  expect(await page.getByRole("alert").count()).toBe(0);
}

test("every contributor's phone makes its keys and registers them", async () => {
  for (const id of CONTRIBUTORS) {
    await untilAsks(id, "请登记公钥");
    // A double click sends the same keys twice, which is once.
    await phone(id).getByRole("button", { name: "产生密钥并登记" }).dblclick();
    await untilAsks(id, "已登记，等待名册冻结");
  }
  await untilWatched("等待冻结名册");
});

test("two officers freeze the roll", async () => {
  await officerOpens(anna, "timetable");
  for (const window of ["报名", "审核"]) {
    await anna.getByRole("textbox", { name: "改动理由" }).fill("演示：提前结束。");
    await press(anna, `现在结束“${window}”`);
  }
  await officerOpens(anna, "freeze");
  await press(anna, "提出冻结");
  expect(await anna.getByRole("button", { name: "确认冻结" }).count()).toBe(0);
  await officerOpens(bernd, "freeze");
  await bernd.getByRole("checkbox").check();
  await press(bernd, "确认冻结");
  await untilWatched(/名册冻结，共\d+人/);
});

test("everyone seals a secret, and all shares are found good", async () => {
  for (const id of CONTRIBUTORS) {
    await untilAsks(id, "请封存您的秘密");
    await tap(id, "产生秘密并封存");
  }
  for (const id of CONTRIBUTORS) await untilAsks(id, "已封存，等待其他方");
  await untilWatched("等待教育局结束封存");
  const page = phone("notary");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    tap("notary", "保存备份文件"),
  ]);
  saved = await readFile(await download.path());
  await untilCosigned(platform);
  await officerOpens(anna, "draw");
  await anna.getByRole("checkbox").check();
  await press(anna, "结束封存");
  for (const id of CONTRIBUTORS) await untilAsks(id, "全部封存，等待掷骰子");
});

test("two officers read the dice", async () => {
  await untilCosigned(platform);
  await readDice(anna, "公证员甲", "提交第一次读数");
  await readDice(bernd, "记者乙", "提交第二次读数");
  await untilWatched(/公证员甲、记者乙/);
});

test("a contributor goes on with another phone and the file of the first", async () => {
  await phone("notary").context().close();
  phones.set("notary", await signedIn("contributor-notary", PHONE));
  await untilAsks("notary", "这台设备没有您的密钥");
  const page = phone("notary");
  await page.getByText("备份，或换一台设备").click();
  await page.getByLabel("导入备份文件").setInputFiles({
    name: "notary.json",
    mimeType: "application/json",
    buffer: saved,
  });
  await untilAsks("notary", "请公开您的秘密");
});

test("the others make good for one who has gone away, and the seed is drawn", async () => {
  await phone(ABSENT).context().close();
  const present = CONTRIBUTORS.filter((id) => id !== ABSENT);
  for (const id of present) {
    await untilAsks(id, "请公开您的秘密");
    await tap(id, "公开我的秘密");
    await untilAsks(id, "您的秘密已公开");
  }
  for (const id of present) await tap(id, "打开媒体代表的份额");
  await untilWatched("用各方的份额还原了媒体代表的秘密");
  await officerOpens(anna, "draw");
  await anna.getByRole("checkbox").check();
  await press(anna, "公开摇号");
  await untilWatched("得出摇号种子");
  for (const id of present) await untilAsks(id, "种子已得出，谢谢您");
  const shown = (await watcher.getByRole("main").innerText()).replaceAll(/\s/g, "");
  expect(shown).toContain(DICE);
});

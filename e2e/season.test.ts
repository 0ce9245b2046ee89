import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESKTOP, launchBrowser, PHONE } from "./support/browser.ts";
import type { StartedPlatform } from "./support/platform.ts";
import { startPlatform, untilCosigned } from "./support/platform.ts";

/*
 * A whole season, once, as everyone lives through it:
 *
 *  1. Anyone finds the zone of an address and reads the policy.
 *  2. A migrant worker's family applies on a phone, without a paper and without scripts.
 *  3. An officer settles a case that machines could not, closes applications and review.
 *  4. The officer freezes the roll, draws lots with dice, allocates and announces.
 *  5. The family reads its result with the reasons, and accepts.
 *  6. The school registers the child.
 *  7. Anyone finds the result by its public number, with cutoffs and the run's figures.
 */

const DICE = "271828182845904523536028747135266249775";
const FAMILY = "demo-migrant-high-mother";

let platform: StartedPlatform;
let browser: Browser;
const contexts = new Map<string, BrowserContext>();

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform("--alone"), launchBrowser()]);
}, 300_000);

afterAll(async () => {
  await browser.close();
  expect(await platform.stop()).toBe(0);
});

/** A page of somebody's own browser, signed in; `public` is nobody. */
async function pageOf(who: string, options: { phone?: boolean; scripts?: boolean } = {}) {
  const known = contexts.get(who);
  if (known) return known.newPage();
  const context = await browser.newContext({
    viewport: options.phone === true ? PHONE : DESKTOP,
    locale: "zh-CN",
    javaScriptEnabled: options.scripts ?? true,
  });
  contexts.set(who, context);
  const page = await context.newPage();
  if (who === "public") return page;
  await page.goto(`${platform.url}/sign-in/start?login_hint=${who}`);
  await press(page, /以此身份登录/);
  return page;
}

/** Clicks what leads to another page, and is there when that page is. */
async function follow(page: Page, what: Locator): Promise<void> {
  await Promise.all([page.waitForEvent("framenavigated"), what.click()]);
  await page.waitForLoadState();
}

const press = (page: Page, name: string | RegExp) =>
  follow(page, page.getByRole("button", { name }));
const open = (page: Page, name: string) =>
  follow(page, page.getByRole("link", { name, exact: true }));
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

async function go(page: Page, path: string): Promise<void> {
  await page.goto(platform.url + path);
}

let pid = "";
let school = "";

describe("a season", () => {
  test("anyone finds the zone of an address, and is helped with an unknown one", async () => {
    const page = await pageOf("public");
    await go(page, "/zones?address=%E9%87%91%E9%83%BD");
    expect(await page.getByRole("searchbox", { name: "家庭住址" }).inputValue()).toBe("金都");
    await open(page, "金都花苑");
    expect(await page.getByRole("main").textContent()).toMatch(/对应学校/);
    await go(page, "/policy");
    expect(await page.getByRole("main").textContent()).toContain("A1类");
  });

  test("a family applies on a phone without scripts, typing nothing", async () => {
    const page = await pageOf(FAMILY, { phone: true, scripts: false });
    expect(await heading(page)).toBe("我的孩子");
    await open(page, "开始报名");
    await page.getByRole("checkbox").check();
    await press(page, "同意并查询");
    expect(await heading(page)).toBe("核对信息");
    await press(page, /都看过了/);
    await page.getByRole("combobox", { name: /第 1 志愿/ }).selectOption({ index: 1 });
    await page.getByRole("combobox", { name: /第 2 志愿/ }).selectOption({ index: 2 });
    await page.getByRole("checkbox", { name: /服从调剂/ }).check();
    await press(page, "保存，继续");
    for (const box of await page.getByRole("checkbox").all()) await box.check();
    await press(page, "继续");
    await press(page, "提交报名");
    expect(await heading(page)).toBe("回执");
    const shown = await page.getByRole("main").textContent();
    pid =
      /([0-9a-f]{8})\s?([0-9a-f]{8})\s?([0-9a-f]{8})\s?([0-9a-f]{8})/
        .exec(shown ?? "")
        ?.slice(1)
        .join("") ?? "";
    expect(pid).toHaveLength(32);
  });

  test("the same school twice is refused, with everything entered kept", async () => {
    const page = await pageOf(FAMILY);
    await go(page, "/family");
    await open(page, "查看报名");
    await open(page, "修改志愿");
    const first = page.getByRole("combobox", { name: /第 1 志愿/ });
    const second = page.getByRole("combobox", { name: /第 2 志愿/ });
    const chosen = await first.inputValue();
    await second.selectOption(chosen);
    await press(page, "保存志愿");
    expect(await page.getByRole("alert").textContent()).toContain("重复");
    expect(await first.inputValue()).toBe(chosen);
    expect(await second.inputValue()).toBe(chosen);
  });

  test("results are closed to everyone before the announcement", async () => {
    const page = await pageOf("public");
    await go(page, `/results/${pid}`);
    expect(await page.getByRole("main").textContent()).toContain("结果还没有公布");
  });

  test("an officer settles a case, then closes applications and review", async () => {
    const page = await pageOf("bureau");
    expect(await heading(page)).toBe("总览");
    await go(page, "/officer/inbox");
    await follow(page, page.getByRole("table").getByRole("link").first());
    expect(await heading(page)).toMatch(/^审核：/);
    await page.getByRole("combobox", { name: "依据的条款" }).selectOption({ index: 1 });
    await page.getByRole("textbox", { name: "理由", exact: true }).fill("经核实不符合条件。");
    await press(page, "审核不通过");
    await go(page, "/officer/timetable");
    for (const window of ["报名", "审核"]) {
      await page.getByRole("textbox", { name: "改动理由" }).fill("演示：提前结束。");
      await press(page, `现在结束“${window}”`);
      expect(await page.getByRole("alert").count()).toBe(0);
    }
  });

  test("the roll is frozen, lots are drawn, seats allocated and announced", async () => {
    const page = await pageOf("bureau");
    await go(page, "/officer/freeze");
    await page.getByRole("checkbox").check();
    await press(page, "冻结名册");
    await go(page, "/officer/draw");
    await page.getByRole("textbox", { name: /第一次录入：录入人/ }).fill("公证员甲");
    await page.getByRole("textbox", { name: /第二次录入：录入人/ }).fill("家长代表乙");
    await page.getByRole("textbox", { name: /第一次录入：数字/ }).fill(DICE);
    await page.getByRole("textbox", { name: /第二次录入：数字/ }).fill(DICE.replace("7", "1"));
    await press(page, "公开摇号");
    expect(await page.getByRole("alert").textContent()).toContain("两次读数不一致");
    await page.getByRole("textbox", { name: /第二次录入：数字/ }).fill(DICE);
    await press(page, "公开摇号");
    await untilCosigned(platform);
    await go(page, "/officer/allocate");
    await page.getByRole("checkbox").check();
    await press(page, "分配学位");
    await untilCosigned(platform);
    await go(page, "/officer/announce");
    await page.getByRole("checkbox").check();
    await press(page, "公布结果");
    await go(page, "/officer/timetable");
    for (const window of ["确认入学", "报到注册"]) {
      await page.getByRole("textbox", { name: "改动理由" }).fill("演示：提前开始。");
      await press(page, `现在开始“${window}”`);
      expect(await page.getByRole("alert").count()).toBe(0);
    }
  });

  test("the family reads its result and why, and accepts", async () => {
    const page = await pageOf(FAMILY);
    await go(page, "/family");
    await open(page, "查看录取结果");
    expect(await heading(page)).toBe("录取结果");
    expect(await page.getByRole("main").textContent()).toContain("为什么是这个结果");
    await open(page, "确认入学");
    await page.getByRole("checkbox").check();
    await press(page, "确认入学");
    await go(page, "/family");
    await open(page, "查看录取通知书");
    school = /你已被(.+?)录取/.exec((await page.getByRole("main").textContent()) ?? "")?.[1] ?? "";
    expect(school).not.toBe("");
  });

  test("the school registers the child who arrived; another school does not see it", async () => {
    const results = await fetch(`${platform.url}/results.csv`).then((reply) => reply.text());
    const row = results.split(/\r?\n/).find((line) => line.includes(pid)) ?? "";
    expect(row).toContain(school);
    const id = row.split(",")[1] ?? "";
    const page = await pageOf(`school-${id}`);
    await press(page, /^报到注册：罗梓轩$/);
    expect(await page.getByRole("main").textContent()).toContain("已报到");
    const other = await pageOf(id === "jiefang" ? "school-minzhu" : "school-jiefang");
    expect(await other.getByRole("main").textContent()).not.toContain("罗梓轩");
    const nobody = await pageOf("public");
    await go(nobody, `/results/${pid}`);
    const shown = await nobody.getByRole("main").textContent();
    expect(shown).toContain(school);
    expect(shown).not.toContain("罗梓轩");
  });

  test("anyone reads cutoffs and the figures of the run", async () => {
    const page = await pageOf("public");
    await go(page, "/cutoffs");
    expect(await page.getByRole("table").getByRole("row").count()).toBeGreaterThan(2);
    await go(page, "/run");
    const shown = (await page.getByRole("main").textContent())?.replaceAll(/\s/g, "") ?? "";
    expect(shown).toContain(DICE);
  });
});

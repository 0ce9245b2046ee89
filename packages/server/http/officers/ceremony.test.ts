import { allOf, theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import { openShareOf } from "@yangguang/core/draw/contributor.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeOwnSteps } from "../../services/platform-contributor.ts";
import { DICE, FIVE, TestCeremony } from "../../testing/ceremony.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import { openTestSeason, RUN, SEASON, startTestPlatform, unwrap } from "../../testing/platform.ts";
import type { Page, TestSite, Visitor } from "../../testing/site.ts";
import { startTestSite } from "../../testing/site.ts";
import { applyAndSettle, OFFICER, OTHER_OFFICER, SUPERVISOR } from "../../testing/staff.ts";

/* The bureau's side of the ceremony, as two officers click through it. */

const SURE = { sure: "yes" };

let platform: TestPlatform;
let site: TestSite;
let ceremony: TestCeremony;
let anna: Visitor;
let bernd: Visitor;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform, FIVE);
  for (const index of [1, 2, 3, 4, 5]) await applyAndSettle(platform, index);
  platform.goToDay(16);
  site = await startTestSite(platform.services);
  ceremony = new TestCeremony(platform.services);
  [anna, bernd] = await Promise.all([site.visitor(OFFICER), site.visitor(OTHER_OFFICER)]);
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

/** Opens the step's page and sends one of its forms, by the button of that name. */
async function press(
  who: Visitor,
  step: string,
  form: string,
  values: Readonly<Record<string, string>> = {},
): Promise<Page> {
  return who.send(await who.open(`/officer/${step}`), form, values);
}

let forced = 0;

/** Sends what no form on the page offers. */
async function force(who: Visitor, step: string, values: Readonly<Record<string, string>>) {
  const { html } = await who.open(`/officer/${step}`);
  const csrf = /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? "";
  return who.post(`/officer/${step}`, { csrf, key: `forced-${(forced += 1)}`, ...values });
}

test("the freeze waits for all keys, and takes two officers", async () => {
  const before = await anna.open("/officer/freeze");
  expect(before.text).toContain("登记齐了才能冻结");
  await ceremony.register();
  expect((await press(anna, "freeze", "ask", { do: "ask" })).status).toBe(303);
  const own = await anna.open("/officer/freeze");
  expect(own.text).toContain("请另一名工作人员登录确认");
  expect(own.html).not.toContain('<form id="freeze"');
  const refused = await force(anna, "freeze", SURE);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("这一步须由两个人完成");
  const other = await bernd.open("/officer/freeze");
  expect(other.text).toContain(`${OFFICER.name}已于`);
  expect((await bernd.send(other, "freeze", {})).html).toContain("请勾选确认");
  expect((await bernd.send(other, "freeze", SURE)).status).toBe(303);
  expect(theOnly(await ceremony.state(), "freeze")?.n).toBe(5);
});

test("only officers find the board", async () => {
  const supervisor = await site.visitor(SUPERVISOR);
  for (const step of ["draw", "void"]) {
    expect((await supervisor.open(`/officer/${step}`)).status).toBe(403);
    expect((await supervisor.post(`/officer/${step}`, {})).status).toBe(403);
  }
});

test("the circle is closed once all is sealed and found good", async () => {
  const early = await force(anna, "draw", { do: "close", ...SURE });
  expect(early.status).toBe(400);
  expect(early.text).toContain("尚未提交承诺");
  await ceremony.commit();
  expect((await anna.open("/officer/draw")).text).toContain("演示设定");
  expect((await press(anna, "draw", "close", { do: "close" })).html).toContain("请勾选确认");
  expect((await press(anna, "draw", "close", { do: "close", ...SURE })).status).toBe(303);
  expect((await bernd.open("/officer/draw")).html).not.toContain('<form id="close"');
});

test("dice are read by two accounts, and the second does not see what the first read", async () => {
  const read = (who: Visitor, values: Readonly<Record<string, string>>) =>
    press(who, "draw", "read", { do: "read", ...values });
  const short = await read(anna, { reader: "公证员甲", dice: "123" });
  expect(short.html).toMatch(/id="f-dice-error"[^>]*>至少需要39次掷骰/);
  expect(short.html).toContain("123</textarea>");
  expect((await read(anna, { reader: "", dice: DICE })).html).toContain('id="f-reader-error"');
  expect((await read(anna, { reader: "公证员甲", dice: DICE })).status).toBe(303);
  expect((await anna.open("/officer/draw")).html).not.toContain('<form id="read-again"');
  const second = await bernd.open("/officer/draw");
  expect(second.html).not.toContain(DICE);
  const again = (values: Readonly<Record<string, string>>) =>
    bernd.send(second, "read-again", { do: "read-again", secondReader: "记者乙", ...values });
  const differs = await again({ diceAgain: DICE.replace("9", "8") });
  expect(differs.html).toMatch(/id="f-diceAgain-error"[^>]*>两次读数不一致/);
  const same = await again({ diceAgain: DICE, secondReader: "公证员甲" });
  expect(same.html).toContain('id="f-secondReader-error"');
  const refused = await force(anna, "draw", {
    do: "read-again",
    diceAgain: DICE,
    secondReader: "记者乙",
  });
  expect(refused.status).toBe(400);
  expect((await again({ diceAgain: DICE })).status).toBe(303);
  const state = await ceremony.state();
  expect(theOnly(state, "dice")?.readers).toEqual(["公证员甲", "记者乙"]);
  // Nobody had to ask the platform for its own secret.
  expect(allOf(state, "reveal").map(({ id }) => id)).toEqual(["platform"]);
});

test("somebody absent is made good for by the others, then the seed is drawn", async () => {
  const early = await force(anna, "draw", { do: "seed", ...SURE });
  expect(early.text).toContain("尚未公开秘密");
  const [absent = "", ...present] = ceremony.others;
  await ceremony.reveal(present);
  for (const id of present) {
    const share = unwrap(openShareOf(ceremony.device(id), await ceremony.state(), absent));
    unwrap(await ceremony.send(id, share));
  }
  await takeOwnSteps(platform.services, SEASON);
  expect((await anna.open("/officer/draw")).text).toContain("已由其他方还原");
  expect((await press(anna, "draw", "seed", { do: "seed", ...SURE })).status).toBe(303);
  const seed = theOnly(await ceremony.state(), "seed")?.seed ?? "";
  const nobody = await site.visitor(null);
  const run = await nobody.open("/run");
  expect(run.text).toContain(seed);
  expect(run.text).toContain("用各方的份额还原了");
});

test("a run is voided by two officers for a reason that everybody reads", async () => {
  const empty = await press(anna, "void", "ask", { do: "ask", reason: " " });
  expect(empty.html).toMatch(/id="f-reason-error"[^>]*>请填写作废原因/);
  expect((await press(anna, "void", "ask", { do: "ask", reason: "名册有误" })).status).toBe(303);
  expect((await anna.open("/officer/void")).html).not.toContain('<form id="void"');
  const refused = await force(anna, "void", SURE);
  expect(refused.status).toBe(400);
  const other = await bernd.open("/officer/void");
  expect(other.text).toContain("名册有误");
  expect((await bernd.send(other, "void", {})).html).toContain("请勾选确认");
  expect((await bernd.send(other, "void", SURE)).status).toBe(303);
  expect((await ceremony.season()).run).toBe(RUN.replace(/1$/, "2"));
  const nobody = await site.visitor(null);
  const run = await nobody.open("/run");
  expect(run.text).toContain("名册有误");
  expect(run.text).toContain(RUN.replace(/1$/, "2"));
});

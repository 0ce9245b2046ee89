import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Facts } from "@yangguang/core/domain/facts.ts";
import { maskName } from "@yangguang/core/domain/names.ts";
import type { ApplicationRow } from "../../registry/applications.ts";
import { actionsOfApplication } from "../../registry/applications.ts";
import { currentFacts } from "../../registry/facts.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import {
  A1_FACTS,
  inventChild,
  openTestSeason,
  SEASON,
  startTestPlatform,
} from "../../testing/platform.ts";
import type { Page, TestSite, Visitor } from "../../testing/site.ts";
import { startTestSite } from "../../testing/site.ts";
import {
  applyAndSettle,
  GUARDIAN,
  OFFICER,
  OTHER_OFFICER,
  schoolStaff,
  stored,
  SUPERVISOR,
} from "../../testing/staff.ts";

/** The agencies say nothing of the hukou, so that no category is certain. */
const { "child.hukouZone": _, ...UNCLEAR } = A1_FACTS;
const TOO_YOUNG: Facts = { ...A1_FACTS, "child.birthDate": "2020-01-01" };
const NOBODY = "00000000-0000-4000-8000-000000000000";

let platform: TestPlatform;
let site: TestSite;
let officer: Visitor;
let unclear: ApplicationRow;
let tooYoung: ApplicationRow;
let eligible: ApplicationRow;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
  site = await startTestSite(platform.services);
  officer = await site.visitor(OFFICER);
  unclear = await applyAndSettle(platform, 1, UNCLEAR);
  tooYoung = await applyAndSettle(platform, 2, TOO_YOUNG);
  eligible = await applyAndSettle(platform, 3);
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

const casePath = ({ id }: ApplicationRow): string => `/officer/cases/${id}`;
const openCase = (row: ApplicationRow): Promise<Page> => officer.open(casePath(row));
const statusOf = async ({ id }: ApplicationRow) => (await stored(platform, id)).status;
const actionsOf = async ({ id }: ApplicationRow) =>
  (await actionsOfApplication(platform.services.db, id)).map((row) => row.content.action);

describe("who may come in", () => {
  const pages = ["/officer", "/officer/inbox", "/officer/applications", "/officer/schools"];

  test("visitors are led to the sign-in and back", async () => {
    const visitor = await site.visitor(null);
    const page = await visitor.open("/officer/inbox?reason=review.disputed");
    expect(page.status).toBe(303);
    expect(page.to).toBe("/sign-in?back=%2Fofficer%2Finbox%3Freason%3Dreview.disputed");
    const signIn = await visitor.open(page.to);
    expect(signIn.html).toContain(
      'href="/sign-in/start?back=%2Fofficer%2Finbox%3Freason%3Dreview.disputed"',
    );
  });

  test("guardians, schools and supervisors are refused", async () => {
    for (const identity of [GUARDIAN, SUPERVISOR, schoolStaff("jiefang")]) {
      const visitor = await site.visitor(identity);
      for (const path of [...pages, casePath(unclear), "/officer/draw"]) {
        const page = await visitor.open(path);
        expect(page.status).toBe(403);
        expect(page.html).not.toContain(inventChild(1).name);
      }
    }
  });

  test("a post needs the session's own token", async () => {
    const page = await openCase(unclear);
    const before = await actionsOf(unclear);
    const refused = await officer.send(page, "approve", { csrf: "not-mine" });
    expect(refused.status).toBe(403);
    expect(await actionsOf(unclear)).toEqual(before);
  });

  test("what does not exist, and what cannot exist, is not found", async () => {
    expect((await officer.open(`/officer/cases/${NOBODY}`)).status).toBe(404);
    expect((await officer.open("/officer/cases/1%27--")).status).toBe(404);
  });
});

describe("the inbox", () => {
  test("holds the cases that no machine could settle, with masked names", async () => {
    const page = await officer.open("/officer/inbox");
    expect(page.status).toBe(200);
    expect(page.html).toContain(`/officer/cases/${unclear.id}`);
    expect(page.html).toContain(`/officer/cases/${tooYoung.id}`);
    expect(page.html).not.toContain(`/officer/cases/${eligible.id}`);
    expect(page.html).toContain(maskName(inventChild(1).name));
    expect(page.html).not.toContain(inventChild(1).name);
  });

  test("is filtered by reason", async () => {
    const page = await officer.open("/officer/inbox?reason=review.not-admitted");
    expect(page.html).toContain(`/officer/cases/${tooYoung.id}`);
    expect(page.html).not.toContain(`/officer/cases/${unclear.id}`);
  });

  test("is searched by the beginning of a public number or by a whole name", async () => {
    const byPid = await officer.open(`/officer/inbox?q=${unclear.pid.slice(0, 12)}`);
    expect(byPid.html).toContain(`/officer/cases/${unclear.id}`);
    expect(byPid.html).not.toContain(`/officer/cases/${tooYoung.id}`);
    const byName = await officer.open(
      `/officer/inbox?q=${encodeURIComponent(inventChild(2).name)}`,
    );
    expect(byName.html).toContain(`/officer/cases/${tooYoung.id}`);
    expect(byName.html).not.toContain(`/officer/cases/${unclear.id}`);
  });

  test("shows whose a case is, and a case can be given back", async () => {
    const claimed = await officer.send(await openCase(unclear), "claim", {});
    expect(claimed.to).toBe(casePath(unclear));
    const mine = await officer.open("/officer/inbox?claimed=mine");
    expect(mine.html).toContain(unclear.id);
    expect(mine.html).not.toContain(tooYoung.id);
    const nobodys = await officer.open("/officer/inbox?claimed=nobody");
    expect(nobodys.html).not.toContain(unclear.id);
    expect(nobodys.html).toContain(tooYoung.id);

    const other = await site.visitor(OTHER_OFFICER);
    const late = await other.send(await other.open(casePath(unclear)), "claim", {});
    const told = await other.open(late.to);
    expect(told.html).toContain("已由其他工作人员领取");
    expect(told.html).toContain(OFFICER.name);

    await officer.send(await openCase(unclear), "release", {});
    expect((await officer.open("/officer/inbox?claimed=mine")).html).not.toContain(unclear.id);
  });
});

describe("a case", () => {
  test("is shown in full, and the look is recorded", async () => {
    const page = await openCase(eligible);
    expect(page.html).toContain(inventChild(3).name);
    expect(page.html).toContain(inventChild(3).document.number);
    const { rows } = await platform.owner.query(
      "select count(*)::int as looks from look where application_id = $1",
      [eligible.id],
    );
    expect(rows).toEqual([{ looks: 1 }]);
  });

  test("cannot be approved while the policy does not decide", async () => {
    const page = await officer.send(await openCase(unclear), "approve", {});
    expect(page.status).toBe(400);
    expect(page.html).toContain("按政策还不能通过");
    expect(await statusOf(unclear)).toBe("in-review");
  });

  test("keeps what was entered when something of it is wrong", async () => {
    const page = await officer.send(await openCase(unclear), "approve", {
      "confirmed.child.birthDate": "2018-02-30",
      "basis.child.birthDate": "出生医学证明",
      "confirmed.child.hukouZone": "Z01",
      "confirmed.parent.hukouZone": "Z01",
      "none.parent.hukouZone": "on",
      "basis.parent.hukouZone": "户口簿",
    });
    expect(page.status).toBe(400);
    expect(page.html).toContain("2018-02-30”不是有效日期");
    expect(page.html).toContain("请填写确认“儿童户籍所在施教区”的依据");
    expect(page.html).toContain("既填了内容又勾选了“无”");
    expect(page.html).toContain('value="2018-02-30"');
    expect(page.html).toContain('value="出生医学证明"');
    expect(await statusOf(unclear)).toBe("in-review");
  });

  test("refuses values that the fact cannot have", async () => {
    const page = await officer.send(await openCase(unclear), "approve", {
      "confirmed.child.hukouZone": "Z99",
      "basis.child.hukouZone": "户口簿",
    });
    expect(page.status).toBe(400);
    expect(page.html).toContain("应为本市的施教区");
  });

  test("is approved once, however often the button is pressed", async () => {
    const page = await openCase(unclear);
    const values = {
      "confirmed.child.hukouZone": "Z01",
      "basis.child.hukouZone": "户口簿原件",
    };
    const [first, second] = await Promise.all([
      officer.send(page, "approve", values),
      officer.send(page, "approve", values),
    ]);
    expect([first.status, second.status]).toEqual([303, 303]);
    const again = await officer.send(page, "approve", values);
    expect(again.to).toBe("/officer/inbox");
    const after = await stored(platform, unclear.id);
    expect(after.status).toBe("eligible");
    expect(after.state.settlement?.category).toBe("A1");
    expect((await actionsOf(unclear)).filter((action) => action === "approve")).toHaveLength(1);
    const facts = await currentFacts(platform.services.db, SEASON, [unclear.child_id]);
    const zone = facts.find(({ fact }) => fact === "child.hukouZone");
    expect(zone).toMatchObject({ value: "Z01", note: "户口簿原件" });
    expect(zone?.recorded_by).toMatch(/^officer:/);
  });

  test("a stale page changes nothing and says so", async () => {
    const stale = await openCase(tooYoung);
    const fresh = await openCase(tooYoung);
    const asked = await officer.send(fresh, "ask-correction", {
      reason: ["identity", "other"],
      askText: "请核对出生日期。",
    });
    expect(asked.status).toBe(303);
    expect(await statusOf(tooYoung)).toBe("correction");
    const refused = await officer.send(stale, "reject", {
      rule: "admission:age",
      rejectText: "年龄不符。",
    });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("已在别处被修改");
    expect(refused.html).toContain("年龄不符。");
    expect(await statusOf(tooYoung)).toBe("correction");
  });

  test("a correction needs a reason and words, a rejection a rule and words", async () => {
    const another = await applyAndSettle(platform, 4, TOO_YOUNG);
    const page = await openCase(another);
    const noReason = await officer.send(page, "ask-correction", { askText: "请补充。" });
    expect(noReason.html).toContain("请至少选择一项补正事由");
    expect(noReason.html).toContain("请补充。");
    const unknown = await officer.send(page, "ask-correction", { reason: "x", askText: "y" });
    expect(unknown.status).toBe(400);
    const noRule = await officer.send(page, "reject", { rule: "made-up", rejectText: "不符。" });
    expect(noRule.html).toContain("请选择不予通过所依据的条款");
    const noWords = await officer.send(page, "reject", { rule: "admission:age" });
    expect(noWords.status).toBe(400);
    expect(await actionsOf(another)).toEqual(["apply", "refer"]);

    const rejected = await officer.send(page, "reject", {
      rule: "admission:age",
      rejectText: "未满六周岁。",
    });
    expect(rejected.status).toBe(303);
    const after = await stored(platform, another.id);
    expect(after.status).toBe("ineligible");
    expect(after.state.rejection?.zh).toContain("第十一条");

    const reopened = await officer.send(await openCase(another), "reopen", {
      reopenText: "家长补交了材料。",
    });
    expect(reopened.to).toBe(casePath(another));
    expect(await statusOf(another)).toBe("in-review");
  });

  test("actions that its status does not allow have no form", async () => {
    const page = await openCase(eligible);
    expect(page.html).not.toContain('id="approve"');
    expect(page.html).toContain('id="reopen"');
  });
});

describe("the search among all applications", () => {
  test("finds by status and shows the first choice", async () => {
    const page = await officer.open("/officer/applications?status=eligible");
    expect(page.html).toContain(eligible.id);
    expect(page.html).not.toContain(tooYoung.id);
    expect(page.html).toContain("解放小学");
  });

  test("takes no harm from what nobody offers to search for", async () => {
    const page = await officer.open("/officer/applications?status=none%27&page=-3&school=x&q=%25");
    expect(page.status).toBe(200);
    expect(page.html).not.toContain(eligible.id);
  });
});

test("the dashboard counts, and the plan shows who wants what", async () => {
  const dashboard = await officer.open("/officer");
  expect(dashboard.status).toBe(200);
  expect(dashboard.html).toContain("/officer/freeze");
  const plan = await officer.open("/officer/schools");
  expect(plan.status).toBe(200);
  expect(plan.html).toContain("解放小学");
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applicationRoutesOf, fields, routes } from "@yangguang/web/routes.ts";
import { actionsOfApplication, applicationsOfChildren } from "../../registry/applications.ts";
import type { Services } from "../../services/context.ts";
import { applyForChild } from "../../services/family-forms.ts";
import { consentToChecks } from "../../services/families.ts";
import { askAgencies } from "../../services/checks.ts";
import type { PersonDetails } from "../../services/people.ts";
import { findPerson } from "../../services/people.ts";
import { askCorrection, rejectCase, simpleAction } from "../../services/review.ts";
import { drawLots } from "../../services/draw.ts";
import { allocateSeats, announceResults, freezeRoll } from "../../services/runs.ts";
import { settleChildren } from "../../services/settle.ts";
import { CONSENT_PURPOSES } from "../../services/submit.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import {
  A1_FACTS,
  inventChild,
  inventGuardian,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../../testing/platform.ts";
import type { TestSite, Visitor } from "../../testing/site.ts";
import { guardianIdentity, startTestSite } from "../../testing/site.ts";
import type { Town } from "../../testing/town.ts";
import { makeTown } from "../../testing/town.ts";

const own = applicationRoutesOf.family;
const mother = inventGuardian(1);
const children = Array.from({ length: 12 }, (_, index) => inventChild(index));
const BUREAU = { kind: "bureau", id: "bureau" } as const;

let platform: TestPlatform;
let services: Services;
let town: Town;
let site: TestSite;
let visitor: Visitor;
let next = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
  town = makeTown([{ guardians: [mother], children, facts: A1_FACTS }]);
  services = { ...platform.services, agencies: town.agencies };
  site = await startTestSite(services);
  await comeBack(1);
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

/** Sessions last hours, a season weeks: on each day the family signs in anew. */
async function comeBack(day: number): Promise<void> {
  platform.goToDay(day);
  visitor = await site.visitor(guardianIdentity(mother));
  await visitor.open(routes.children.path());
}

const personId = async (person: PersonDetails): Promise<string> =>
  (await findPerson(services.db, services.keys, person.document))?.id ?? "";

interface Applied {
  readonly child: string;
  readonly application: string;
}

/** The next child's application, checked by the machine. */
async function apply(dispute: string | null = null): Promise<Applied> {
  const details = children[next];
  if (details === undefined) throw new Error("too few children");
  next += 1;
  const [child, guardianId] = [await personId(details), await personId(mother)];
  await consentToChecks(services, SEASON, child, { accountId: guardianId, guardianId });
  await askAgencies(services, SEASON, child);
  const done = await applyForChild(services, SEASON, {
    childId: child,
    guardianId,
    actor: { kind: "guardian", id: guardianId },
    key: `apply-${child}`,
    wishes: { choices: ["jiefang", "minzhu"], consentsToRedistribution: true, siblings: [] },
    disputes: dispute === null ? [] : [{ fact: "property.since", note: dispute }],
    consents: CONSENT_PURPOSES,
  });
  const application = unwrap(done).application.id;
  await settleChildren(services, SEASON, [child]);
  return { child, application };
}

const stateOf = async ({ child }: Applied) => {
  const [application] = await applicationsOfChildren(services.db, SEASON, [child]);
  if (application === undefined) throw new Error("no application");
  return application.state;
};

const contents = async ({ application }: Applied) =>
  (await actionsOfApplication(services.db, application)).map(({ content }) => content);

describe("while applications are open", () => {
  beforeEach(() => comeBack(1));

  test("the page shows category, reasons and what may be done", async () => {
    const one = await apply();
    const page = await visitor.open(own.application.path(one));
    expect(page.status).toBe(200);
    expect(page.text).toContain("审核通过");
    expect(page.text).toContain("类别与积分");
    expect(page.text).toContain("A1类");
    for (const action of ["changeChoices", "amend", "withdraw"] as const) {
      expect(page.html).toContain(`href="${own[action].path(one)}"`);
    }
    expect(page.html).not.toContain(`href="${own.accept.path(one)}"`);
  });

  test("choices are changed; a stale tab is told, and keeps what was entered", async () => {
    const one = await apply();
    const [tab, stale] = [
      await visitor.open(own.changeChoices.path(one)),
      await visitor.open(own.changeChoices.path(one)),
    ];
    const choose = { [fields.command]: "save" };
    const changed = { ...choose, [fields.choice(1)]: "shiyan", [fields.redistribution]: "yes" };
    const done = await visitor.send(tab, "choices", changed);
    expect(done.to).toBe(own.application.path(one));
    expect((await visitor.send(tab, "choices", changed)).status).toBe(303);

    const late = await visitor.send(stale, "choices", { ...choose, [fields.choice(1)]: "yantou" });
    expect(late.status).toBe(409);
    expect(late.html).toContain('value="yantou" selected');
    expect((await stateOf(one)).form?.choices).toEqual(["shiyan"]);

    const again = await visitor.send(late, "choices", { ...choose, [fields.choice(1)]: "yantou" });
    expect(again.status).toBe(303);
    expect((await stateOf(one)).form?.choices).toEqual(["yantou"]);
    expect((await contents(one)).filter(({ action }) => action === "choose")).toHaveLength(2);
  });

  test("a page gone back to and filled in anew is no second click", async () => {
    const one = await apply();
    const page = await visitor.open(own.changeChoices.path(one));
    const choose = (school: string) => ({ [fields.choice(1)]: school, [fields.command]: "save" });
    expect((await visitor.send(page, "choices", choose("shiyan"))).status).toBe(303);
    const other = await visitor.send(page, "choices", choose("yantou"));
    expect(other.status).toBe(409);
    expect(other.text).toContain("已在别处被修改");
    expect((await stateOf(one)).form?.choices[0]).toBe("shiyan");
  });

  test("a change of facts goes to the checks again and keeps the choices", async () => {
    const one = await apply();
    const page = await visitor.open(own.amend.path(one));
    const done = await visitor.send(page, "facts", {
      [fields.wrong("property.since")]: "yes",
      [fields.note("property.since")]: "登记在2014年",
    });
    expect(done.to).toBe(own.application.path(one));
    expect(await stateOf(one)).toMatchObject({
      status: "submitted",
      form: {
        choices: ["jiefang", "minzhu"],
        disputes: [{ fact: "property.since", note: "登记在2014年" }],
      },
    });
    expect((await visitor.open(done.to)).text).not.toContain("类别与积分");
  });

  test("what an officer asked is shown, and the answer reaches him", async () => {
    const one = await apply("登记在2014年");
    const { version } = await stateOf(one);
    const officer = { applicationId: one.application, actor: BUREAU, key: "ask-1" };
    unwrap(
      await askCorrection(services, {
        ...officer,
        expectedVersion: version,
        reasons: ["residence"],
        note: "请说明何时入住",
      }),
    );
    const page = await visitor.open(own.correct.path(one));
    expect(page.text).toContain("居住或房产信息需要说明");
    expect(page.text).toContain("请说明何时入住");
    const children = await visitor.open(routes.children.path());
    expect(children.html).toContain(own.correct.path(one));
    const done = await visitor.send(page, "facts", { [fields.reply]: "2014年起一直住在这里" });
    expect(done.to).toBe(own.application.path(one));
    expect((await contents(one)).at(-1)).toMatchObject({
      action: "correct",
      reply: "2014年起一直住在这里",
      form: { disputes: [] },
    });
    const history = await visitor.open(own.application.path(one));
    expect(history.text).toContain("2014年起一直住在这里");
  });

  test("nothing to correct: the page says why there is none", async () => {
    const page = await visitor.open(own.correct.path(await apply()));
    expect(page.status).toBe(409);
  });

  test("a rejection is told with its reason, an officer's own notes are not", async () => {
    const one = await apply("登记在2014年");
    unwrap(
      await rejectCase(services, {
        applicationId: one.application,
        actor: BUREAU,
        key: "reject-1",
        expectedVersion: (await stateOf(one)).version,
        reason: { zh: "房产登记晚于截止日", en: "registered too late" },
        note: "以不动产登记为准",
      }),
    );
    const page = await visitor.open(own.application.path(one));
    expect(page.text).toContain("房产登记晚于截止日：以不动产登记为准");
  });

  test("withdrawing asks once more, happens once, and the child can apply again", async () => {
    const one = await apply();
    const page = await visitor.open(own.withdraw.path(one));
    const unsure = await visitor.send(page, "withdraw", {});
    expect(unsure.status).toBe(400);
    const sure = { [fields.sure]: "yes" };
    const clicks = await Promise.all([1, 2].map(() => visitor.send(page, "withdraw", sure)));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    expect((await stateOf(one)).status).toBe("withdrawn");
    const list = await visitor.open(routes.children.path());
    expect(list.html).toContain(own.applyStart.path(one));
    expect((await visitor.open(own.receipt.path(one))).status).toBe(404);
    expect((await visitor.open(own.applyStart.path(one))).status).toBe(200);
  });

  test("a page from before a change cannot withdraw what it did not show", async () => {
    const one = await apply();
    const stale = await visitor.open(own.withdraw.path(one));
    const page = await visitor.open(own.changeChoices.path(one));
    await visitor.send(page, "choices", { [fields.choice(1)]: "shiyan", [fields.command]: "save" });
    const late = await visitor.send(stale, "withdraw", { [fields.sure]: "yes" });
    expect(late.status).toBe(409);
    expect((await stateOf(one)).status).toBe("eligible");
  });

  test("nobody sees a result before it is announced", async () => {
    const one = await apply();
    expect((await visitor.open(own.result.path(one))).status).toBe(404);
    expect((await visitor.open(own.notice.path(one))).status).toBe(404);
    expect((await visitor.open(own.accept.path(one))).status).toBe(409);
  });
});

describe("after the draw", () => {
  let placed: Applied;
  let other: Applied;
  const request = (key: string) => ({ seasonId: SEASON, actor: BUREAU, key });

  beforeAll(async () => {
    await comeBack(1);
    placed = await apply();
    other = await apply();
    platform.goToDay(16);
    unwrap(await freezeRoll(services, request("freeze")));
    const dice = "1234567890".repeat(4);
    const readers = ["甲", "乙"] as const;
    unwrap(await drawLots(services, { ...request("draw"), dice, diceAgain: dice, readers }));
    unwrap(await allocateSeats(services, request("allocate")));
    await comeBack(16);
    expect((await visitor.open(own.result.path(placed))).status).toBe(404);
    unwrap(await announceResults(services, request("announce")));
  });

  test("the result names school, step, every reason and the lot", async () => {
    await comeBack(21);
    const page = await visitor.open(own.result.path(placed));
    expect(page.status).toBe(200);
    expect(page.text).toContain("解放小学");
    expect(page.text).toContain("A1类，按施教区");
    expect(page.text).toContain("录取了这个孩子");
    expect(page.text).toContain("全市统一号码");
    expect(page.html).toContain(`href="${own.accept.path(placed)}"`);
  });

  test("before the window for answers opens, the page says when it does", async () => {
    await comeBack(17);
    const page = await visitor.open(own.accept.path(placed));
    expect(page.status).toBe(200);
    expect(page.text).toContain("届时再来即可");
    expect(page.html).not.toContain('<form id="accept"');
  });

  test("a place is accepted once; then there is a notice", async () => {
    await comeBack(21);
    expect((await visitor.open(own.notice.path(placed))).status).toBe(404);
    const page = await visitor.open(own.accept.path(placed));
    const sure = { [fields.sure]: "yes" };
    const clicks = await Promise.all([1, 2].map(() => visitor.send(page, "accept", sure)));
    expect(clicks.map(({ to }) => to)).toEqual([1, 2].map(() => own.notice.path(placed)));
    const notice = await visitor.open(own.notice.path(placed));
    expect(notice.text).toContain("永康市教育局");
    expect(notice.text).toContain("解放小学");
    expect((await contents(placed)).filter(({ action }) => action === "accept")).toHaveLength(1);
    expect((await visitor.open(own.decline.path(placed))).status).toBe(409);
  });

  test("the notice stays when the child has arrived", async () => {
    await comeBack(26);
    unwrap(
      await simpleAction(services, {
        applicationId: placed.application,
        action: "register",
        actor: { kind: "school", id: "school" },
        key: "register-1",
      }),
    );
    expect((await visitor.open(own.notice.path(placed))).status).toBe(200);
  });

  test("an offer that nobody answered in time cannot be accepted any more", async () => {
    await comeBack(26);
    const page = await visitor.open(own.accept.path(other));
    expect(page.text).toContain("已于");
    const list = await visitor.open(routes.children.path());
    expect(list.html).toContain(own.result.path(other));
  });
});

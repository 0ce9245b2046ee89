import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failure } from "@yangguang/core/domain/result.ts";
import { applicationRoutesOf, fields, routes } from "@yangguang/web/routes.ts";
import { actionsOfApplication, applicationsOfChildren } from "../../registry/applications.ts";
import type { Services } from "../../services/context.ts";
import { findPerson } from "../../services/people.ts";
import type { PersonDetails } from "../../services/people.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import {
  A1_FACTS,
  inventChild,
  inventGuardian,
  openTestSeason,
  SEASON,
  startTestPlatform,
} from "../../testing/platform.ts";
import type { Page, TestSite, Visitor } from "../../testing/site.ts";
import { findForm, guardianIdentity, startTestSite } from "../../testing/site.ts";
import type { Town } from "../../testing/town.ts";
import { makeTown } from "../../testing/town.ts";

const own = applicationRoutesOf.family;
const [mother, father, stranger, twinMother] = [1, 2, 3, 4].map(inventGuardian) as [
  PersonDetails,
  PersonDetails,
  PersonDetails,
  PersonDetails,
];
const children = Array.from({ length: 40 }, (_, index) => inventChild(index));
const childAt = (index: number): PersonDetails => {
  const child = children[index];
  if (child === undefined) throw new Error("too few children");
  return child;
};

/** In days. */
const ONE_MINUTE = 1 / (24 * 60);

let platform: TestPlatform;
let services: Services;
let town: Town;
let site: TestSite;
let visitor: Visitor;
/** Each test has a child of its own. */
let next = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
  town = makeTown([
    { guardians: [mother, father], children: children.slice(0, 30), facts: A1_FACTS },
    { guardians: [twinMother], children: children.slice(30, 35), facts: A1_FACTS },
    { guardians: [stranger], children: children.slice(35), facts: A1_FACTS },
  ]);
  services = { ...platform.services, agencies: town.agencies };
  site = await startTestSite(services);
  visitor = await site.visitor(guardianIdentity(mother));
  await visitor.open(routes.children.path());
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

beforeEach(() => {
  platform.goToDay(1);
  town.silent.clear();
  town.remarks.clear();
  town.asked.clear();
});

async function idOf(child: PersonDetails): Promise<string> {
  const person = await findPerson(services.db, services.keys, child.document);
  if (person === null) throw new Error("the child is not known yet");
  return person.id;
}

async function nextChild(): Promise<string> {
  const child = childAt(next);
  next += 1;
  return idOf(child);
}

const applicationOf = async (child: string) =>
  (await applicationsOfChildren(services.db, SEASON, [child]))[0];

const actionsOf = async (child: string): Promise<readonly string[]> => {
  const application = await applicationOf(child);
  const actions = application ? await actionsOfApplication(services.db, application.id) : [];
  return actions.map(({ content }) => content.action);
};

const consentAll = {
  [fields.consent("admission")]: "yes",
  [fields.consent("agency-checks")]: "yes",
};

/** Goes through the steps up to the review page. */
async function fillIn(
  who: Visitor,
  child: string,
  choices: Readonly<Record<string, string | readonly string[]>> = { [fields.choice(1)]: "jiefang" },
): Promise<Page> {
  const start = await who.open(own.applyStart.path({ child }));
  await who.send(start, "start", { [fields.consentToCheck]: "yes" });
  await who.send(await who.open(own.applyFacts.path({ child })), "facts", {});
  const page = await who.open(own.applyChoices.path({ child }));
  await who.send(page, "choices", { [fields.command]: "save", ...choices });
  await who.send(await who.open(own.applyConsent.path({ child })), "consent", consentAll);
  return who.open(own.applyReview.path({ child }));
}

describe("the guardian's children", () => {
  test("come from the household register, each with the next thing to do", async () => {
    const page = await visitor.open(routes.children.path());
    expect(page.status).toBe(200);
    expect(page.text).toContain(childAt(0).name);
    expect(page.html).toContain(own.applyStart.path({ child: await idOf(childAt(29)) }));
    expect(page.text).not.toContain(childAt(0).document.number);
  });

  test("stay known while the register is silent", async () => {
    town.silent.add("household");
    const page = await visitor.open(routes.children.path());
    expect(page.text).toContain("部门系统繁忙。");
    expect(page.text).toContain(childAt(0).name);
  });
});

describe("applying, step by step", () => {
  test("no agency is asked before the guardian consents", async () => {
    const child = await nextChild();
    const start = await visitor.open(own.applyStart.path({ child }));
    const refused = await visitor.send(start, "start", {});
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("没有您的同意");
    expect([...town.asked]).toEqual([]);

    const consented = await visitor.send(refused, "start", { [fields.consentToCheck]: "yes" });
    expect(consented.to).toBe(own.applyFacts.path({ child }));
    expect(town.asked.get("property")).toBe(1);
  });

  test("ends with a receipt and one application", async () => {
    const child = await nextChild();
    const review = await fillIn(visitor, child);
    expect(review.text).toContain("解放小学");
    const sent = await visitor.send(review, "submit", {});
    const application = await applicationOf(child);
    expect(sent.status).toBe(303);
    expect(sent.to).toBe(own.receipt.path({ application: application?.id ?? "" }));
    expect(application?.state).toMatchObject({
      status: "submitted",
      form: { choices: ["jiefang"], lotGroup: null, disputes: [] },
    });
    const receipt = await visitor.open(sent.to);
    expect(receipt.text).toContain(application?.pid);
    const whole = await visitor.open(own.application.path({ application: application?.id ?? "" }));
    expect(whole.status).toBe(200);
    expect(whole.text).toContain("提交报名");
  });

  test("twice the same click, and another tab, send one application", async () => {
    const child = await nextChild();
    const review = await fillIn(visitor, child);
    const otherTab = await visitor.open(own.applyReview.path({ child }));
    const clicks = await Promise.all([1, 2, 3].map(() => visitor.send(review, "submit", {})));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(clicks.map(({ to }) => to)).size).toBe(1);
    const late = await visitor.send(otherTab, "submit", {});
    expect(late.to).toBe(clicks[0]?.to);
    expect(await actionsOf(child)).toEqual(["apply"]);
  });

  test("steps cannot be skipped", async () => {
    const child = await nextChild();
    const start = own.applyStart.path({ child });
    for (const step of [own.applyFacts, own.applyChoices, own.applyConsent, own.applyReview]) {
      expect((await visitor.open(step.path({ child }))).to).toBe(start);
    }
    const page = await visitor.open(start);
    await visitor.send(page, "start", { [fields.consentToCheck]: "yes" });
    const facts = own.applyFacts.path({ child });
    expect((await visitor.open(own.applyReview.path({ child }))).to).toBe(facts);
  });

  test("outside the window the page says when to come, and nobody is asked", async () => {
    const child = await nextChild();
    const open = await visitor.open(own.applyStart.path({ child }));
    platform.goToDay(-1);
    const early = await visitor.send(open, "start", { [fields.consentToCheck]: "yes" });
    expect(early.status).toBe(400);
    expect(early.text).toContain("届时再来即可");
    expect([...town.asked]).toEqual([]);
  });

  test("a form sent after the window closed is refused and stays as it is", async () => {
    platform.goToDay(10 - ONE_MINUTE);
    const child = await nextChild();
    const inTime = await site.visitor(guardianIdentity(mother));
    const review = await fillIn(inTime, child);
    platform.goToDay(10);
    const late = await inTime.send(review, "submit", {});
    expect(late.status).toBe(400);
    expect(late.text).toContain("已于");
    expect(late.text).toContain("解放小学");
    expect(await actionsOf(child)).toEqual([]);
  });

  test("consents are asked one by one", async () => {
    const child = await nextChild();
    await fillIn(visitor, child);
    const page = await visitor.open(own.applyConsent.path({ child }));
    const refused = await visitor.send(page, "consent", {
      [fields.consent("agency-checks")]: "yes",
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(`id="f-${fields.consent("admission")}-error"`);
    const review = own.applyReview.path({ child });
    expect((await visitor.open(review)).to).toBe(own.applyConsent.path({ child }));
  });
});

describe("facts", () => {
  async function factsPage(child: string): Promise<Page> {
    const start = await visitor.open(own.applyStart.path({ child }));
    const { to } = await visitor.send(start, "start", { [fields.consentToCheck]: "yes" });
    return visitor.open(to);
  }

  test("a silent agency is waited for, and asked again only after a pause", async () => {
    town.silent.add("property");
    const child = await nextChild();
    const page = await factsPage(child);
    expect(page.text).toContain("部门系统繁忙。");
    await visitor.open(own.applyFacts.path({ child }));
    expect(town.asked.get("property")).toBe(1);
    platform.goToDay(1 + ONE_MINUTE);
    town.silent.clear();
    const later = await visitor.open(own.applyFacts.path({ child }));
    expect(town.asked.get("property")).toBe(2);
    expect(later.text).not.toContain("部门系统繁忙。");
  });

  test("what an officer has to look at is said", async () => {
    const remark = failure(
      "test.remark",
      "地址不清楚。",
      "The address is unclear.",
      "property.zone",
    );
    town.remarks.set("property", [remark]);
    const page = await factsPage(await nextChild());
    expect(page.text).toContain("地址不清楚。");
  });

  test("calling one wrong needs words; what was entered stays", async () => {
    const child = await nextChild();
    const page = await factsPage(child);
    const wrong = fields.wrong("property.since");
    const note = fields.note("property.since");
    const otherNote = fields.note("child.hukouSince");
    const refused = await visitor.send(page, "facts", {
      [wrong]: "yes",
      [otherNote]: "应为2017年",
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(`id="f-${note}-error"`);
    expect(refused.text).toContain("应为2017年");

    const kept = await visitor.send(refused, "facts", { [wrong]: "yes", [note]: "登记在2014年" });
    expect(kept.to).toBe(own.applyChoices.path({ child }));
    const again = await visitor.open(own.applyFacts.path({ child }));
    expect(again.text).toContain("登记在2014年");
  });
});

describe("choices", () => {
  async function choicesPage(child: string): Promise<Page> {
    await fillIn(visitor, child);
    return visitor.open(own.applyChoices.path({ child }));
  }
  const list = (...schools: readonly string[]) =>
    Object.fromEntries(schools.map((school, index) => [fields.choice(index + 1), school]));

  test.each([
    ["a school twice", list("jiefang", "minzhu", "jiefang"), 3, "重复"],
    ["a school outside the plan", list("jiefang", "harvard"), 2, "不在今年的招生计划中"],
    [
      "more schools than allowed",
      list("jiefang", "minzhu", "shiyan", "yantou", "nanyuan"),
      5,
      "最多填报4个志愿",
    ],
  ])("%s is refused at its place", async (_, values, rank, words) => {
    const page = await choicesPage(await nextChild());
    const refused = await visitor.send(page, "choices", { ...values, [fields.command]: "save" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(words);
    expect(refused.html).toContain(`#f-${fields.choice(rank)}`);
  });

  test("moving a school sends nothing and forgets nothing", async () => {
    const child = await nextChild();
    const page = await choicesPage(child);
    const moved = await visitor.send(page, "choices", {
      ...list("minzhu", "shiyan"),
      [fields.redistribution]: "yes",
      [fields.command]: "up:2",
    });
    expect(moved.status).toBe(200);
    const order = ["shiyan", "minzhu"].map((id) => moved.html.indexOf(`value="${id}" selected`));
    expect(order[0]).toBeGreaterThan(0);
    expect(order[0]).toBeLessThan(order[1] ?? 0);
    expect(moved.html).toMatch(new RegExp(`name="${fields.redistribution}"[^>]* checked`));
    const review = await visitor.open(own.applyReview.path({ child }));
    expect(review.text).toContain("解放小学");
    expect(review.text).not.toContain("民主小学");
  });

  test("the family's own zone comes first", async () => {
    const page = await choicesPage(await nextChild());
    const first = /<option value="([a-z]+)"/.exec(page.html)?.[1];
    expect(first).toBe("jiefang");
  });
});

describe("siblings", () => {
  let parent: Visitor;
  const [older, younger, third] = [childAt(30), childAt(31), childAt(32)];

  beforeAll(async () => {
    parent = await site.visitor(guardianIdentity(twinMother));
    await parent.open(routes.children.path());
  });

  const groupOf = async (child: PersonDetails) =>
    (await applicationOf(await idOf(child)))?.state.form?.lotGroup;

  test("who apply one after the other share one lot", async () => {
    const [one, two] = [await idOf(older), await idOf(younger)];
    await parent.send(await fillIn(parent, one), "submit", {});
    expect(await groupOf(older)).toBeNull();
    const wishes = { [fields.choice(1)]: "jiefang", [fields.sibling]: [one] };
    await parent.send(await fillIn(parent, two, wishes), "submit", {});
    const group = await groupOf(younger);
    expect(group).toMatch(/^[0-9a-f]{32}$/);
    expect(await groupOf(older)).toBe(group);
    expect(await actionsOf(one)).toEqual(["apply", "choose"]);
    const application = (await applicationOf(one))?.id ?? "";
    const page = await parent.open(own.application.path({ application }));
    expect(page.text).toContain(younger.name);
  });

  test("a third one joins, and can leave again", async () => {
    const ids = await Promise.all([older, younger, third].map(idOf));
    const [one = "", two = "", three = ""] = ids;
    const wishes = { [fields.choice(1)]: "jiefang", [fields.sibling]: [one, two] };
    await parent.send(await fillIn(parent, three, wishes), "submit", {});
    expect(await groupOf(third)).toBe(await groupOf(older));
    const application = (await applicationOf(three))?.id ?? "";
    const page = await parent.open(own.changeChoices.path({ application }));
    const left = await parent.send(page, "choices", {
      [fields.choice(1)]: "jiefang",
      [fields.command]: "save",
    });
    expect(left.status).toBe(303);
    expect(await groupOf(third)).toBeNull();
    expect(await groupOf(older)).toBe(await groupOf(younger));
  });

  test("whose forms are sent in the same moment share one lot too", async () => {
    const [one, two] = [await idOf(childAt(33)), await idOf(childAt(34))];
    await fillIn(parent, one);
    const secondReview = await fillIn(parent, two, {
      [fields.choice(1)]: "jiefang",
      [fields.sibling]: [one],
    });
    const firstReview = await parent.open(own.applyReview.path({ child: one }));
    expect(firstReview.text).toContain(childAt(34).name);
    await Promise.all(
      [firstReview, secondReview].map((review) => parent.send(review, "submit", {})),
    );
    expect(await groupOf(childAt(33))).toMatch(/^[0-9a-f]{32}$/);
    expect(await groupOf(childAt(34))).toBe(await groupOf(childAt(33)));
  });

  test("another family's child cannot be tied to one's own", async () => {
    const foreign = await idOf(childAt(0));
    const application = (await applicationOf(await idOf(third)))?.id ?? "";
    const page = await parent.open(own.changeChoices.path({ application }));
    await parent.send(page, "choices", { [fields.sibling]: [foreign], [fields.command]: "save" });
    expect(await groupOf(third)).toBeNull();
  });
});

describe("what belongs to others", () => {
  test("does not exist", async () => {
    const other = await site.visitor(guardianIdentity(stranger));
    await other.open(routes.children.path());
    const child = await nextChild();
    await visitor.send(await fillIn(visitor, child), "submit", {});
    const application = (await applicationOf(child))?.id ?? "";
    for (const [name, { path }] of Object.entries(own)) {
      const asked = await other.open(path({ child, application }));
      expect([name, asked.status]).toEqual([name, 404]);
    }
    const start = await other.open(own.applyStart.path({ child: await idOf(childAt(35)) }));
    const { csrf = "" } = findForm(start, "start").hidden;
    const posted = await other.post(own.withdraw.path({ application }), {
      csrf,
      key: "a-key-of-my-own",
      version: "1",
      sure: "yes",
    });
    expect(posted.status).toBe(404);
    expect(await actionsOf(child)).toEqual(["apply"]);
  });

  test("an address that is no id does not exist either", async () => {
    expect((await visitor.open(own.application.path({ application: "1 or 1=1" }))).status).toBe(
      404,
    );
  });

  test("whoever is not signed in is sent to sign in, and comes back", async () => {
    const nobody = await site.visitor(null);
    const page = await nobody.open(routes.children.path());
    expect(page.status).toBe(303);
    expect(page.to).toContain(routes.signIn.path());
    expect(page.to).toContain(encodeURIComponent(routes.children.path()));
  });

  test("a form without the session's token is refused", async () => {
    const child = await nextChild();
    const values = { key: "a-key-of-my-own", [fields.consentToCheck]: "yes" };
    const posted = await visitor.post(own.applyStart.path({ child }), values);
    expect(posted.status).toBe(403);
    expect([...town.asked]).toEqual([]);
  });
});

describe("the other parent", () => {
  test("is told who applied, and cannot apply a second time", async () => {
    const child = await nextChild();
    const dad = await site.visitor(guardianIdentity(father));
    const review = await fillIn(dad, child);
    await visitor.send(await fillIn(visitor, child), "submit", {});
    const second = await dad.send(review, "submit", {});
    expect(second.status).toBe(409);
    expect(await actionsOf(child)).toEqual(["apply"]);
    const page = await dad.open(routes.children.path());
    expect(page.text).toContain("孩子的母亲已为孩子报名");
    const ownPage = await visitor.open(routes.children.path());
    expect(ownPage.text).not.toContain("孩子的母亲已为孩子报名");
  });
});

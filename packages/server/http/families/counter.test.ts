import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { residentIdCheckDigit } from "@yangguang/core/domain/identity.ts";
import { applicationRoutesOf, fields, routes } from "@yangguang/web/routes.ts";
import { actionsOfApplication, applicationsOfChildren } from "../../registry/applications.ts";
import type { Services } from "../../services/context.ts";
import type { PersonDetails } from "../../services/people.ts";
import { findPerson } from "../../services/people.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import {
  A1_FACTS,
  inventChild,
  openTestSeason,
  SEASON,
  startTestPlatform,
} from "../../testing/platform.ts";
import type { Page, TestSite, Visitor } from "../../testing/site.ts";
import { guardianIdentity, staffIdentity, startTestSite } from "../../testing/site.ts";
import type { Town } from "../../testing/town.ts";
import { makeTown } from "../../testing/town.ts";
import { readDocuments } from "./counter.ts";

const desk = applicationRoutesOf.counter;
/** No district has the area code 330799. */
function elderly(place: string, name: string): PersonDetails {
  const first17 = `33079919500101${place}`;
  const number = first17 + residentIdCheckDigit(first17);
  return { document: { kind: "resident-id", number }, name, birthDate: null };
}

const grandmother = elderly("002", "测试奶奶");
const neighbour = elderly("004", "测试邻居");
const childless = elderly("006", "测试路人");
const foreigner: PersonDetails = {
  document: { kind: "passport", number: "K12345678" },
  name: "Ada Test",
  birthDate: "1990-01-01" as PlainDate,
};
const [child, neighbourChild, foreignChild] = [1, 2, 3].map(inventChild) as [
  PersonDetails,
  PersonDetails,
  PersonDetails,
];

let platform: TestPlatform;
let services: Services;
let town: Town;
let site: TestSite;
let clerk: Visitor;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
  town = makeTown([
    { guardians: [grandmother], children: [child], facts: A1_FACTS },
    { guardians: [neighbour], children: [neighbourChild], facts: A1_FACTS },
    { guardians: [foreigner], children: [foreignChild], facts: A1_FACTS },
  ]);
  services = { ...platform.services, agencies: town.agencies };
  site = await startTestSite(services);
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

beforeEach(async () => {
  platform.goToDay(1);
  town.silent.clear();
  clerk = await site.visitor(staffIdentity("clerk", "窗口甲"));
});

const personId = async (person: PersonDetails): Promise<string | null> =>
  (await findPerson(services.db, services.keys, person.document))?.id ?? null;

async function find(
  who: Visitor,
  { name, document }: Pick<PersonDetails, "name" | "document">,
  more: Readonly<Record<string, string>> = { [fields.statement]: "yes" },
): Promise<Page> {
  const page = await who.open(routes.counter.path());
  const guardian = {
    [fields.guardianName]: name,
    [fields.guardianDocument]: document.number,
  };
  return who.send(page, "find-family", { ...guardian, ...more });
}

describe("finding a family at the counter", () => {
  test("by the guardian's name and document, with the statement read out", async () => {
    const found = await find(clerk, grandmother);
    const guardian = (await personId(grandmother)) ?? "";
    expect(found.to).toBe(routes.counterFamily.path({ guardian }));
    const page = await clerk.open(found.to);
    expect(page.text).toContain(child.name);
    expect(page.text).toContain(`正在代 ${grandmother.name} 办理`);
  });

  test("a wrong name is refused, and the stranger is not remembered", async () => {
    const wrong = await find(clerk, { ...neighbour, name: "别人" });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain("姓名与证件号码不符");
    expect(wrong.html).toContain('value="别人"');
    expect(await personId(neighbour)).toBeNull();
  });

  test("somebody without children in care is told so", async () => {
    const alone = await find(clerk, childless);
    expect(alone.status).toBe(400);
    expect(alone.text).toContain("没有找到由此人监护的孩子");
    expect(await personId(childless)).toBeNull();
  });

  test("without the statement, with a broken number and an empty name: all at once", async () => {
    const page = await find(
      clerk,
      { name: "", document: { kind: "resident-id", number: "12" } },
      {},
    );
    expect(page.status).toBe(400);
    for (const name of ["guardianName", "guardianDocument", "statement"]) {
      expect(page.html).toContain(`id="f-${name}-error"`);
    }
  });

  test("while the register is silent only families known before are found", async () => {
    await find(clerk, grandmother);
    town.silent.add("household");
    expect((await find(clerk, grandmother)).status).toBe(303);
    const stranger = await find(clerk, neighbour);
    expect(stranger.status).toBe(400);
    expect(stranger.text).toContain("请过几分钟再试");
  });

  test("a passport is read as what the register knows", async () => {
    const found = await find(clerk, foreigner);
    expect(found.status).toBe(303);
    expect((await clerk.open(found.to)).text).toContain(foreignChild.name);
  });

  test("only clerks are let in", async () => {
    const guardian = await site.visitor(guardianIdentity(grandmother));
    expect((await guardian.open(routes.counter.path())).status).toBe(403);
    expect((await clerk.open(routes.children.path())).status).toBe(403);
  });
});

describe("a family that was not found here", () => {
  test("is closed to the clerk, and so is what another clerk opened", async () => {
    await find(clerk, grandmother);
    const guardian = (await personId(grandmother)) ?? "";
    const id = (await personId(child)) ?? "";
    const other = await site.visitor(staffIdentity("clerk", "窗口乙"));
    expect((await other.open(routes.counterFamily.path({ guardian }))).status).toBe(404);
    expect((await other.open(desk.applyStart.path({ child: id }))).status).toBe(404);
    expect((await clerk.open(desk.applyStart.path({ child: id }))).status).toBe(200);
    await clerk.signIn(staffIdentity("clerk", "窗口乙"));
    expect((await clerk.open(desk.applyStart.path({ child: id }))).status).toBe(404);
  });

  test("is put away after some hours", async () => {
    const { to } = await find(clerk, grandmother);
    expect((await clerk.open(to)).status).toBe(200);
    platform.goToDay(1 + 4.1 / 24);
    expect((await clerk.open(to)).status).toBe(404);
  });
});

describe("applying for a family", () => {
  test("is recorded as the clerk's doing, with the guardian's consent and every look", async () => {
    await find(clerk, grandmother);
    const id = (await personId(child)) ?? "";
    const at = { child: id };
    const start = await clerk.open(desk.applyStart.path(at));
    await clerk.send(start, "start", { [fields.consentToCheck]: "yes" });
    await clerk.send(await clerk.open(desk.applyFacts.path(at)), "facts", {});
    await clerk.send(await clerk.open(desk.applyChoices.path(at)), "choices", {
      [fields.choice(1)]: "minzhu",
      [fields.command]: "save",
    });
    await clerk.send(await clerk.open(desk.applyConsent.path(at)), "consent", {
      [fields.consent("admission")]: "yes",
      [fields.consent("agency-checks")]: "yes",
    });
    const sent = await clerk.send(await clerk.open(desk.applyReview.path(at)), "submit", {});
    const [application] = await applicationsOfChildren(services.db, SEASON, [id]);
    if (application === undefined) throw new Error("no application");
    expect(sent.to).toBe(desk.receipt.path({ application: application.id }));
    const [action] = await actionsOfApplication(services.db, application.id);
    expect(action).toMatchObject({ actor_kind: "clerk", content: { action: "apply" } });

    const receipt = await clerk.open(sent.to);
    const family = applicationRoutesOf.family.receipt.path({ application: application.id });
    expect(receipt.text).toContain(`http://localhost${family}`);
    const looks = await services.db.selectFrom("look").select("purpose").execute();
    expect(looks).toEqual([{ purpose: "counter" }]);
    const consents = await services.db.selectFrom("consent").select("guardian_id").execute();
    const guardian = await personId(grandmother);
    expect(new Set(consents.map((consent) => consent.guardian_id))).toEqual(new Set([guardian]));
  });

  test("leaves the family free to go on by itself", async () => {
    const guardian = await site.visitor(guardianIdentity(grandmother));
    const page = await guardian.open(routes.children.path());
    const [application] = await applicationsOfChildren(services.db, SEASON, [
      (await personId(child)) ?? "",
    ]);
    const path = applicationRoutesOf.family.application.path({
      application: application?.id ?? "",
    });
    expect(page.html).toContain(path);
    expect((await guardian.open(path)).text).toContain("窗口工作人员");
  });
});

describe("a number that does not show its document", () => {
  test.each([
    ["K12345678", ["passport"]],
    ["H12345678", ["hk-macau-permit", "passport"]],
    ["12345678", ["taiwan-permit", "passport"]],
  ])("%s can be %j", (number, kinds) => {
    const read = readDocuments(number);
    expect(read.ok && read.value.map(({ kind }) => kind)).toEqual(kinds);
  });
});

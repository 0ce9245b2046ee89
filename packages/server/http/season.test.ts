import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApplicationRow } from "../registry/applications.ts";
import { searchApplications } from "../registry/applications.ts";
import { loadSeason } from "../services/context.ts";
import { simpleAction } from "../services/review.ts";
import type { TestPlatform } from "../testing/platform.ts";
import {
  A1_FACTS,
  inventChild,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import type { Page, TestSite, Visitor } from "../testing/site.ts";
import { startTestSite } from "../testing/site.ts";
import {
  applyAndSettle,
  OFFICER,
  OTHER_OFFICER,
  schoolStaff,
  stored,
  SUPERVISOR,
} from "../testing/staff.ts";

const DICE = "314159265358979323846264338327950288419";
const READERS = { reader: "公证员甲", secondReader: "记者乙" };

let platform: TestPlatform;
let site: TestSite;
let officer: Visitor;
let supervisor: Visitor;
let visitor: Visitor;
const applications: ApplicationRow[] = [];

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
  site = await startTestSite(platform.services);
  visitor = await site.visitor(null);
  await goToDay(1);
  for (const index of [1, 2, 3]) {
    const zone = index === 3 ? "Z05" : "Z01";
    const facts = {
      ...A1_FACTS,
      "child.hukouZone": zone,
      "parent.hukouZone": zone,
      "property.zone": zone,
    };
    applications.push(await applyAndSettle(platform, index, facts));
  }
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

/** Sessions last half a day, so everybody signs in anew. */
async function goToDay(day: number): Promise<void> {
  platform.goToDay(day);
  officer = await site.visitor(OFFICER);
  supervisor = await site.visitor(SUPERVISOR);
}

const stage = async () => unwrap(await loadSeason(platform.services, SEASON)).state;
const take = async (step: string, values = {}): Promise<Page> =>
  officer.send(await officer.open(`/officer/${step}`), step, values);
const SURE = { sure: "on" };

/** Everything that a visitor could find results in. */
const publicPages = async (): Promise<string> => {
  const paths = ["/results", "/cutoffs", "/run", "/results.csv", `/results/${firstPid()}`];
  const pages = await Promise.all(paths.map((path) => visitor.open(path)));
  return pages.map(({ text }) => text).join("\n");
};
const firstPid = (): string => applications[0]?.pid ?? "";

describe("the timetable", () => {
  const open = () => officer.open("/officer/timetable");
  const fieldsOf = ({ html }: Page): Record<string, string> =>
    Object.fromEntries(
      [...html.matchAll(/name="((?:opens|closes)\.\w+)"[^>]*value="([^"]*)"/g)].map(
        ([, name, value]) => [name, value],
      ),
    );

  test("shows Beijing time", async () => {
    expect(fieldsOf(await open())).toMatchObject({
      "opens.application": "2024-06-01T09:00",
      "closes.application": "2024-06-11T09:00",
    });
  });

  test("needs a reason, ends after beginnings, and whole instants; nothing entered is lost", async () => {
    const page = await open();
    const present = fieldsOf(page);
    const before = (await stage()).version;
    const noReason = await officer.send(page, "timetable", present);
    expect(noReason.status).toBe(400);
    expect(noReason.html).toContain("请填写调整原因");
    const backwards = await officer.send(page, "timetable", {
      ...present,
      "closes.acceptance": "2024-06-01T09:00",
      why: "试试",
    });
    expect(backwards.html).toContain("截止时间必须晚于开始时间");
    expect(fieldsOf(backwards)["closes.acceptance"]).toBe("2024-06-01T09:00");
    expect(backwards.html).toContain("试试");
    const broken = await officer.send(page, "timetable", {
      ...present,
      "opens.review": "tomorrow",
      why: "试试",
    });
    expect(broken.html).toContain("起止时间不完整");
    expect((await stage()).version).toBe(before);
  });

  test("review cannot end before applications do", async () => {
    const page = await open();
    const refused = await officer.send(page, "timetable", {
      ...fieldsOf(page),
      do: "close:review",
      why: "提前结束审核",
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain("审核截止不能早于报名截止");
  });

  test("is changed once; the same click again, or a stale page, changes nothing", async () => {
    const page = await open();
    const values = { ...fieldsOf(page), "closes.application": "2024-06-12T09:00", why: "台风延期" };
    expect((await officer.send(page, "timetable", values)).status).toBe(303);
    const { version, timetable } = await stage();
    expect(timetable?.application.closes).toBe("2024-06-12T09:00:00+08:00");
    expect((await officer.send(page, "timetable", values)).status).toBe(303);
    expect((await stage()).version).toBe(version);

    const other = await site.visitor(OTHER_OFFICER);
    const otherPage = await other.open("/officer/timetable");
    await officer.send(await open(), "timetable", {
      ...fieldsOf(otherPage),
      "closes.review": "2024-06-17T09:00",
      why: "审核顺延",
    });
    const stale = await other.send(otherPage, "timetable", {
      ...fieldsOf(otherPage),
      "opens.registration": "2024-06-27T09:00",
      why: "报到推迟",
    });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain("报到推迟");
    expect((await stage()).timetable?.review.closes).toBe("2024-06-17T09:00:00+08:00");
  });

  test("a window closes and opens at a click, to the second", async () => {
    const day = 4 + 1 / 64;
    const now = Date.parse("2024-06-05T09:22:30+08:00");
    await goToDay(day);
    const page = await open();
    await officer.send(page, "timetable", {
      ...fieldsOf(page),
      do: "close:application",
      why: "提前结束报名",
    });
    const closed = (await stage()).timetable?.application.closes ?? "";
    expect(Date.parse(closed)).toBe(now);
    const later = await open();
    await officer.send(later, "timetable", {
      ...fieldsOf(later),
      do: "close:review",
      why: "审核已全部完成",
    });
    const { timetable } = await stage();
    expect(timetable?.application.closes).toBe(closed);
    expect(Date.parse(timetable?.review.closes ?? "")).toBe(now);
  });
});

describe("the steps of a season, in their order and out of it", () => {
  test("none can be taken before its turn", async () => {
    for (const step of ["draw", "allocate", "announce", "close"]) {
      const page = await officer.open(`/officer/${step}`);
      expect(page.html).not.toContain(`<form id="${step}"`);
      const { csrf } = csrfOf(page);
      const values = {
        csrf,
        key: `forced-${step}`,
        ...SURE,
        ...READERS,
        dice: DICE,
        diceAgain: DICE,
      };
      const forced = await officer.post(`/officer/${step}`, values);
      expect(forced.status).toBe(400);
      expect(forced.html).toContain("政策已公布");
    }
    expect((await stage()).stage).toBe("published");
  });

  const csrfOf = ({ html }: Page) => ({
    csrf: /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? "",
  });

  test("the freeze asks once more, and happens once", async () => {
    const page = await officer.open("/officer/freeze");
    expect((await officer.send(page, "freeze", {})).html).toContain("请勾选确认");
    expect((await stage()).stage).toBe("published");
    const [one, two] = await Promise.all([
      officer.send(page, "freeze", SURE),
      officer.send(page, "freeze", SURE),
    ]);
    expect([one.status, two.status]).toEqual([303, 303]);
    const { freeze, version } = await stage();
    expect(freeze?.rollSize).toBe(3);
    expect((await officer.send(page, "freeze", SURE)).status).toBe(303);
    expect((await stage()).version).toBe(version);
    const run = await visitor.open("/run");
    expect(run.text).toContain(freeze?.rollRoot);
    expect(run.text).toContain(freeze?.commitment);
    expect((await officer.open("/officer/draw")).text).toContain(freeze?.commitment);
  });

  test("bad dice draw nothing, and stay in the form", async () => {
    const page = await officer.open("/officer/draw");
    const attempts: [Record<string, string>, string][] = [
      [{ dice: "123", diceAgain: "123" }, "至少需要39次掷骰"],
      [{ dice: DICE.replace("9", "x"), diceAgain: DICE }, "只能是0到9的数字"],
      [{ dice: DICE, diceAgain: DICE.replace("9", "8") }, "两次读数不一致"],
      [{ dice: DICE, diceAgain: DICE, secondReader: READERS.reader }, "两次读数须由两人"],
      [{ dice: DICE, diceAgain: DICE, reader: "" }, "姓名"],
    ];
    for (const [values, words] of attempts) {
      const refused = await officer.send(page, "draw", { ...READERS, ...values });
      expect(refused.status).toBe(400);
      expect(refused.html).toContain(words);
      expect(refused.html).toContain(values["dice"]);
    }
    expect((await stage()).stage).toBe("frozen");
  });

  test("good dice draw once, and the readers are named, as they are in the public log", async () => {
    const values = { ...READERS, dice: DICE.replace(/(.{13})/g, "$1 "), diceAgain: DICE };
    expect((await take("draw", values)).status).toBe(303);
    const { draw } = await stage();
    expect(draw).toMatchObject({ dice: DICE, readers: Object.values(READERS) });
    expect((await supervisor.open("/supervisor")).html).toContain("公证员甲、记者乙");
    const run = await visitor.open("/run");
    expect(run.text).toContain(draw?.seed);
    expect(run.text).toContain("公证员甲、记者乙");
    expect((await officer.open("/officer/draw")).html).not.toContain('<form id="draw"');
  });

  test("seats are given without a look beforehand, and nobody outside sees them", async () => {
    const before = await officer.open("/officer/allocate");
    expect(before.html).not.toContain("堰头小学");
    expect((await officer.send(before, "allocate", {})).status).toBe(400);
    expect((await take("allocate", SURE)).status).toBe(303);
    const after = await officer.open("/officer/allocate");
    const { outcomeHash } = await stage();
    expect(after.text).toContain(outcomeHash);
    expect(after.text).toContain("堰头小学");
    const seen = await publicPages();
    for (const { pid } of applications) expect(seen).not.toContain(pid);
    expect(seen).not.toContain("堰头小学");
    const staff = await site.visitor(schoolStaff("jiefang"));
    const list = await staff.open("/school");
    expect(list.html).not.toContain(inventChild(1).name);
  });

  test("at the announcement all learn at once", async () => {
    expect((await take("announce", {})).status).toBe(400);
    expect((await take("announce", SURE)).status).toBe(303);
    const results = await visitor.open("/results");
    for (const { pid } of applications) expect(results.text).toContain(pid);
    expect((await visitor.open("/cutoffs")).html).toContain("堰头小学");
  });
});

describe("announced results", () => {
  test("of one child, by the public number", async () => {
    const third = applications[2]?.pid ?? "";
    for (const path of [`/results/${third}`, `/results?pid=${third.toUpperCase()}`]) {
      const page = await visitor.open(path);
      expect(page.status).toBe(200);
      expect(page.html).toMatch(/role="status"[\s\S]*堰头小学/);
    }
    const unknown = await visitor.open(`/results/${"0".repeat(32)}`);
    expect(unknown.status).toBe(404);
    expect(unknown.html).toContain("没有这个公开编号");
    const wrong = await visitor.open("/results?pid=330782201803151234");
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain("32位数字和字母");
  });

  test("as a table that names nobody", async () => {
    const table = await visitor.open("/results.csv");
    const lines = table.html.replace("\uFEFF", "").trimEnd().split("\r\n");
    const { rows } = await searchApplications(
      platform.services.db,
      SEASON,
      {},
      { offset: 0, limit: 10 },
    );
    expect(lines[0]).toBe("pid,school,school_name,lot");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 3))).toEqual(
      rows
        .map(({ pid, state }) => [pid, state.offer?.school])
        .map(([pid, school]) => [pid, school, SCHOOLS[school ?? ""]])
        .toSorted(([one], [two]) => ((one ?? "") < (two ?? "") ? -1 : 1)),
    );
    for (const line of lines.slice(1)) expect(line).toMatch(/,[0-9a-f]{64}$/);
    for (const index of [1, 2, 3]) expect(table.html).not.toContain(inventChild(index).name);
  });

  const SCHOOLS: Readonly<Record<string, string>> = {
    jiefang: "解放小学",
    dasixiang: "大司巷小学",
    yantou: "堰头小学",
  };

  test("pages beyond the last are empty, not broken", async () => {
    const page = await visitor.open("/results?page=99");
    expect(page.status).toBe(200);
    expect(page.text).not.toContain(firstPid());
  });
});

describe("a school", () => {
  let staff: Visitor;
  const atYantou = () => applications[2] as ApplicationRow;
  const elsewhere = () => applications[0] as ApplicationRow;

  beforeAll(async () => {
    await goToDay(21);
    for (const { id } of applications) {
      unwrap(
        await simpleAction(platform.services, {
          applicationId: id,
          action: "accept",
          actor: { kind: "guardian", id: "g" },
          key: "accept",
        }),
      );
    }
    await goToDay(26);
    staff = await site.visitor(schoolStaff("yantou"));
  });

  test("sees its own children and no others", async () => {
    const page = await staff.open("/school");
    expect(page.html).toContain(inventChild(3).name);
    expect(page.html).not.toContain(inventChild(3).document.number);
    expect(page.html).not.toContain(inventChild(1).name);
    const search = await staff.open(`/school?q=${elsewhere().pid}`);
    expect(search.html).not.toContain(inventChild(1).name);
  });

  test("cannot touch another school's child, nor learn that it exists", async () => {
    const page = await staff.open("/school");
    const hidden = /name="csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? "";
    const values = { csrf: hidden, key: "another-child" };
    const foreign = await staff.post(`/school/children/${elsewhere().id}/register`, values);
    const absent = await staff.post(
      "/school/children/00000000-0000-4000-8000-000000000000/register",
      values,
    );
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect((await stored(platform, elsewhere().id)).status).toBe("accepted");
  });

  test("registers a child once", async () => {
    const { id } = atYantou();
    const page = await staff.open("/school");
    const first = await staff.send(page, `register-${id}`, {});
    const second = await staff.send(page, `register-${id}`, {});
    expect([first.status, second.status]).toEqual([303, 303]);
    const after = await stored(platform, id);
    expect(after.status).toBe("registered");
    const late = await staff.send(page, `mark-absent-${id}`, {});
    expect(late.status).toBe(409);
    expect((await stored(platform, id)).state).toEqual(after.state);
  });

  test("that is not in the plan has no list", async () => {
    const stranger = await site.visitor(schoolStaff("nowhere"));
    expect((await stranger.open("/school")).status).toBe(403);
  });

  test("is no supervisor, and a supervisor is no school", async () => {
    expect((await staff.open("/supervisor")).status).toBe(403);
    expect((await supervisor.open("/school")).status).toBe(403);
    expect((await supervisor.open("/officer")).status).toBe(403);
  });
});

describe("the supervisor", () => {
  test("reads the whole trail, every entry with its hash and its officer", async () => {
    const page = await supervisor.open("/supervisor");
    for (const words of ["公布政策", "台风延期", "冻结名册", "公开摇号", "分配学位", "公布结果"]) {
      expect(page.html).toContain(words);
    }
    expect(page.html).toContain(OFFICER.name);
    const { version } = await stage();
    expect(new Set(page.text.match(/[0-9a-f]{64}/g)).size).toBe(version);
    expect(page.html).not.toContain('<form id="freeze"');
  });
});

test("the season closes after its last window, once", async () => {
  expect((await officer.open("/officer/close")).html).not.toContain('id="close"');
  await goToDay(31);
  expect((await take("close", SURE)).status).toBe(303);
  expect((await stage()).stage).toBe("closed");
  expect((await visitor.open("/results")).text).toContain(firstPid());
  expect((await officer.open("/officer/timetable")).html).not.toContain('<form id="timetable"');
});

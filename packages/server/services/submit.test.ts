import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foldActions } from "@yangguang/core/domain/application.ts";
import { actionsOfApplication, findApplication } from "../registry/applications.ts";
import type { TestPlatform } from "../testing/platform.ts";
import {
  addChild,
  addGuardian,
  form,
  inventChild,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import { simpleAction } from "./review.ts";
import { changeWishes } from "./family-forms.ts";
import { settleChildren } from "./settle.ts";
import type { FormContent, FormRequest } from "./submit.ts";
import { CONSENT_PURPOSES, submitForms } from "./submit.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
});

afterAll(() => platform.stop());

const guardian = { kind: "guardian", id: "g1" } as const;

const request = (childId: string, more: Partial<FormContent> = {}): FormRequest => ({
  action: "apply",
  childId,
  form: form(),
  consents: CONSENT_PURPOSES,
  guardianId: null,
  actor: guardian,
  key: "first-click",
  ...more,
});

const submit = async (one: FormRequest) => {
  const [outcome] = await submitForms(platform.services, SEASON, [one]);
  if (outcome === undefined) throw new Error("no outcome");
  return outcome;
};

const codeOf = (outcome: Awaited<ReturnType<typeof submit>>): string =>
  outcome.ok ? "done" : outcome.error.code;

describe("sending an application", () => {
  test("twenty clicks at once leave one application with one action", async () => {
    const child = await addChild(platform, 1);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => submit(request(child))));
    expect(outcomes.map(codeOf)).toEqual(Array.from({ length: 20 }, () => "done"));
    const ids = new Set(outcomes.map((outcome) => unwrap(outcome).application.id));
    expect(ids.size).toBe(1);
    const [id] = ids;
    const actions = await actionsOfApplication(platform.services.db, id ?? "");
    expect(actions.map((action) => action.content.action)).toEqual(["apply"]);
  });

  test("mother and father in two places: one of them applies, the other is told", async () => {
    const child = await addChild(platform, 2);
    const outcomes = await Promise.all([
      submit(request(child, { actor: { kind: "guardian", id: "mother" }, key: "mothers-click" })),
      submit(request(child, { actor: { kind: "guardian", id: "father" }, key: "fathers-click" })),
    ]);
    expect(outcomes.map(codeOf).toSorted()).toEqual(["action.wrong-status", "done"]);
  });

  test("one child known by one number stays one person, whoever names it", async () => {
    expect(await addChild(platform, 3)).toBe(await addChild(platform, 3));
  });

  test("without consent nothing is taken", async () => {
    const child = await addChild(platform, 4);
    expect(codeOf(await submit(request(child, { consents: [] })))).toBe("form.consent-missing");
  });

  test.each([
    ["twice the same school", ["jiefang", "jiefang"], "choices.repeated"],
    ["a school outside the plan", ["harvard"], "choices.unknown-school"],
  ])("%s is refused", async (_, choices, code) => {
    const child = await addChild(platform, 5);
    expect(codeOf(await submit(request(child, { form: form(choices) })))).toBe(code);
  });

  test("one bad form in a batch does not hold up the others", async () => {
    const [good, bad] = [await addChild(platform, 6), await addChild(platform, 7)];
    const outcomes = await submitForms(platform.services, SEASON, [
      request(bad, { form: form(["harvard"]) }),
      request(good),
    ]);
    expect(outcomes.map(codeOf)).toEqual(["choices.unknown-school", "done"]);
  });

  test("before the window and after it", async () => {
    const child = await addChild(platform, 8);
    platform.goToDay(-1);
    expect(codeOf(await submit(request(child)))).toBe("action.window-not-yet");
    platform.goToDay(10);
    expect(codeOf(await submit(request(child)))).toBe("action.window-over");
    platform.goToDay(1);
  });

  test("a withdrawn application continues under the same public number", async () => {
    const child = await addChild(platform, 9);
    const { application } = unwrap(await submit(request(child)));
    unwrap(
      await simpleAction(platform.services, {
        applicationId: application.id,
        action: "withdraw",
        actor: guardian,
        key: "withdraw-1",
      }),
    );
    const again = unwrap(await submit(request(child, { key: "second-try" })));
    expect(again.application.pid).toBe(application.pid);
    expect(again.state.status).toBe("submitted");
  });
});

interface Child {
  readonly id: string;
  readonly guardianId: string;
}

const change = (child: Child, choices: string[], version: number, key: string) =>
  changeWishes(platform.services, SEASON, {
    childId: child.id,
    guardianId: child.guardianId,
    wishes: { choices, consentsToRedistribution: true, siblings: [] },
    actor: guardian,
    key,
    expected: { formVersion: version },
  });

const addOwnChild = async (index: number): Promise<Child> => {
  const id = await addChild(platform, index);
  return { id, guardianId: await addGuardian(platform, index, [id]) };
};

describe("changing choices", () => {
  test("two tabs: the second is told that its page is stale, and nothing is overwritten", async () => {
    const child = await addOwnChild(10);
    const { application, state } = unwrap(await submit(request(child.id)));
    const [left, right] = await Promise.all([
      change(child, ["minzhu"], state.formVersion, "tab-left"),
      change(child, ["shiyan"], state.formVersion, "tab-right"),
    ]);
    const outcomes = [left, right].map((outcome) => (outcome.ok ? "done" : outcome.error.code));
    expect(outcomes.toSorted()).toEqual(["done", "page.stale"]);
    const stored = await findApplication(platform.services.db, application.id);
    expect(stored?.state.form?.choices).toEqual([left.ok ? "minzhu" : "shiyan"]);
  });

  test("an agency's answer in between does not make the family's page stale", async () => {
    const child = await addOwnChild(11);
    const { state } = unwrap(await submit(request(child.id)));
    await settleChildren(platform.services, SEASON, [child.id]);
    const changed = await change(child, [], state.formVersion, "after-settling");
    expect(changed.ok ? "done" : changed.error.code).not.toBe("page.stale");
  });
});

describe("what is stored", () => {
  test("no identity number and no name stands in any table in the clear", async () => {
    const { document, name } = inventChild(1);
    const { rows } = await platform.owner.query<{ table: string }>(
      `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
       where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { table } of rows) {
      const { rowCount } = await platform.owner.query(
        `select from ${table} as row where row::text like '%' || $1 || '%' or row::text like '%' || $2 || '%'`,
        [document.number, name],
      );
      expect(rowCount, table).toBe(0);
    }
  });

  test("the folded state is what folding the actions gives", async () => {
    const { rows } = await platform.pool.query<{ id: string; state: unknown }>(
      "select id, state from application",
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { id, state } of rows) {
      const actions = await actionsOfApplication(platform.services.db, id);
      expect(foldActions(actions.map((action) => action.content))).toEqual(state);
    }
  });
});

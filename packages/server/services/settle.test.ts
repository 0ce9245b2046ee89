import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApplicationRow } from "../registry/applications.ts";
import { inTransaction } from "../registry/connect.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { form, openTestSeason, SEASON, startTestPlatform, unwrap } from "../testing/platform.ts";
import { applyAndSettle, stored } from "../testing/staff.ts";
import { lockOpenSeason } from "./context.ts";
import { approveCase, rejectCase, reopenCase, simpleAction } from "./review.ts";
import { settleChildren } from "./settle.ts";
import { CONSENT_PURPOSES, submitForms, submitLocked } from "./submit.ts";
import type { FormRequest } from "./submit.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
});

afterAll(() => platform.stop());

const BUREAU = { kind: "bureau", id: "officer" } as const;
const GUARDIAN = { kind: "guardian", id: "a-guardian" } as const;
const DISPUTES = [{ fact: "property.since", note: "我们2015年就入住了" }] as const;

const resend = (
  childId: string,
  action: "apply" | "amend",
  disputes: FormRequest["form"]["disputes"] = [],
): FormRequest => ({
  action,
  childId,
  form: { ...form(), disputes },
  consents: CONSENT_PURPOSES,
  guardianId: null,
  actor: GUARDIAN,
  key: `${action}-anew`,
});

const send = async (request: FormRequest): Promise<void> => {
  const [outcome] = await submitForms(platform.services, SEASON, [request]);
  if (outcome === undefined) throw new Error("no outcome");
  unwrap(outcome);
};

describe("a change while the machine settles", () => {
  test("what the family disputes in it is looked at by a person", async () => {
    const { id, child_id: child } = await applyAndSettle(platform, 1);
    await send(resend(child, "amend"));
    const settled = await inTransaction(platform.services.db, async (tx) => {
      const season = unwrap(await lockOpenSeason(platform.services, tx, SEASON, "share"));
      const changed = { ...resend(child, "amend", DISPUTES), key: "amend-with-dispute" };
      await submitLocked(platform.services, tx, season, [changed]);
      const settling = settleChildren(platform.services, SEASON, [child]);
      await waitsForLock();
      return { settling };
    });
    await settled.settling;
    const { state } = await stored(platform, id);
    expect(state.form?.disputes).toEqual(DISPUTES);
    expect(state.status).toBe("in-review");
  });
});

/** Until one of the application's transactions waits for a row that another has locked. */
async function waitsForLock(): Promise<void> {
  const waiting =
    "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  for (;;) {
    const { rowCount } = await platform.pool.query(waiting);
    if (rowCount !== 0) return;
  }
}

describe("what a person has put in doubt", () => {
  const officers = async (application: ApplicationRow, act: "reopen" | "reject"): Promise<void> => {
    const { id } = application;
    const { state } = await stored(platform, id);
    const request = {
      applicationId: id,
      actor: BUREAU,
      key: `${act}-it`,
      expectedVersion: state.version,
    };
    const reason = { zh: "材料存疑", en: "in doubt" };
    unwrap(
      act === "reopen"
        ? await reopenCase(platform.services, { ...request, note: "有人举报" })
        : await rejectCase(platform.services, { ...request, reason, note: "查实" }),
    );
  };

  test("a rejection is not undone by sending the same form again", async () => {
    const application = await applyAndSettle(platform, 2);
    await officers(application, "reopen");
    await officers(application, "reject");
    await send(resend(application.child_id, "amend"));
    await settleChildren(platform.services, SEASON, [application.child_id]);
    const { state } = await stored(platform, application.id);
    expect(state.status).toBe("in-review");
    expect(state.referral.map(({ code }) => code)).toEqual(["review.officer-doubted"]);
  });

  test("nor by withdrawing and applying anew; a person's approval ends the doubt", async () => {
    const application = await applyAndSettle(platform, 3);
    const { id, child_id: child } = application;
    await officers(application, "reopen");
    const withdrawal = {
      applicationId: id,
      action: "withdraw",
      actor: GUARDIAN,
      key: "withdraw-it",
    } as const;
    unwrap(await simpleAction(platform.services, withdrawal));
    await send(resend(child, "apply"));
    await settleChildren(platform.services, SEASON, [child]);
    const { state } = await stored(platform, id);
    expect(state.status).toBe("in-review");
    unwrap(
      await approveCase(platform.services, {
        applicationId: id,
        actor: BUREAU,
        key: "approve-it",
        expectedVersion: state.version,
        confirmed: [],
        note: "",
      }),
    );
    await send(resend(child, "amend"));
    await settleChildren(platform.services, SEASON, [child]);
    expect((await stored(platform, id)).status).toBe("eligible");
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPlatform } from "../testing/platform.ts";
import { startTestPlatform } from "../testing/platform.ts";
import type { Identity } from "./accounts.ts";
import { findSignedIn, forgetExpiredSessions, signIn, signOut } from "./accounts.ts";

const OFFICER: Identity = {
  issuer: "https://identity.example",
  subject: "officer-1",
  role: "bureau",
  name: "测试员",
  school: null,
  contributor: null,
  person: null,
};

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const sessions = async () =>
  (await platform.pool.query<{ count: number }>("select count(*)::int as count from session"))
    .rows[0]?.count;

test("a session ends at sign-out or after half a day, and its row goes", async () => {
  const { services } = platform;
  const left = await signIn(services, OFFICER);
  const kept = await signIn(services, OFFICER);
  expect((await findSignedIn(services, kept))?.account.name).toBe("测试员");
  await signOut(services, left);
  expect(await findSignedIn(services, left)).toBeNull();
  await forgetExpiredSessions(services);
  expect(await sessions()).toBe(1);
  platform.goToDay(2);
  expect(await findSignedIn(services, kept)).toBeNull();
  await forgetExpiredSessions(services);
  expect(await sessions()).toBe(0);
});

test("no token of a session is stored as it is", async () => {
  const token = await signIn(platform.services, OFFICER);
  const { rows } = await platform.owner.query<{ row: string }>(
    "select session::text as row from session",
  );
  for (const { row } of rows) expect(row).not.toContain(token);
});

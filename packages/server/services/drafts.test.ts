import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPlatform } from "../testing/platform.ts";
import {
  addChild,
  addGuardian,
  inventGuardian,
  openTestSeason,
  SEASON,
  startTestPlatform,
} from "../testing/platform.ts";
import { guardianIdentity } from "../testing/site.ts";
import { findSignedIn, signIn } from "./accounts.ts";
import type { DraftKey } from "./drafts.ts";
import { changeDraft, findDraft, keepWishes } from "./drafts.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
});

afterAll(() => platform.stop());

test("two tabs of one draft at once: what each entered is kept", async () => {
  const { services } = platform;
  const token = await signIn(services, guardianIdentity(inventGuardian(1)));
  const accountId = (await findSignedIn(services, token))?.account.id ?? "";
  for (const index of [1, 2, 3, 4, 5, 6]) {
    const childId = await addChild(platform, index);
    await addGuardian(platform, 1, [childId]);
    const key: DraftKey = { seasonId: SEASON, childId, accountId };
    const wishes = { choices: ["jiefang"], consentsToRedistribution: true, siblings: [] };
    await Promise.all([
      changeDraft(services, key, { consents: ["admission"] }),
      changeDraft(services, key, { factsConfirmed: true }),
      keepWishes(services, key, wishes),
    ]);
    expect(await findDraft(services, key)).toMatchObject({
      ...wishes,
      consents: ["admission"],
      factsConfirmed: true,
      choicesMade: true,
    });
  }
});

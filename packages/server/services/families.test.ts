import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../registry/connect.ts";
import type { TestPlatform } from "../testing/platform.ts";
import {
  addChild,
  addGuardian,
  inventChild,
  inventGuardian,
  OPENING,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import { makeTown } from "../testing/town.ts";
import { ownChildren, refreshFamily } from "./families.ts";
import type { PersonDetails } from "./people.ts";
import { applyForChild } from "./family-forms.ts";
import type { NewApplicationRequest } from "./family-forms.ts";
import { registerPeople } from "./people.ts";
import { CONSENT_PURPOSES } from "./submit.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
});

afterAll(() => platform.stop());

const application = (
  childId: string,
  guardianId: string,
  sibling: string,
): NewApplicationRequest => ({
  childId,
  guardianId,
  actor: { kind: "guardian", id: guardianId },
  key: `apply-${childId}`,
  wishes: { choices: ["jiefang"], consentsToRedistribution: true, siblings: [sibling] },
  disputes: [],
  consents: CONSENT_PURPOSES,
});

describe("mother and father at the same time", () => {
  test("each applies for one of two siblings: both end up in one lot", async () => {
    for (const round of [0, 1, 2, 3, 4]) {
      const [one, two] = [
        await addChild(platform, 10 + 2 * round),
        await addChild(platform, 11 + 2 * round),
      ];
      const mother = await addGuardian(platform, 10 + 2 * round, [one, two]);
      const father = await addGuardian(platform, 11 + 2 * round, [one, two]);
      const { services } = platform;
      await Promise.all(
        [application(one, mother, two), application(two, father, one)].map(async (request) =>
          unwrap(await applyForChild(services, SEASON, request)),
        ),
      );
      const { rows } = await platform.pool.query<{ group: string | null }>(
        `select state -> 'form' ->> 'lotGroup' as group from application where child_id = any($1)`,
        [[one, two]],
      );
      const groups = new Set(rows.map((row) => row.group));
      expect([rows.length, groups.size, groups.has(null)]).toEqual([2, 1, false]);
    }
  });

  test("the register names their children in another order: neither fails", async () => {
    const [first, middle, last] = [inventChild(30), inventChild(31), inventChild(32)];
    const mother = await addGuardian(platform, 30, []);
    const father = await addGuardian(platform, 31, []);
    const guardians = [inventGuardian(30), inventGuardian(31)];
    const refresh = (guardianId: string, children: readonly PersonDetails[]) => {
      const { agencies } = makeTown([{ guardians, children, facts: {} }]);
      return refreshFamily({ ...platform.services, agencies }, guardianId);
    };
    const both = await inTransaction(platform.services.db, async (tx) => {
      await registerPeople(tx, platform.services, [middle], new Date(OPENING));
      const refreshed = Promise.all([
        refresh(mother, [first, middle, last]),
        refresh(father, [last, middle, first]),
      ]);
      await untilWaiting(2);
      return { refreshed };
    });
    expect((await both.refreshed).map(({ ok }) => ok)).toEqual([true, true]);
    const of = (guardianId: string) =>
      ownChildren(platform.services, SEASON, guardianId, null).then((all) => all.length);
    expect([await of(mother), await of(father)]).toEqual([3, 3]);
  });
});

/** Until so many of the application's transactions wait for what another has locked. */
async function untilWaiting(count: number): Promise<void> {
  const waiting =
    "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  while ((await platform.pool.query(waiting)).rowCount !== count);
}

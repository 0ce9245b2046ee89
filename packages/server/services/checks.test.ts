import type { FactSource } from "@yangguang/core/domain/facts.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AgencyClient } from "../agencies/agency.ts";
import { inTransaction } from "../registry/connect.ts";
import type { TestPlatform } from "../testing/platform.ts";
import {
  addChild,
  addGuardian,
  form,
  inventChild,
  inventGuardian,
  openTestSeason,
  SEASON,
  startTestPlatform,
  unwrap,
} from "../testing/platform.ts";
import { askAgencies } from "./checks.ts";
import type { Services } from "./context.ts";
import { recordAnswers } from "./facts.ts";
import { settleChildren } from "./settle.ts";
import { consentToChecks } from "./families.ts";
import { registerPeople } from "./people.ts";
import { CONSENT_PURPOSES, submitForms } from "./submit.ts";

let platform: TestPlatform;
/** The guardian named first in every query, oldest first. */
const applicants: (string | undefined)[] = [];

beforeAll(async () => {
  platform = await startTestPlatform();
  await openTestSeason(platform);
});

afterAll(() => platform.stop());

const insurance: AgencyClient = {
  source: "social-insurance",
  fetchFacts: async ({ guardians: [first] }) => {
    applicants.push(first?.name);
    const months = first?.name === inventGuardian(1).name ? 12 : 60;
    const facts = { "insurance.months": months };
    return ok({ facts, asOf: new Date("2024-05-31T00:00:00Z"), remarks: [] });
  },
};

describe("whose points count", () => {
  test("the guardian's who applies, although the other consented and was asked about first", async () => {
    const clients = new Map<FactSource, AgencyClient>([["social-insurance", insurance]]);
    const services: Services = { ...platform.services, agencies: { household: null, clients } };
    const now = new Date(services.clock());
    const [child = ""] = await inTransaction(services.db, (tx) =>
      registerPeople(tx, services, [inventChild(1)], now),
    );
    const mother = await addGuardian(platform, 1, [child]);
    const father = await addGuardian(platform, 2, [child]);
    for (const guardianId of [mother, father, mother]) {
      await consentToChecks(services, SEASON, child, { accountId: guardianId, guardianId });
      await askAgencies(services, SEASON, child);
      await askAgencies(services, SEASON, child);
    }
    const [mothersName, fathersName] = [inventGuardian(1).name, inventGuardian(2).name];
    expect(applicants).toEqual([mothersName, fathersName, mothersName]);

    const send = async (action: "apply" | "amend", guardianId: string) => {
      const [sent] = await submitForms(services, SEASON, [
        {
          action,
          childId: child,
          form: form(),
          consents: CONSENT_PURPOSES,
          guardianId,
          actor: { kind: "guardian", id: guardianId },
          key: `${action}-it`,
        },
      ]);
      if (sent === undefined) throw new Error("no outcome");
      unwrap(sent);
      await askAgencies(services, SEASON, child);
    };
    await send("apply", father);
    expect(applicants).toEqual([mothersName, fathersName, mothersName, fathersName]);
    await send("amend", mother);
    expect(applicants).toHaveLength(4);
  });

  test("what an agency said for the other guardian decides nothing while it is silent", async () => {
    const child = await addChild(platform, 5);
    const mother = await addGuardian(platform, 5, [child]);
    const father = await addGuardian(platform, 6, [child]);
    const answer = {
      childId: child,
      source: "social-insurance" as const,
      facts: { "insurance.months": 60 },
      asOf: new Date(platform.services.clock()),
      remarks: [],
      applicantId: mother,
    };
    await inTransaction(platform.services.db, (tx) =>
      recordAnswers(tx, SEASON, answer.asOf, [answer], []),
    );
    const [sent] = await submitForms(platform.services, SEASON, [
      {
        action: "apply",
        childId: child,
        form: form(),
        consents: CONSENT_PURPOSES,
        guardianId: father,
        actor: { kind: "guardian", id: father },
        key: "fathers-click",
      },
    ]);
    if (sent === undefined) throw new Error("no outcome");
    unwrap(sent);
    await askAgencies(platform.services, SEASON, child);
    expect(await settleChildren(platform.services, SEASON, [child])).toEqual([child]);
  });
});

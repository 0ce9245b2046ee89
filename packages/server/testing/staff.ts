import type { Facts } from "@yangguang/core/domain/facts.ts";
import type { ApplicationRow } from "../registry/applications.ts";
import { findApplication } from "../registry/applications.ts";
import type { Identity } from "../services/accounts.ts";
import { settleChildren } from "../services/settle.ts";
import { CONSENT_PURPOSES, submitForms } from "../services/submit.ts";
import type { TestPlatform } from "./platform.ts";
import { A1_FACTS, addChild, form, inventGuardian, SEASON, unwrap } from "./platform.ts";

const ISSUER = "https://identity.example";

const staff = (role: Identity["role"], name: string, school: string | null = null): Identity => ({
  issuer: ISSUER,
  subject: `${role}:${name}`,
  role,
  name,
  school,
  contributor: null,
  person: null,
});

export const OFFICER = staff("bureau", "胡立新");
export const OTHER_OFFICER = staff("bureau", "程远");
export const SUPERVISOR = staff("supervisor", "公证员方正");
export const schoolStaff = (school: string): Identity => staff("school", `教务${school}`, school);
export const GUARDIAN: Identity = { ...staff("guardian", "家长甲"), person: inventGuardian(900) };

/** A child's application, sent by the family and looked at by the machine. */
export async function applyAndSettle(
  platform: TestPlatform,
  index: number,
  facts: Facts = A1_FACTS,
  choices: readonly string[] = ["jiefang"],
): Promise<ApplicationRow> {
  const { services } = platform;
  const childId = await addChild(platform, index, facts);
  const [outcome] = await submitForms(services, SEASON, [
    {
      action: "apply",
      childId,
      form: form(choices),
      consents: CONSENT_PURPOSES,
      guardianId: null,
      actor: { kind: "guardian", id: "a-guardian" },
      key: "first-click",
    },
  ]);
  if (outcome === undefined) throw new Error("no outcome");
  const { id } = unwrap(outcome).application;
  await settleChildren(services, SEASON, [childId]);
  return stored(platform, id);
}

/** An application as it stands now. */
export async function stored({ services }: TestPlatform, id: string): Promise<ApplicationRow> {
  const row = await findApplication(services.db, id);
  if (row === undefined) throw new Error("no such application");
  return row;
}

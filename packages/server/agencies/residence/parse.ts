import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { AgencyAnswer, AgencyFailure, AgencyPerson, AgencyQuery } from "../agency.ts";
import { isParent } from "../agency.ts";
import { malformed, noApplicant, refused, unavailable } from "../ask.ts";
import type { AnswerDraft } from "../reading.ts";
import {
  draftAnswer,
  readCivilTime,
  readCode,
  readDate,
  readDocument,
  readShape,
  remarkName,
  sameDocument,
  sameName,
  swapped,
} from "../reading.ts";
import type { Resident } from "./wire.ts";
import { EDUCATION_CODES, HONOUR_CODES, RESIDENTS_REPLY, SKILL_CODES } from "./wire.ts";

const EDUCATION_OF = swapped(EDUCATION_CODES);
const SKILL_OF = swapped(SKILL_CODES);
const HONOUR_OF = swapped(HONOUR_CODES);

export function parseResidents(
  reply: unknown,
  query: AgencyQuery,
): Result<AgencyAnswer, AgencyFailure> {
  const shape = readShape(RESIDENTS_REPLY, reply);
  if (!shape.ok) return shape;
  const { success, errorCode, queryTime, result } = shape.value;
  if (!success) {
    if (errorCode === "BUSY") return err(unavailable("in-progress"));
    return err(
      errorCode === "DENIED" ? refused("无权查询 / not permitted") : malformed("errorCode", false),
    );
  }
  const [applicant] = query.guardians;
  const asOf = readCivilTime(queryTime);
  if (applicant === undefined) return err(noApplicant);
  if (asOf === null) return err(malformed("queryTime", false));
  const draft = draftAnswer();
  readApplicant(draft, residentFor(result, applicant), applicant, query.countedTo);
  readBothPermits(draft, result, query);
  return ok(draft.done(asOf));
}

const residentFor = (residents: readonly Resident[], person: AgencyPerson): Resident | undefined =>
  residents.find(({ zjzl, zjhm }) => {
    const document = readDocument(zjzl, zjhm);
    return document !== null && sameDocument(document, person.document);
  });

function readApplicant(
  draft: AnswerDraft,
  resident: Resident | undefined,
  applicant: AgencyPerson,
  countedTo: PlainDate,
): void {
  const { facts } = draft;
  if (resident === undefined) {
    facts["residence.permitValid"] = false;
    facts["residence.since"] = null;
    facts["education.level"] = null;
    facts["skill.level"] = null;
    facts["honour.level"] = null;
    facts["volunteer.hours"] = null;
    return;
  }
  if (!sameName(resident.xm, applicant.name)) {
    remarkName(draft, text("居住登记人", "registered resident"), "residence.since");
    return;
  }
  const permit = permitValid(draft, resident, countedTo);
  if (permit !== undefined) facts["residence.permitValid"] = permit;
  const since = readDate(draft, resident.djrq, "residence.since");
  if (since !== undefined) facts["residence.since"] = since;
  const { xl, jn, ry, zysj } = resident.jf;
  const education = readCode(draft, EDUCATION_OF, xl, "education.level");
  if (education !== undefined) facts["education.level"] = education;
  const skill = readCode(draft, SKILL_OF, jn, "skill.level");
  if (skill !== undefined) facts["skill.level"] = skill;
  const honour = readCode(draft, HONOUR_OF, ry, "honour.level");
  if (honour !== undefined) facts["honour.level"] = honour;
  const hours = readHours(draft, zysj ?? "");
  if (hours !== undefined) facts["volunteer.hours"] = hours;
}

/** Valid on the reference date itself, too. */
function permitValid(
  draft: AnswerDraft,
  { jzz }: Resident,
  countedTo: PlainDate,
): boolean | undefined {
  if (jzz === null) return false;
  const until = readDate(draft, jzz.yxqz, "residence.permitValid");
  return until === undefined ? undefined : until !== null && until >= countedTo;
}

/** Whole hours, rounded down: `36小时`, `36.5`, `36`; empty is none. */
function readHours(draft: AnswerDraft, written: string): number | undefined {
  if (written.trim() === "") return 0;
  const hours = /^(\d{1,5})(?:\.\d+)?\s*(?:小时)?$/.exec(written.normalize("NFKC").trim())?.[1];
  if (hours !== undefined) return Number(hours);
  draft.remark(
    "residence.unreadable-hours",
    "志愿服务时长无法识别，请人工核对。",
    "The hours of volunteer service could not be read; please check them.",
    "volunteer.hours",
  );
  return undefined;
}

function readBothPermits(
  draft: AnswerDraft,
  residents: readonly Resident[],
  { guardians, countedTo }: AgencyQuery,
): void {
  const parents = guardians.filter(({ relation }) => isParent(relation));
  const ofOthers = draftAnswer();
  const permits = parents.map((parent) => {
    const resident = residentFor(residents, parent);
    return resident === undefined ? false : permitValid(ofOthers, resident, countedTo);
  });
  if (permits.includes(undefined)) draft.remarks.push(...ofOthers.remarks);
  else draft.facts["residence.bothPermits"] = permits.length === 2 && permits.every(Boolean);
}

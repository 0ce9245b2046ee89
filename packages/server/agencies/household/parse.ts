import type { FactId } from "@yangguang/core/domain/facts.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import { parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type {
  AgencyAnswer,
  AgencyFailure,
  AgencyPerson,
  AgencyQuery,
  AgencyRelative,
  Family,
  FamilyChild,
  KinRelation,
  ValueOf,
} from "../agency.ts";
import { isParent } from "../agency.ts";
import { malformed, refused, unavailable } from "../ask.ts";
import type { AnswerDraft, Locate } from "../reading.ts";
import {
  draftAnswer,
  readCivilTime,
  readCode,
  readDate,
  readDocument,
  readShape,
  isZone,
  readZone,
  remarkName,
  sameDocument,
  sameName,
  swapped,
} from "../reading.ts";
import type { PersonRow } from "./wire.ts";
import { FAMILY_REPLY, HUKOU_KIND_CODES, RELATION_CODES, SELF, WARDS_REPLY } from "./wire.ts";

const RELATION_OF: ReadonlyMap<string, KinRelation> = swapped(RELATION_CODES);
const HUKOU_KIND_OF = swapped(HUKOU_KIND_CODES);

/** A row of which person, kinship and rights are understood; the registration is read later. */
interface Member extends AgencyRelative {
  readonly self: boolean;
  readonly guardian: boolean;
  readonly birthDate: PlainDate;
  readonly row: PersonRow;
}

/** Rows decide who may act for whom, so one that is not understood spoils the whole answer. */
function readMember(row: PersonRow): Result<Member, AgencyFailure> {
  const document = readDocument(row.zjlx, row.gmsfhm);
  const self = row.ygx === SELF;
  const relation = self ? "other-guardian" : RELATION_OF.get(row.ygx);
  const birthDate = parsePlainDate(row.csrq);
  const name = parsePersonName(row.xm);
  if (document === null) return err(malformed("gmsfhm", false));
  if (relation === undefined) return err(malformed("ygx", false));
  if (!birthDate.ok) return err(malformed("csrq", false));
  if (!name.ok) return err(malformed("xm", false));
  if (!isFlag(row.jhr) || !isFlag(row.fybs)) return err(malformed("jhr, fybs", false));
  return ok({
    document,
    name: name.value,
    relation,
    self,
    guardian: row.jhr === "1",
    custody: row.fybs === "1",
    birthDate: birthDate.value,
    row,
  });
}

const isFlag = (value: string): boolean => value === "0" || value === "1";

function readMembers(rows: readonly PersonRow[]): Result<readonly Member[], AgencyFailure> {
  const members: Member[] = [];
  for (const row of rows) {
    const member = readMember(row);
    if (!member.ok) return member;
    members.push(member.value);
  }
  return ok(members);
}

type Status = "answered" | "nobody";

function readStatus(code: string): Result<Status, AgencyFailure> {
  switch (code) {
    case "00":
      return ok("answered");
    case "01":
      return ok("nobody");
    case "02":
      return err(refused("姓名与证件号码不符 / name and number do not belong together"));
    case "20":
      return err(unavailable("in-progress"));
    case "30":
      return err(refused("无权查询 / not permitted"));
    default:
      return err(malformed("code", false));
  }
}

/** Reads the register's answer about a guardian's children. */
export function parseWards(reply: unknown, asker: AgencyPerson): Result<Family, AgencyFailure> {
  const shape = readShape(WARDS_REPLY, reply);
  if (!shape.ok) return shape;
  const status = readStatus(shape.value.code);
  if (!status.ok) return status;
  const asOf = readCivilTime(shape.value.sjc);
  if (asOf === null) return err(malformed("sjc", false));
  const children: FamilyChild[] = [];
  for (const { jtcy } of shape.value.datas) {
    const child = readWard(jtcy, asker);
    if (!child.ok) return child;
    children.push(child.value);
  }
  children.sort(
    (one, two) =>
      compare(one.birthDate, two.birthDate) || compare(one.document.number, two.document.number),
  );
  return ok({ children, asOf });
}

const compare = (one: string, two: string): number => (one < two ? -1 : Number(one > two));

function readWard(
  rows: readonly PersonRow[],
  asker: AgencyPerson,
): Result<FamilyChild, AgencyFailure> {
  const members = readMembers(rows);
  if (!members.ok) return members;
  const child = members.value.find(({ self }) => self);
  const guardians = members.value.filter(({ self, guardian }) => !self && guardian);
  const own = guardians.find(({ document }) => sameDocument(document, asker.document));
  if (child === undefined || own === undefined) return err(malformed("jtcy", false));
  return ok({
    document: child.document,
    name: child.name,
    birthDate: child.birthDate,
    relation: own.relation,
    guardians: [own, ...guardians.filter((guardian) => guardian !== own)].map(relativeOf),
    grandparents: members.value.filter(({ self, guardian }) => !self && !guardian).map(relativeOf),
  });
}

const relativeOf = ({ document, name, relation, custody }: Member): AgencyRelative => ({
  document,
  name,
  relation,
  custody,
});

/** Reads the register's answer about one child's family. */
export function parseFamily(
  reply: unknown,
  query: AgencyQuery,
  locate: Locate,
): Result<AgencyAnswer, AgencyFailure> {
  const shape = readShape(FAMILY_REPLY, reply);
  if (!shape.ok) return shape;
  const status = readStatus(shape.value.code);
  if (!status.ok) return status;
  const asOf = readCivilTime(shape.value.sjc);
  if (asOf === null) return err(malformed("sjc", false));
  const draft = draftAnswer();
  if (status.value === "nobody") {
    draft.remark(
      "household.not-found",
      "户籍部门查无此人，请人工核对儿童的证件类型和号码。",
      "The register does not know the child; please check the kind and number of the document.",
      "child.birthDate",
    );
    return ok(draft.done(asOf));
  }
  const members = readMembers(shape.value.datas);
  if (!members.ok) return members;
  const child = members.value.find(({ self }) => self);
  if (child === undefined || !sameDocument(child.document, query.child.document)) {
    return err(malformed("datas", false));
  }
  const reader = { draft, locate, cityCode: shape.value.gxdw.slice(0, 6) };
  readChild(reader, child, query);
  const childZone = draft.facts["child.hukouZone"];
  readParents(reader, members.value, query, typeof childZone === "string" ? childZone : null);
  readGrandparents(reader, members.value, typeof childZone === "string" ? childZone : null);
  readApplicant(reader, members.value, query);
  return ok(draft.done(asOf));
}

interface Reader {
  readonly draft: AnswerDraft;
  readonly locate: Locate;
  /** Of the office that answers, as in GB/T 2260. */
  readonly cityCode: string;
}

function readChild({ draft, locate, cityCode }: Reader, child: Member, query: AgencyQuery): void {
  const told = parseIdentityDocument(child.document.kind, child.document.number);
  if (!sameName(child.name, query.child.name)) {
    remarkName(draft, text("儿童", "child"), "child.birthDate");
  } else if (told.ok && told.value.birthDate !== null && told.value.birthDate !== child.birthDate) {
    draft.remark(
      "household.birth-date-differs",
      "户籍登记的出生日期与证件号码中的出生日期不一致，请人工核对。",
      "The register's date of birth is not the one in the identity number; please check.",
      "child.birthDate",
    );
  } else {
    draft.facts["child.birthDate"] = child.birthDate;
  }
  const { row } = child;
  const region = regionOf(draft, row, cityCode, "child.hukouRegion");
  if (region === undefined) return;
  draft.facts["child.hukouRegion"] = region;
  set(draft, "child.hukouZone", zoneOf(draft, locate, row, region, "child.hukouZone"));
  set(draft, "child.hukouSince", readDate(draft, row.qrrq, "child.hukouSince"));
  const kind =
    row.hlx === null || row.hlx === undefined || row.hlx === ""
      ? null
      : readCode(draft, HUKOU_KIND_OF, row.hlx, "child.hukouKind");
  set(draft, "child.hukouKind", kind);
}

function set(draft: AnswerDraft, fact: FactId, value: string | null | undefined): void {
  if (value !== undefined) draft.facts[fact] = value;
}

type Region = ValueOf<"child.hukouRegion">;

/** GB/T 2260 codes: the first two digits are the province's. */
function regionOf(
  draft: AnswerDraft,
  { xzqh }: PersonRow,
  cityCode: string,
  fact: FactId,
): Region | undefined {
  if (xzqh === null || xzqh === undefined || xzqh === "") return "abroad";
  if (xzqh === cityCode) return "city";
  if (!/^\d{6}$/.test(xzqh)) {
    draft.remark(
      "household.unknown-region",
      "户籍地行政区划代码无效，请人工核对户籍地。",
      "The register's area code is not valid; please check where the person is registered.",
      fact,
    );
    return undefined;
  }
  return xzqh.slice(0, 2) === cityCode.slice(0, 2) ? "province" : "elsewhere";
}

function zoneOf(
  draft: AnswerDraft,
  locate: Locate,
  { hjdz }: PersonRow,
  region: Region,
  fact: FactId,
): ZoneId | null | undefined {
  if (region !== "city") return null;
  return readZone(draft, locate, hjdz ?? "", fact);
}

interface Registration {
  readonly member: Member;
  readonly region: Region;
  readonly zone: ZoneId | null | undefined;
}

/** Each one's region and zone; what is unclear is kept apart until it is known to matter. */
function registrationsOf(
  { locate, cityCode }: Reader,
  members: readonly Member[],
  fact: FactId,
): { readonly found: readonly Registration[]; readonly unclear: AnswerDraft } {
  const unclear = draftAnswer();
  const found = members.flatMap((member) => {
    const region = regionOf(unclear, member.row, cityCode, fact);
    if (region === undefined) return [];
    return [{ member, region, zone: zoneOf(unclear, locate, member.row, region, fact) }];
  });
  return { found, unclear };
}

/** The parent registered in the child's zone counts, since the rules ask for one; else the applicant. */
function readParents(
  reader: Reader,
  members: readonly Member[],
  query: AgencyQuery,
  childZone: string | null,
): void {
  const { draft } = reader;
  const parents = members.filter(({ self, relation }) => !self && isParent(relation));
  if (parents.length === 0) {
    draft.remark(
      "household.guardian-not-parent",
      "户籍登记中没有父母，监护人是其他亲属，请人工核对由谁代替父母核验。",
      "The register names no parent: the guardian is another relative. Please check who stands in for the parents.",
      "parent.hukouZone",
    );
    return;
  }
  const applicant = query.guardians[0]?.document;
  const { found, unclear } = registrationsOf(reader, parents, "parent.hukouZone");
  const matching = found.find(({ zone }) => isZone(zone, childZone));
  if (matching === undefined && unclear.remarks.length > 0) {
    draft.remarks.push(...unclear.remarks);
    return;
  }
  const counted =
    matching ??
    found.find(({ member }) => applicant && sameDocument(member.document, applicant)) ??
    found[0];
  if (counted === undefined) return;
  draft.facts["parent.hukouRegion"] = counted.region;
  draft.facts["parent.hukouZone"] = counted.zone ?? null;
  set(draft, "parent.hukouSince", readDate(draft, counted.member.row.qrrq, "parent.hukouSince"));
}

function readGrandparents(
  reader: Reader,
  members: readonly Member[],
  childZone: string | null,
): void {
  const { draft } = reader;
  const elders = members.filter(
    ({ self, guardian, relation }) => !self && !guardian && !isParent(relation),
  );
  const { found, unclear } = registrationsOf(reader, elders, "grandparent.hukouZone");
  const matching = found.find(({ zone }) => isZone(zone, childZone));
  if (matching === undefined && unclear.remarks.length > 0) {
    draft.remarks.push(...unclear.remarks);
    return;
  }
  const counted = matching ?? found.find(({ zone }) => typeof zone === "string");
  draft.facts["grandparent.hukouZone"] = counted?.zone ?? null;
}

/** The guardian whose points count must be one of the child's guardians in the register. */
function readApplicant({ draft }: Reader, members: readonly Member[], query: AgencyQuery): void {
  const applicant = query.guardians[0];
  if (applicant === undefined) return;
  const member = members.find(
    ({ self, document }) => !self && sameDocument(document, applicant.document),
  );
  if (member?.guardian) {
    draft.facts["guardian.birthDate"] = member.birthDate;
    return;
  }
  draft.remark(
    "household.not-guardian",
    "户籍登记中申请人不是该儿童的监护人，请人工核对监护关系。",
    "The register does not name the applicant as the child's guardian; please check the guardianship.",
    "guardian.birthDate",
  );
}

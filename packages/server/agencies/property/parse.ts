import type { PlainDate } from "@yangguang/core/domain/dates.ts";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactId } from "@yangguang/core/domain/facts.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { err, ok } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type {
  AgencyAnswer,
  AgencyFailure,
  AgencyPerson,
  AgencyQuery,
  DocumentKey,
} from "../agency.ts";
import { malformed, refused, unavailable } from "../ask.ts";
import type { AnswerDraft, Locate } from "../reading.ts";
import {
  draftAnswer,
  readCivilTime,
  readDocument,
  readShape,
  isZone,
  readZone,
  remarkName,
  sameDocument,
  sameName,
} from "../reading.ts";
import type { TitleRecord } from "./wire.ts";
import { TITLES_REPLY } from "./wire.ts";

interface Owner {
  readonly document: DocumentKey;
  readonly name: string;
  /** Whole percent; null where owned jointly without shares. */
  readonly percent: number | null;
}

/** A title that still stands and that people may live in. */
interface Home {
  readonly address: string;
  readonly owners: readonly Owner[];
  readonly registeredOn: PlainDate;
  readonly ancestral: boolean;
}

export function parseTitles(
  reply: unknown,
  query: AgencyQuery,
  locate: Locate,
): Result<AgencyAnswer, AgencyFailure> {
  const shape = readShape(TITLES_REPLY, reply);
  if (!shape.ok) return shape;
  const { status, result, timestamp } = shape.value;
  if (status === 202) return err(unavailable("in-progress"));
  if (status === 403) return err(refused("无权查询 / not permitted"));
  const asOf = readCivilTime(timestamp);
  if (status !== 200 || result === null || asOf === null) return err(malformed("status", false));
  if (result.total !== result.records.length) return err(malformed("total", true));
  const draft = draftAnswer();
  const homes = readHomes(draft, result.records);
  if (homes !== null) {
    readFamilyHome(draft, homes, query, locate);
    readGrandparentsHome(draft, homes, query, locate);
  }
  return ok(draft.done(asOf));
}

/** Null where a title cannot be understood: then nothing can be said of the family's homes. */
function readHomes(draft: AnswerDraft, records: readonly TitleRecord[]): readonly Home[] | null {
  const homes: Home[] = [];
  for (const record of records) {
    if (record.qszt === "历史" || record.fwyt === "商业服务") continue;
    const home = readHome(record);
    if (home === null) {
      draft.remark(
        "property.unreadable-title",
        "有一份不动产登记信息无法识别，请人工核对房产。",
        "One of the titles could not be understood; please check the family's property.",
        "property.zone",
      );
      return null;
    }
    homes.push(home);
  }
  return homes;
}

function readHome(record: TitleRecord): Home | null {
  const registeredOn = parsePlainDate(record.djsj.split(" ")[0] ?? "");
  const owners = readOwners(record);
  const known = record.qszt === "现势" && ["城镇住宅", "农村宅基地"].includes(record.fwyt);
  if (!known || !registeredOn.ok || owners === null) return null;
  return {
    address: record.zl,
    owners,
    registeredOn: registeredOn.value,
    ancestral: record.zwbz === "Y",
  };
}

function readOwners(record: TitleRecord): readonly Owner[] | null {
  const [names, kinds, numbers] = [record.qlr, record.qlrzjzl, record.qlrzjh].map((list) =>
    list.split(",").map((part) => part.trim()),
  ) as [string[], string[], string[]];
  const shares = readShares(record, names.length);
  if (shares === null || names.length !== numbers.length) return null;
  const owners = names.map((name, index): Owner | null => {
    const document = readDocument(kinds[index] ?? "", numbers[index] ?? "");
    return document === null ? null : { document, name, percent: shares[index] ?? null };
  });
  return owners.includes(null) ? null : owners.filter((owner) => owner !== null);
}

/** Percent by owner; null for each where they own jointly; null in all where it makes no sense. */
function readShares(record: TitleRecord, owners: number): readonly (number | null)[] | null {
  if (record.gyfs === "单独所有") return owners === 1 ? [100] : null;
  if (record.gyfs === "共同共有") return Array.from({ length: owners }, () => null);
  if (record.gyfs !== "按份共有") return null;
  const shares = (record.qlbl ?? "").split(",").map(readShare);
  const sum = shares.reduce<number>((total, share) => total + (share ?? Number.NaN), 0);
  return shares.length === owners && sum > 97 && sum <= 100 ? shares : null;
}

/** `60%` or `1/2`, in whole percent, rounded down. */
function readShare(written: string): number | null {
  const percent = /^\s*(\d{1,3})\s*%\s*$/.exec(written)?.[1];
  if (percent !== undefined) return Number(percent);
  const [, part, whole] = /^\s*(\d{1,4})\s*\/\s*(\d{1,4})\s*$/.exec(written) ?? [];
  if (part === undefined || whole === undefined || Number(whole) === 0) return null;
  return Math.floor((100 * Number(part)) / Number(whole));
}

const isOwnedBy = (home: Home, people: readonly AgencyPerson[]): boolean =>
  home.owners.some((owner) => people.some((one) => sameDocument(one.document, owner.document)));

/** Homes of the child itself and of the guardians who bring it up. */
function readFamilyHome(
  draft: AnswerDraft,
  homes: readonly Home[],
  query: AgencyQuery,
  locate: Locate,
): void {
  const family = [query.child, ...query.guardians.filter(({ custody }) => custody)];
  const apart = query.guardians.filter(({ custody }) => !custody);
  const own = homes.filter((home) => isOwnedBy(home, family));
  if (own.length === 0 && homes.some((home) => isOwnedBy(home, apart))) {
    draft.remark(
      "property.of-other-parent",
      "房产只登记在不直接抚养孩子的一方名下，请人工核对离婚协议和实际居住情况。",
      "The only title is the other parent's, who does not bring the child up. Please check the divorce agreement and where the child lives.",
      "property.zone",
    );
    return;
  }
  const home = chooseHome(draft, own, query, locate, "property.zone");
  if (home === undefined) return;
  if (home === null) {
    for (const fact of FAMILY_HOME) draft.facts[fact] = null;
    return;
  }
  const named = home.owners.every((owner) => isNamedAlike(owner, family));
  if (!named) {
    remarkName(draft, text("房产权利人", "title's owner"), "property.zone");
    return;
  }
  if (home.zone !== undefined) draft.facts["property.zone"] = home.zone;
  draft.facts["property.since"] = home.registeredOn;
  draft.facts["property.ancestral"] = home.ancestral;
  readFamilyShare(draft, home, family);
}

const FAMILY_HOME = [
  "property.zone",
  "property.since",
  "property.share",
  "property.ancestral",
] as const satisfies readonly FactId[];

function isNamedAlike(owner: Owner, people: readonly AgencyPerson[]): boolean {
  const person = people.find((one) => sameDocument(one.document, owner.document));
  return person === undefined || sameName(person.name, owner.name);
}

/** Joint owners outside the family leave it open how much is the family's. */
function readFamilyShare(draft: AnswerDraft, home: Home, family: readonly AgencyPerson[]): void {
  const shares = home.owners.map((owner) => ({
    percent: owner.percent,
    ours: family.some((one) => sameDocument(one.document, owner.document)),
  }));
  if (shares.every(({ ours }) => ours)) {
    draft.facts["property.share"] = 100;
  } else if (shares.some(({ percent }) => percent === null)) {
    draft.remark(
      "property.joint-with-others",
      "房产与家庭以外的人共同共有，未登记份额，请人工核对家庭所占份额。",
      "The home is owned jointly with people outside the family, without shares. Please check the family's share.",
      "property.share",
    );
  } else {
    draft.facts["property.share"] = shares.reduce(
      (sum, { percent, ours }) => sum + (ours ? (percent ?? 0) : 0),
      0,
    );
  }
}

type PlacedHome = Home & { readonly zone: ZoneId | null | undefined };

/**
 * Of several homes, one in the zone of the child's registration counts, the longest held of those;
 * homes elsewhere count if they are all in one zone. Null: there is none. Undefined: a person must
 * say which counts.
 */
function chooseHome(
  draft: AnswerDraft,
  homes: readonly Home[],
  query: AgencyQuery,
  locate: Locate,
  fact: FactId,
): PlacedHome | null | undefined {
  const unclear = draftAnswer();
  const placed = homes
    .map((home) => ({ ...home, zone: readZone(unclear, locate, home.address, fact) }))
    .toSorted((one, two) => (one.registeredOn < two.registeredOn ? -1 : 1));
  const matching = placed.find(({ zone }) => isZone(zone, query.hukouZone));
  if (matching !== undefined) return matching;
  draft.remarks.push(...unclear.remarks);
  const [first] = placed;
  if (first === undefined) return null;
  if (placed.every(({ zone }) => zone === first.zone)) return first;
  const inZones = placed.filter(({ zone }) => zone !== null);
  const [only] = inZones;
  if (only !== undefined && inZones.every(({ zone }) => zone === only.zone)) return only;
  draft.remark(
    "property.several-zones",
    "家庭在不同施教区有多处房产，请人工与家庭确认按哪一处登记。",
    "The family has homes in different zones. Please ask it which one counts.",
    fact,
  );
  return undefined;
}

/** Homes of the grandparents in which neither child nor guardians have a share. */
function readGrandparentsHome(
  draft: AnswerDraft,
  homes: readonly Home[],
  query: AgencyQuery,
  locate: Locate,
): void {
  const family = [query.child, ...query.guardians];
  const own = homes.filter(
    (home) => isOwnedBy(home, query.grandparents) && !isOwnedBy(home, family),
  );
  const home = chooseHome(draft, own, query, locate, "grandparent.propertyZone");
  if (home === null) draft.facts["grandparent.propertyZone"] = null;
  else if (home?.zone !== undefined) draft.facts["grandparent.propertyZone"] = home.zone;
}

import type { Text } from "./text.ts";
import { text } from "./text.ts";

/** Who answers for a fact. */
export type FactSource =
  | "household"
  | "property"
  | "social-insurance"
  | "residence"
  | "lease"
  | "special-status"
  | "family";

export const SOURCE_LABELS: Readonly<Record<FactSource, Text>> = {
  household: text("公安（户籍）", "Public security (household register)"),
  property: text("自然资源（不动产）", "Natural resources (property register)"),
  "social-insurance": text("人社（社会保险）", "Human resources (social insurance)"),
  residence: text("公安流管（居住证、积分）", "Public security (residence permits and points)"),
  lease: text("住建（租赁备案）", "Housing (lease filing)"),
  "special-status": text("政策对象主管部门", "Special-status authorities"),
  family: text("家庭填报", "Stated by the family"),
};

export type FactType =
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly min: number; readonly max: number; readonly unit: Text }
  | { readonly kind: "date" }
  | { readonly kind: "zone" }
  | { readonly kind: "enum"; readonly values: Readonly<Record<string, Text>> };

export interface FactDefinition {
  readonly label: Text;
  readonly source: FactSource;
  readonly type: FactType;
}

const months = { kind: "integer", min: 0, max: 1200, unit: text("个月", "months") } as const;
const date = { kind: "date" } as const;
const zone = { kind: "zone" } as const;
const yesNo = { kind: "boolean" } as const;

const REGIONS = {
  city: text("本市", "this city"),
  province: text("本省其他市", "elsewhere in the province"),
  elsewhere: text("外省", "another province"),
  abroad: text("港澳台或外国", "Hong Kong, Macau, Taiwan or abroad"),
} as const;

/**
 * Every fact a policy may rest on. A policy chooses among them and says of whom each is asked;
 * it cannot invent one, so that every fact has a type, an owner and words in both languages.
 */
export const FACTS = {
  "child.birthDate": {
    label: text("儿童出生日期", "Child's date of birth"),
    source: "household",
    type: date,
  },
  "child.hukouRegion": {
    label: text("儿童户籍地", "Child's household registration: region"),
    source: "household",
    type: { kind: "enum", values: REGIONS },
  },
  "child.hukouZone": {
    label: text("儿童户籍所在施教区", "Child's household registration: zone"),
    source: "household",
    type: zone,
  },
  "child.hukouSince": {
    label: text("儿童户籍迁入日期", "Child's household registration: since"),
    source: "household",
    type: date,
  },
  "child.hukouKind": {
    label: text("儿童户口类型", "Child's household registration: kind"),
    source: "household",
    type: {
      kind: "enum",
      values: {
        family: text("家庭户", "family household"),
        collective: text("集体户", "collective household"),
        attached: text("挂靠户", "attached household"),
        sheltered: text("寄居户", "sheltered household"),
      },
    },
  },
  "parent.hukouZone": {
    label: text("父母户籍所在施教区", "Parent's household registration: zone"),
    source: "household",
    type: zone,
  },
  "parent.hukouRegion": {
    label: text("父母户籍地", "Parent's household registration: region"),
    source: "household",
    type: { kind: "enum", values: REGIONS },
  },
  "parent.hukouSince": {
    label: text("父母户籍迁入日期", "Parent's household registration: since"),
    source: "household",
    type: date,
  },
  "grandparent.hukouZone": {
    label: text("祖父母（外祖父母）户籍所在施教区", "Grandparents' household registration: zone"),
    source: "household",
    type: zone,
  },
  "guardian.birthDate": {
    label: text("监护人出生日期", "Guardian's date of birth"),
    source: "household",
    type: date,
  },
  "property.zone": {
    label: text("家庭房产所在施教区", "Family's property: zone"),
    source: "property",
    type: zone,
  },
  "property.since": {
    label: text("家庭房产登记日期", "Family's property: registered on"),
    source: "property",
    type: date,
  },
  "property.share": {
    label: text("家庭房产份额", "Family's property: share"),
    source: "property",
    type: { kind: "integer", min: 0, max: 100, unit: text("%", "%") },
  },
  "property.ancestral": { label: text("祖屋", "Ancestral house"), source: "property", type: yesNo },
  "grandparent.propertyZone": {
    label: text("祖父母房产所在施教区", "Grandparents' property: zone"),
    source: "property",
    type: zone,
  },
  "insurance.months": {
    label: text("社会保险缴费月数", "Social insurance: months paid"),
    source: "social-insurance",
    type: months,
  },
  "insurance.pensionMonths": {
    label: text("养老保险连续缴费月数", "Pension insurance: consecutive months paid"),
    source: "social-insurance",
    type: months,
  },
  "employment.stable": {
    label: text("稳定就业", "Stable employment"),
    source: "social-insurance",
    type: yesNo,
  },
  "residence.permitValid": {
    label: text("居住证有效", "Residence permit valid"),
    source: "residence",
    type: yesNo,
  },
  "residence.bothPermits": {
    label: text("父母双方均持居住证", "Both parents hold residence permits"),
    source: "residence",
    type: yesNo,
  },
  "residence.since": {
    label: text("居住登记日期", "Residence registered since"),
    source: "residence",
    type: date,
  },
  "education.level": {
    label: text("监护人学历", "Guardian's education"),
    source: "residence",
    type: {
      kind: "enum",
      values: {
        bachelor: text("本科及以上", "bachelor's degree or more"),
        college: text("大专", "junior college"),
        "senior-or-less": text("高中及以下", "high school or less"),
      },
    },
  },
  "skill.level": {
    label: text("监护人技能、职称", "Guardian's skill level or title"),
    source: "residence",
    type: {
      kind: "enum",
      values: {
        "level-2": text("二级及以上或中级职称", "level 2 or higher, or a middle title"),
        "level-3": text(
          "三级、初级职称或高级专项能力",
          "level 3, a junior title or a senior special skill",
        ),
        "level-4": text("四级", "level 4"),
        "level-5": text("五级或一般专项能力", "level 5 or an ordinary special skill"),
        none: text("无", "none"),
      },
    },
  },
  "honour.level": {
    label: text("监护人荣誉表彰", "Guardian's honours"),
    source: "residence",
    type: {
      kind: "enum",
      values: {
        national: text("国家级", "national"),
        provincial: text("省级", "provincial"),
        city: text("市级", "city"),
        none: text("无", "none"),
      },
    },
  },
  "volunteer.hours": {
    label: text("志愿服务时长", "Volunteer service"),
    source: "residence",
    type: { kind: "integer", min: 0, max: 100000, unit: text("小时", "hours") },
  },
  "lease.zone": {
    label: text("租赁备案所在施教区", "Filed lease: zone"),
    source: "lease",
    type: zone,
  },
  "lease.since": { label: text("租赁备案日期", "Filed lease: since"), source: "lease", type: date },
  "housing.special": {
    label: text("特殊住房（保障房、单位宿舍等）", "Special housing (public housing, dormitory)"),
    source: "lease",
    type: yesNo,
  },
  "special.status": {
    label: text("政策照顾类别", "Special status"),
    source: "special-status",
    type: {
      kind: "enum",
      values: {
        none: text("无", "none"),
        martyr: text("烈士子女", "child of a martyr"),
        fire: text("消防救援人员子女", "child of fire-rescue staff"),
        police: text("公安英模子女", "child of a police hero"),
        military: text("军人子女", "child of a soldier"),
        "hk-macau-taiwan-foreign": text(
          "在本地工作的港澳台及外籍人员子女",
          "child of a Hong Kong, Macau, Taiwan or foreign resident working here",
        ),
        talent: text("高层次人才子女", "child of high-level talent"),
      },
    },
  },
  "home.zone": {
    label: text("现居住地所在施教区", "Present home: zone"),
    source: "family",
    type: zone,
  },
} as const satisfies Readonly<Record<string, FactDefinition>>;

export type FactId = keyof typeof FACTS;

export const FACT_IDS = Object.keys(FACTS) as readonly FactId[];

export const isFactId = (value: string): value is FactId => Object.hasOwn(FACTS, value);

export const factDefinition = (id: FactId): FactDefinition => FACTS[id];

/**
 * A fact's value: booleans, integers, or text (a plain date, a zone id, an enum's value).
 * `null` says that the source answered and there is none (no property, no permit).
 */
export type FactValue = string | number | boolean | null;

/** What is known of one child. A fact that is absent is unknown: its source has not answered. */
export type Facts = { readonly [Id in FactId]?: FactValue };

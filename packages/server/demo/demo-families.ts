import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { FamilyWish, Profile } from "./profiles.ts";

/** A family to try the product with; `id` never changes, so that links and notes may name it. */
export interface FamilyScript {
  readonly id: string;
  readonly shows: Text;
  readonly profile: Profile;
  readonly wish: FamilyWish;
}

const whole = {
  shape: "both-parents",
  children: 1,
  origin: "chinese",
  grandparents: "none",
  applicant: "mother",
} as const;

/** One family for each path through a season, the plainest first. */
export const FAMILY_SCRIPTS: readonly FamilyScript[] = [
  {
    id: "a1",
    shows: text(
      "户籍、住房都在施教区：一切自动核验通过",
      "Registered and housed in the zone: every check passes by itself",
    ),
    profile: "own-home",
    wish: { awkward: null, spec: { ...whole, surname: "胡", childName: "胡一诺" } },
  },
  {
    id: "a2",
    shows: text(
      "三代同户，房产在祖父母名下",
      "Three generations in one household; the grandparents own the house",
    ),
    profile: "grandparents-home",
    wish: {
      awkward: null,
      spec: { ...whole, grandparents: "paternal", surname: "徐", childName: "徐嘉豪" },
    },
  },
  {
    id: "talent",
    shows: text("高层次人才子女", "Child of high-level talent"),
    profile: "special",
    wish: {
      awkward: null,
      special: "talent",
      spec: { ...whole, surname: "程", childName: "程文博" },
    },
  },
  {
    id: "property",
    shows: text("在施教区有房产，户籍在别处", "Owns a home in the zone, registered somewhere else"),
    profile: "bought-elsewhere",
    wish: { awkward: null, spec: { ...whole, surname: "吕", childName: "吕欣怡" } },
  },
  {
    id: "collective",
    shows: text("集体户口、没有房产", "Collective registration, no home of its own"),
    profile: "collective",
    wish: { awkward: null, spec: { ...whole, surname: "章", childName: "章知行" } },
  },
  {
    id: "migrant-high",
    shows: text("随迁子女，积分高（120分以上）", "Migrant worker's child with 120 points or more"),
    profile: "migrant",
    wish: {
      awkward: null,
      standing: "high",
      spec: { ...whole, surname: "罗", childName: "罗梓轩" },
    },
  },
  {
    id: "migrant-middling",
    shows: text(
      "随迁子女，积分中等（100至120分）",
      "Migrant worker's child with 100 to 120 points",
    ),
    profile: "migrant",
    wish: {
      awkward: null,
      standing: "fair",
      spec: { ...whole, surname: "马", childName: "马雨桐" },
    },
  },
  {
    id: "twins",
    shows: text("双胞胎：可以共用一个派位号", "Twins, who may share one lot"),
    profile: "own-home",
    wish: { awkward: null, spec: { ...whole, children: 2, surname: "应" } },
  },
  {
    id: "rare-name",
    shows: text("姓名中有生僻字", "A rare character in the name"),
    profile: "own-home",
    wish: { awkward: null, spec: { ...whole, surname: "陈", childName: "陈子䶮" } },
  },
  {
    id: "long-name",
    shows: text("少数民族长姓名", "A long name with middle dots"),
    profile: "migrant",
    wish: { awkward: null, standing: "middling", spec: { ...whole, origin: "minority" } },
  },
  {
    id: "foreign",
    shows: text("外国护照", "Foreign passport"),
    profile: "special",
    wish: {
      awkward: null,
      special: "hk-macau-taiwan-foreign",
      spec: { ...whole, origin: "foreign" },
    },
  },
  {
    id: "unknown-address",
    shows: text(
      "房产地址不在地址库中，需要人工核实",
      "The title's address is not in the address book: a person must look",
    ),
    profile: "own-home",
    wish: {
      awkward: "unknown-address",
      spec: { ...whole, surname: "楼", childName: "楼思远" },
    },
  },
  {
    id: "grandmother",
    shows: text("祖母是监护人", "The grandmother is the guardian"),
    profile: "own-home",
    wish: {
      awkward: null,
      spec: {
        ...whole,
        shape: "grandmother-guardian",
        applicant: "paternal-grandmother",
        surname: "施",
        childName: "施念慈",
      },
    },
  },
  {
    id: "too-young",
    shows: text("未到入学年龄", "Too young this year"),
    profile: "own-home",
    wish: {
      awkward: null,
      spec: { ...whole, tooYoung: true, surname: "潘", childName: "潘星辰" },
    },
  },
];

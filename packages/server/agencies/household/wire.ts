import { Type } from "typebox";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import type { KinRelation, ValueOf } from "../agency.ts";
import { maybeText, someText } from "../reading.ts";

/** 公安户籍: fields are the initials of their names in pinyin, dates are eight digits. */

export const FAMILY_PATH = "/hj/v1/jtcy";
export const WARDS_PATH = "/hj/v1/bjhr";

export const PersonQuery = Type.Object(
  { xm: someText("姓名"), zjlx: someText("证件类型（GA/T 517）"), gmsfhm: someText("证件号码") },
  { title: "被查询人" },
);

export const PersonRow = Type.Object(
  {
    xm: someText("姓名"),
    zjlx: someText("证件类型（GA/T 517）"),
    gmsfhm: someText("证件号码"),
    csrq: someText("出生日期 YYYYMMDD"),
    ygx: someText(
      "与儿童关系：00 本人 01 父 02 母 11 祖父 12 祖母 21 外祖父 22 外祖母 99 其他监护人",
    ),
    jhr: someText("是否监护人：1 是 0 否"),
    fybs: someText("是否直接抚养：1 是 0 否"),
    xzqh: maybeText("户籍地行政区划代码；无户籍的为空"),
    hjdz: maybeText("户籍地址"),
    hlx: maybeText("户类型：1 家庭户 2 集体户 3 挂靠户 4 寄居户"),
    qrrq: maybeText("迁入日期 YYYYMMDD"),
  },
  { title: "人员" },
);
export type PersonRow = Static<typeof PersonRow>;

const envelope = {
  code: someText("00 成功 01 查无此人 02 姓名与证件号码不符 20 处理中 30 无权查询"),
  msg: someText("说明"),
  sjc: someText("查询时间 YYYYMMDDhhmmss"),
  gxdw: Type.String({ description: "答复机关代码，前6位为其行政区划", pattern: "^\\d{12}$" }),
};

export const FamilyReply = Type.Object({
  ...envelope,
  datas: Type.Array(PersonRow, { maxItems: 40 }),
});
export type FamilyReply = Static<typeof FamilyReply>;

export const WardsReply = Type.Object({
  ...envelope,
  datas: Type.Array(
    Type.Object({ jtcy: Type.Array(PersonRow, { maxItems: 40 }) }, { title: "被监护儿童及其家庭" }),
    { maxItems: 40 },
  ),
});
export type WardsReply = Static<typeof WardsReply>;

export const FAMILY_REPLY = Compile(FamilyReply);
export const WARDS_REPLY = Compile(WardsReply);

export const SELF = "00";

export const RELATION_CODES: Readonly<Record<KinRelation, string>> = {
  father: "01",
  mother: "02",
  "paternal-grandfather": "11",
  "paternal-grandmother": "12",
  "maternal-grandfather": "21",
  "maternal-grandmother": "22",
  "other-guardian": "99",
};

export const HUKOU_KIND_CODES: Readonly<Record<ValueOf<"child.hukouKind">, string>> = {
  family: "1",
  collective: "2",
  attached: "3",
  sheltered: "4",
};

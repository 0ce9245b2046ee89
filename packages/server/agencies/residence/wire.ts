import { Type } from "typebox";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import type { ValueOf } from "../agency.ts";
import { maybeText, someText } from "../reading.ts";

/** 公安流管: dates with slashes, levels as codes, hours with their unit (`36小时`). */

export const RESIDENTS_PATH = "/ldrk/api/jzxx";

export const ResidentsQuery = Type.Object({
  persons: Type.Array(
    Type.Object({
      xm: someText("姓名"),
      zjzl: someText("证件种类（GA/T 517）"),
      zjhm: someText("证件号码"),
    }),
    { minItems: 1, maxItems: 20 },
  ),
});

export const Resident = Type.Object(
  {
    zjzl: someText("证件种类（GA/T 517）"),
    zjhm: someText("证件号码"),
    xm: someText("姓名"),
    djrq: someText("居住登记日期 YYYY/MM/DD"),
    jzz: Type.Union([
      Type.Object({ bh: someText("编号"), yxqz: someText("有效期至 YYYY/MM/DD") }),
      Type.Null(),
    ]),
    jf: Type.Object({
      xl: someText("学历：20 本科及以上 30 大专 60 高中及以下"),
      jn: someText("技能职称：2 3 4 5 为等级，0 无"),
      ry: someText("荣誉：G 国家级 S 省级 D 市级 W 无"),
      zysj: maybeText("志愿服务时长，如 36小时"),
    }),
  },
  { title: "居住登记" },
);
export type Resident = Static<typeof Resident>;

export const ResidentsReply = Type.Object({
  success: Type.Boolean(),
  errorCode: maybeText("BUSY 处理中 DENIED 无权查询"),
  queryTime: someText("查询时间 YYYY-MM-DD hh:mm:ss"),
  result: Type.Array(Resident, { maxItems: 20 }),
});
export type ResidentsReply = Static<typeof ResidentsReply>;

export const RESIDENTS_REPLY = Compile(ResidentsReply);

export const EDUCATION_CODES: Readonly<Record<ValueOf<"education.level">, string>> = {
  bachelor: "20",
  college: "30",
  "senior-or-less": "60",
};

export const SKILL_CODES: Readonly<Record<ValueOf<"skill.level">, string>> = {
  "level-2": "2",
  "level-3": "3",
  "level-4": "4",
  "level-5": "5",
  none: "0",
};

export const HONOUR_CODES: Readonly<Record<ValueOf<"honour.level">, string>> = {
  national: "G",
  provincial: "S",
  city: "D",
  none: "W",
};

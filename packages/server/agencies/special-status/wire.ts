import { Type } from "typebox";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import type { ValueOf } from "../agency.ts";
import { someText } from "../reading.ts";

/** 政策照顾对象: one gateway in front of several offices, with Y and N for yes and no. */

export const STATUS_PATH = "/zcdx/hcjk/check";

export const StatusQuery = Type.Object({
  xs: Type.Object({ xm: someText("学生姓名"), zjhm: someText("证件号码") }),
  jhr: Type.Array(
    Type.Object({
      xm: someText("监护人姓名"),
      zjlx: someText("证件类型（GA/T 517）"),
      zjhm: someText("证件号码"),
    }),
    { minItems: 1, maxItems: 20 },
  ),
});

export const StatusReply = Type.Object({
  resp: Type.Object({
    jg: someText("Y 是政策对象 N 不是 P 处理中 E 无权查询"),
    cxsj: someText("查询时间 YYYY-MM-DD hh:mm:ss"),
    dx: Type.Array(
      Type.Object({
        lb: someText("LS 烈士 XF 消防 GA 公安英模 JR 军人 GAT 港澳台及外籍 RC 高层次人才"),
        wh: someText("认定文号"),
      }),
      { maxItems: 20 },
    ),
  }),
});
export type StatusReply = Static<typeof StatusReply>;

export const STATUS_REPLY = Compile(StatusReply);

type Special = Exclude<ValueOf<"special.status">, "none">;

/** In the order in which one counts where several apply. */
export const STATUS_CODES: Readonly<Record<Special, string>> = {
  martyr: "LS",
  police: "GA",
  fire: "XF",
  military: "JR",
  talent: "RC",
  "hk-macau-taiwan-foreign": "GAT",
};

import { Type } from "typebox";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import { maybeText, someText } from "../reading.ts";

/** 不动产登记: several owners, their numbers and shares stand in one field each, split by commas. */

export const TITLES_PATH = "/bdc/cxjk/qlrcx";

export const TitlesQuery = Type.Object({
  cxr: Type.Array(
    Type.Object({
      qlrmc: someText("权利人姓名"),
      zjzl: someText("证件种类（GA/T 517）"),
      zjh: someText("证件号"),
    }),
    { minItems: 1, maxItems: 20, description: "被查询人" },
  ),
});

export const TitleRecord = Type.Object(
  {
    bdcqzh: someText("不动产权证号"),
    zl: someText("坐落"),
    qlr: someText("权利人，以英文逗号分隔"),
    qlrzjzl: someText("权利人证件种类，以英文逗号分隔"),
    qlrzjh: someText("权利人证件号，以英文逗号分隔"),
    gyfs: someText("共有方式：单独所有、共同共有、按份共有"),
    qlbl: maybeText("权利比例，按份共有时填写：60%,40% 或 1/2,1/2"),
    djsj: someText("登记时间 YYYY-MM-DD hh:mm:ss"),
    fwyt: someText("房屋用途：城镇住宅、农村宅基地、商业服务"),
    qszt: someText("权属状态：现势、历史"),
    zwbz: maybeText("祖屋标志：Y、N"),
  },
  { title: "不动产权" },
);
export type TitleRecord = Static<typeof TitleRecord>;

export const TitlesReply = Type.Object({
  status: Type.Integer({ description: "200 成功 202 处理中 403 无权查询" }),
  message: someText("说明"),
  timestamp: someText("查询时间 YYYY-MM-DD hh:mm:ss"),
  result: Type.Union([
    Type.Object({
      total: Type.Integer({ minimum: 0 }),
      records: Type.Array(TitleRecord, { maxItems: 200 }),
    }),
    Type.Null(),
  ]),
});
export type TitlesReply = Static<typeof TitlesReply>;

export const TITLES_REPLY = Compile(TitlesReply);

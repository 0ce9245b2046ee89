import { Type } from "typebox";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import { someText } from "../reading.ts";

/** 住建租赁备案: dates are milliseconds since 1970, the kind of housing is words. */

export const LEASES_PATH = "/zlba/rest/list";

export const LeasesQuery = Type.Object({
  czrList: Type.Array(
    Type.Object({
      czrxm: someText("承租人姓名"),
      czrzjlx: someText("证件类型（GA/T 517）"),
      czrzjh: someText("承租人证件号"),
    }),
    { minItems: 1, maxItems: 20 },
  ),
});

/** To the end of the year 9999. */
const Instant = (description: string) =>
  Type.Integer({ description, minimum: 0, maximum: 253_402_300_799_999 });

export const Lease = Type.Object(
  {
    bah: someText("备案号"),
    czrzjh: someText("承租人证件号"),
    zldz: someText("租赁地址"),
    barq: Instant("备案日期，毫秒"),
    jzrq: Instant("截止日期，毫秒"),
    zflx: someText("住房类型：商品房、公租房、人才房、单位宿舍"),
    zt: someText("状态：有效、注销"),
  },
  { title: "租赁备案" },
);
export type Lease = Static<typeof Lease>;

export const LeasesReply = Type.Object({
  code: Type.Integer({ description: "200 成功 429 处理中 403 无权查询" }),
  msg: someText("说明"),
  time: Instant("查询时间，毫秒"),
  total: Type.Integer({ minimum: 0 }),
  rows: Type.Array(Lease, { maxItems: 100 }),
});
export type LeasesReply = Static<typeof LeasesReply>;

export const LEASES_REPLY = Compile(LeasesReply);

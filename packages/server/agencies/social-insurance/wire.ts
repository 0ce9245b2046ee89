import { Type } from "typebox";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import { maybeText, someText } from "../reading.ts";

/**
 * 人社: fields bear the indicator codes of the national social-insurance standard. There is no
 * number of months: one row for each month and kind of insurance is to be counted.
 */

export const PAYMENTS_PATH = "/siapi/ac/payments";

export const PaymentsQuery = Type.Object({
  aac002: someText("社会保障号码（证件号码）"),
  aac003: someText("姓名"),
  aac058: someText("证件类型（GA/T 517）"),
});

export const Payment = Type.Object(
  {
    aae003: someText("费款所属期 YYYYMM"),
    aae140: someText("险种：110 养老 310 医疗"),
    aae143: someText("缴费类型：10 正常应缴 21 补缴"),
  },
  { title: "缴费" },
);
export type Payment = Static<typeof Payment>;

export const PaymentsReply = Type.Object({
  returnCode: someText("0 成功 1 无参保记录 7 处理中 9 无权查询"),
  returnMsg: maybeText("说明"),
  aae036: someText("经办时间 YYYYMMDDhhmmss"),
  data: Type.Union([
    Type.Object({
      aac002: someText("社会保障号码，早年参保的可能为15位"),
      aac003: someText("姓名"),
      aac013: someText("就业状态：1 在业 2 失业 3 灵活就业"),
      list: Type.Array(Payment, { maxItems: 3000 }),
    }),
    Type.Null(),
  ]),
});
export type PaymentsReply = Static<typeof PaymentsReply>;

export const PAYMENTS_REPLY = Compile(PaymentsReply);

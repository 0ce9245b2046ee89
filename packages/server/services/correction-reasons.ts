import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";

/** Why an officer may ask a family to correct its application; the ids are recorded. */
export const CORRECTION_REASONS = {
  identity: text("证件信息与户籍登记不一致", "The document differs from the household register"),
  guardian: text("监护关系需要说明", "Who the guardian is has to be explained"),
  residence: text("居住或房产信息需要说明", "Home or property has to be explained"),
  dispute: text("您提出的异议需要补充说明", "What you say is wrong has to be explained further"),
  choices: text("志愿填报需要修改", "The choices of schools have to be changed"),
  other: text("其他，见说明", "Something else; see the message"),
} as const satisfies Readonly<Record<string, Text>>;

export type CorrectionReason = keyof typeof CORRECTION_REASONS;

export const isCorrectionReason = (id: string): id is CorrectionReason =>
  Object.hasOwn(CORRECTION_REASONS, id);

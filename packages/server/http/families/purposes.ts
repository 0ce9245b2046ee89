import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { PurposeView } from "@yangguang/web/families/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { ConsentPurpose } from "../../services/submit.ts";
import { CONSENT_PURPOSES } from "../../services/submit.ts";

const WORDS: Readonly<
  Record<ConsentPurpose, { readonly label: Text; readonly explanation: Text }>
> = {
  admission: {
    label: text("办理今年的入学报名", "This year's admission"),
    explanation: text(
      "用于报名审核、摇号、学位分配、录取和报到。招生结束后按规定期限保存，不作其他用途。公布结果时只显示公开编号，不显示证件、住址和电话。",
      "For review, lots, allocation, offer and registration. Kept after the season only as long as the rules ask, and used for nothing else. Published results show the public number, never documents, addresses or telephone numbers.",
    ),
  },
  "agency-checks": {
    label: text("向有关部门核验", "Checks with the agencies"),
    explanation: text(
      "向户籍、不动产、社保、居住证等部门核对报名所需的信息，每次查询都有记录。您不用交任何证明材料。",
      "The registers of households, property, insurance and permits are asked for what the application needs; every query is recorded. You hand in no papers.",
    ),
  },
};

export const purposeViews = (given: readonly string[]): readonly PurposeView[] =>
  CONSENT_PURPOSES.map((id) => ({ id, ...WORDS[id], required: true, given: given.includes(id) }));

/** One failure for each purpose without which nobody can apply. */
export const missingConsents = (given: readonly string[]): readonly Failure[] =>
  CONSENT_PURPOSES.filter((purpose) => !given.includes(purpose)).map((purpose) =>
    failure(
      "form.consent-missing",
      `请勾选“${WORDS[purpose].label.zh}”：不同意就无法受理报名。`,
      `Please tick “${WORDS[purpose].label.en}”: without it the application cannot be taken.`,
      fields.consent(purpose),
    ),
  );

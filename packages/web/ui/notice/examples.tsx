import type { Tone } from "../../page.ts";
import type { ComponentExamples } from "../examples.ts";
import { t } from "../../text/translate.ts";
import { Notice } from "./index.tsx";

const TONES: readonly Tone[] = ["good", "info", "warning", "bad", "neutral"];

export const noticeExamples: ComponentExamples = {
  component: "notice",
  purpose: "Words that must not be missed.",
  examples: TONES.map((tone) => ({
    name: tone,
    render: (page) => (
      <Notice tone={tone} title={t(page, "layout.promise")}>
        {t(page, "home.promiseText")}
      </Notice>
    ),
  })),
};

import { failure } from "@yangguang/core/domain/result.ts";
import type { ComponentExamples } from "../examples.ts";
import { t } from "../../text/translate.ts";
import { CheckField, CheckGroup, SelectField, TextArea, TextField } from "./index.tsx";

const wrong = failure(
  "example.wrong",
  "身份证号码应为 18 位，请对照证件再看一遍。",
  "An identity number has 18 characters. Compare it with the card.",
  "example-wrong",
);

export const fieldExamples: ComponentExamples = {
  component: "field",
  purpose: "A labelled control with its hint and its errors.",
  examples: [
    {
      name: "text, with a hint",
      render: (page) => (
        <TextField
          page={page}
          name="example-text"
          label={t(page, "counter.name")}
          hint={t(page, "counter.nameHint")}
          failures={[]}
          value="应㛃𬭊"
        />
      ),
    },
    {
      name: "refused, what was entered is kept",
      render: (page) => (
        <TextField
          page={page}
          name="example-wrong"
          kind="code"
          label={t(page, "counter.document")}
          failures={[wrong]}
          value="33078419880101"
        />
      ),
    },
    {
      name: "date, optional",
      render: (page) => (
        <TextField
          page={page}
          name="example-date"
          kind="date"
          label={t(page, "child.birthDate")}
          optional
          failures={[]}
          value="2018-03-02"
        />
      ),
    },
    {
      name: "select",
      render: (page) => (
        <SelectField
          page={page}
          name="example-select"
          label={t(page, "status")}
          failures={[]}
          value="yes"
          options={[
            { value: "yes", label: t(page, "yes") },
            { value: "no", label: t(page, "no") },
          ]}
        />
      ),
    },
    {
      name: "several lines",
      render: (page) => (
        <TextArea
          page={page}
          name="example-area"
          label={t(page, "facts.reply")}
          failures={[]}
          value=""
        />
      ),
    },
    {
      name: "box to tick",
      render: (page) => (
        <CheckField
          page={page}
          name="example-check"
          label={t(page, "choices.redistribution")}
          hint={t(page, "choices.redistributionHint")}
          failures={[]}
          checked
        />
      ),
    },
    {
      name: "boxes that belong together",
      render: (page) => (
        <CheckGroup
          page={page}
          name="example-group"
          label={t(page, "choices.siblings")}
          failures={[]}
          options={[
            { value: "a", label: "应知远" },
            { value: "b", label: "应㛃𬭊" },
          ]}
          checked={["b"]}
        />
      ),
    },
  ],
};

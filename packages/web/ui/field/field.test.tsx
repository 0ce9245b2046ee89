import { expect, it } from "vitest";
import { failure } from "@yangguang/core/domain/result.ts";
import { named } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { fieldId } from "./field-id.ts";
import { CheckField, CheckGroup, SelectField, TextArea, TextField } from "./index.tsx";

const page = testPage();
const wrong = failure("name.empty", "请填写姓名。", "Enter the name.", "name");

it("ties hint and error to the control, and keeps what was entered", () => {
  const html = htmlOf(
    <TextField
      page={page}
      name="name"
      label="Name"
      hint="As on the card"
      failures={[wrong]}
      value={'<b>"应"</b>'}
    />,
  );
  const [input] = named(html, "input");
  expect(input?.attributes).toMatchObject({
    id: fieldId("name"),
    value: '<b>"应"</b>',
    "aria-invalid": "true",
    "aria-describedby": "f-name-hint f-name-error",
  });
  expect(html).toContain('id="f-name-error">Enter the name.');
  expect(html).not.toContain("<b>");
});

it("is not marked by the error of another field", () => {
  const html = htmlOf(
    <TextArea page={page} name="note" label="Note" failures={[wrong]} value="kept" />,
  );
  expect(named(html, "textarea")[0]?.attributes).not.toHaveProperty("aria-invalid");
  expect(html).toContain(">kept</textarea>");
});

it("selects what was chosen", () => {
  const html = htmlOf(
    <SelectField
      page={page}
      name="school"
      label="School"
      failures={[]}
      value="b"
      options={[
        { value: "a", label: "A" },
        { value: "b", label: "B" },
      ]}
    />,
  );
  const chosen = named(html, "option").filter(({ attributes }) => "selected" in attributes);
  expect(chosen.map(({ attributes }) => attributes["value"])).toEqual(["b"]);
});

it("puts hint and error into a box's description", () => {
  const failures = [failure("x", "请勾选。", "Tick it.", "sure")];
  const html = htmlOf(
    <CheckField
      page={page}
      name="sure"
      label="Sure"
      hint="Final"
      failures={failures}
      checked={false}
    />,
  );
  expect(named(html, "input")[0]?.attributes["aria-describedby"]).toBe("f-sure-hint f-sure-error");
});

it("gives a group of boxes one place for its error, and each box its own id", () => {
  const html = htmlOf(
    <CheckGroup
      page={page}
      name="reason"
      label="Reasons"
      failures={[failure("x", "请选择。", "Choose one.", "reason")]}
      options={[
        { value: "a", label: "A" },
        { value: "b", label: "B" },
      ]}
      checked={["b"]}
    />,
  );
  expect(named(html, "fieldset")[0]?.attributes["id"]).toBe(fieldId("reason"));
  expect(html.split("Choose one.")).toHaveLength(2);
  const boxes = named(html, "input");
  expect(new Set(boxes.map(({ attributes }) => attributes["id"])).size).toBe(2);
  expect(boxes.filter(({ attributes }) => "checked" in attributes)).toHaveLength(1);
});

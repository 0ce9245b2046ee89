import { expect, it } from "vitest";
import { named } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { Button, PrintButton } from "./index.tsx";

it("submits, with the command it stands for", () => {
  const html = htmlOf(
    <Button name="do" value="up:2" label="Move choice 2 up">
      ↑
    </Button>,
  );
  expect(named(html, "button")[0]?.attributes).toMatchObject({
    type: "submit",
    name: "do",
    value: "up:2",
    "aria-label": "Move choice 2 up",
  });
});

it("hides the print button until a script can print", () => {
  const [button] = named(htmlOf(<PrintButton>Print</PrintButton>), "button");
  expect(button?.attributes).toMatchObject({ type: "button", hidden: "" });
});

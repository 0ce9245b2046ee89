import fc from "fast-check";
import { expect, it } from "vitest";
import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { fields } from "../../routes.ts";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { applyChoiceCommand, choiceCommand } from "./commands.ts";
import { ChoiceList } from "./index.tsx";

const LIST = fc.array(fc.constantFrom("", "a", "b", "c"), { minLength: 1, maxLength: 9 });
const RANK = fc.integer({ min: 1, max: 9 });
const sorted = (list: readonly string[]): readonly string[] => list.toSorted();

it("moves a school by one rank, and back", () => {
  expect(applyChoiceCommand(["a", "b", "c"], choiceCommand.up(3))).toEqual(["a", "c", "b"]);
  expect(applyChoiceCommand(["a", "c", "b"], choiceCommand.down(2))).toEqual(["a", "b", "c"]);
});

it("loses and doubles no school by moving, whatever is pressed", () => {
  fc.assert(
    fc.property(LIST, RANK, fc.constantFrom("up", "down"), (list, rank, way) => {
      const moved = applyChoiceCommand(list, `${way}:${rank}`);
      expect(sorted(moved ?? [])).toEqual(sorted(list));
    }),
    { seed: 6 },
  );
});

it("closes the gap of a cleared rank, and keeps the list's length", () => {
  expect(applyChoiceCommand(["a", "b", "c"], choiceCommand.clear(1))).toEqual(["b", "c", ""]);
  fc.assert(
    fc.property(LIST, RANK, (list, rank) => {
      expect(applyChoiceCommand(list, choiceCommand.clear(rank))).toHaveLength(list.length);
    }),
    { seed: 6 },
  );
});

it("leaves other commands to the page", () => {
  expect(applyChoiceCommand(["a"], "save")).toBeNull();
});

const options = ["a", "b"].map((id, index) => ({
  id,
  name: text(`学校${id}`, `School ${id}`),
  ownZone: index === 0,
  distance: 1234,
  seats: 90,
  lastCutoffs: [],
}));

const list = (
  <ChoiceList
    page={testPage()}
    options={options}
    chosen={["b", ""]}
    min={1}
    max={2}
    failures={[failure("x", "请换一所。", "Choose another.", fields.choice(2))]}
  />
);

it("shows the chosen school in its rank, with what a family weighs", () => {
  const html = htmlOf(list);
  const [first] = html.split("</select>");
  expect(first).toMatch(/<option selected value="b">|<option value="b" selected>/);
  expect(textOf(html)).toContain("School b · 1.2 km · 90 seats");
});

it("names each button after the rank it moves, and offers no move out of the list", () => {
  const labels = named(htmlOf(list), "button").map(({ attributes }) => attributes["aria-label"]);
  expect(labels).toEqual([
    "Move choice 1 down",
    "Clear choice 1",
    "Move choice 2 up",
    "Clear choice 2",
  ]);
});

import { expect, it } from "vitest";
import { named, textOf } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { DataTable } from "./index.tsx";

const table = (rows: readonly string[]) => (
  <DataTable
    caption="Schools"
    none="No schools"
    rows={rows}
    keyOf={(row) => row}
    columns={[
      { heading: "Name", cell: (row) => row },
      { heading: "Seats", number: true, cell: () => 90 },
    ]}
  />
);

it("keeps its roles when it is drawn as cards, each cell with its heading", () => {
  const html = htmlOf(table(["A"]));
  expect(named(html, "th").map(({ attributes }) => attributes["role"])).toEqual([
    "columnheader",
    "columnheader",
    "rowheader",
  ]);
  expect(named(html, "td")[0]?.attributes).toMatchObject({ role: "cell", "data-label": "Seats" });
  expect(textOf(html)).toContain("Schools");
});

it("says so where there are no rows", () => {
  expect(textOf(htmlOf(table([])))).toBe("No schools");
});

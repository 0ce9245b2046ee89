import { SCHOOLS } from "../../examples/data.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import type { ComponentExamples } from "../examples.ts";
import { DataTable } from "./index.tsx";

export const dataTableExamples: ComponentExamples = {
  component: "data-table",
  purpose: "Rows of one kind; on a phone every row becomes a card.",
  examples: [3, 0].map((count) => ({
    name: count === 0 ? "no rows" : "rows",
    render: (page) => (
      <DataTable
        caption={t(page, "schools.title")}
        none={t(page, "schools.none")}
        rows={SCHOOLS.slice(0, count)}
        keyOf={(school) => school.id}
        columns={[
          { heading: t(page, "school"), cell: (school) => say(page, school.name) },
          { heading: t(page, "schools.seats"), number: true, cell: (school) => school.seats },
        ]}
      />
    ),
  })),
};

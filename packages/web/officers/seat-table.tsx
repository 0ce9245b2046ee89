import type { JSX } from "preact";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { DataTable } from "../ui/data-table/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Filled } from "../ui/stat/index.tsx";
import type { SeatsTable } from "./views.ts";

/** Schools by steps: how many each step admitted, what is left, who came. */
export function SeatTable(props: {
  readonly page: PageContext;
  readonly table: SeatsTable;
  readonly captionShown?: boolean;
}): JSX.Element {
  const { page, table } = props;
  const figure = (value: number): string => (value === 0 ? "–" : formatNumber(page, value));
  return (
    <DataTable
      crowded
      captionShown={props.captionShown === true}
      caption={t(page, "dashboard.bySchool")}
      none={t(page, "schools.none")}
      rows={table.rows}
      keyOf={(row) => row.school.zh}
      columns={[
        { heading: t(page, "school"), cell: (row) => say(page, row.school) },
        { heading: t(page, "schools.seats"), number: true, cell: (row) => figure(row.seats) },
        ...table.steps.map((step, index) => ({
          heading: say(page, step),
          number: true,
          cell: (row: SeatsTable["rows"][number]) => figure(row.admitted[index] ?? 0),
        })),
        { heading: t(page, "seats.left"), number: true, cell: (row) => figure(row.left) },
        {
          heading: t(page, "seats.filled"),
          cell: (row) => (
            <Filled
              label={t(page, "seats.filledLabel", {
                filled: row.seats - row.left,
                seats: row.seats,
              })}
              filled={row.seats - row.left}
              seats={row.seats}
            />
          ),
        },
        { heading: t(page, "seats.accepted"), number: true, cell: (row) => figure(row.accepted) },
        {
          heading: t(page, "seats.registered"),
          number: true,
          cell: (row) => figure(row.registered),
        },
      ]}
    />
  );
}

import type { ComponentChildren, JSX } from "preact";

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand right, in digits of equal width. */
  readonly number?: boolean;
}

/**
 * Rows of one kind. The first column names its row. On a narrow screen every row becomes a card
 * with its headings inside.
 *
 * Accessibility: roles are written out, because a table drawn as cards loses them; the caption
 * names the table; the heading row stays in sight.
 */
export function DataTable<Row>(props: {
  readonly caption: string;
  /** Where no heading above the table says the same. */
  readonly captionShown?: boolean;
  /** Many columns: headings break, so that the table still fits an officer's screen. */
  readonly crowded?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Shown in place of rows where there are none. */
  readonly none: string;
}): JSX.Element {
  const { columns, rows } = props;
  if (rows.length === 0) return <p class="empty">{props.none}</p>;
  return (
    <table class={props.crowded === true ? "data crowded" : "data"} role="table">
      <caption class={props.captionShown === true ? undefined : "unseen"}>{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.heading}
              scope="col"
              role="columnheader"
              class={column.number === true ? "number" : undefined}
            >
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={props.keyOf(row)} role="row">
            {columns.map((column, index) => (
              <Cell key={column.heading} column={column} row={row} first={index === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>(props: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly first: boolean;
}): JSX.Element {
  const { column, row } = props;
  const shared = {
    "data-label": column.heading,
    class: column.number === true ? "number" : undefined,
  };
  return props.first ? (
    <th scope="row" role="rowheader" {...shared}>
      {column.cell(row)}
    </th>
  ) : (
    <td role="cell" {...shared}>
      {column.cell(row)}
    </td>
  );
}

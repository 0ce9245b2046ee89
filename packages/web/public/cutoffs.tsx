import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { DataTable } from "../ui/data-table/index.tsx";
import { Empty } from "../ui/empty/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import type { CutoffRow } from "../views.ts";
import type { CutoffsView } from "./views.ts";

/** The last one admitted at each school in each step. */
export function CutoffsPage({ view, page }: PageProps<CutoffsView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "cutoffs.title")}>
      <p>{t(page, "cutoffs.intro")}</p>
      {view.announced ? (
        <CutoffTable page={page} rows={view.rows} />
      ) : (
        <Empty title={t(page, "results.notYet")}>
          <p>{t(page, "results.notYetHelp")}</p>
        </Empty>
      )}
    </Layout>
  );
}

export const CutoffTable = (props: {
  readonly page: PageContext;
  readonly rows: readonly CutoffRow[];
  readonly captionShown?: boolean;
}): JSX.Element => {
  const { page } = props;
  return (
    <DataTable
      captionShown={props.captionShown === true}
      caption={t(page, "cutoffs.caption")}
      none={t(page, "cutoffs.none")}
      rows={props.rows}
      keyOf={(row) => `${row.school.zh} ${row.step.zh}`}
      columns={[
        { heading: t(page, "school"), cell: (row) => say(page, row.school) },
        { heading: t(page, "step"), cell: (row) => say(page, row.step) },
        {
          heading: t(page, "cutoffs.admitted"),
          number: true,
          cell: (row) =>
            row.admitted === null ? t(page, "cutoffs.few") : formatNumber(page, row.admitted),
        },
        {
          heading: t(page, "cutoffs.points"),
          number: true,
          cell: (row) =>
            row.binding || row.admitted === null
              ? (row.points ?? "–")
              : t(page, "cutoffs.everyone"),
        },
        {
          heading: t(page, "cutoffs.lot"),
          cell: (row) =>
            row.binding && row.admitted !== null ? <Hash value={row.lot} digits={16} /> : "–",
        },
      ]}
    />
  );
};

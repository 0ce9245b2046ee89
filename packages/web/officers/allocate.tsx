import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { CutoffTable } from "../public/cutoffs.tsx";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { DataTable } from "../ui/data-table/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import { SeasonForm } from "./season-form.tsx";
import { SeatTable } from "./seat-table.tsx";
import type { AllocateView, OutcomeSummary } from "./views.ts";

/** Gives the seats. What comes out is shown only once it is recorded. */
export function AllocatePage({ view, page }: PageProps<AllocateView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "allocate.title")} width="wide" failures={view.failures}>
      <p>{t(page, "allocate.intro")}</p>
      {view.outcome === null ? (
        <SeasonForm
          page={page}
          view={view}
          offer={view.allocate}
          to={routes.allocate.path()}
          sure={t(page, "allocate.sure")}
        />
      ) : (
        <>
          <Notice tone="good">{t(page, "allocate.done")}</Notice>
          <Outcome page={page} outcome={view.outcome} />
        </>
      )}
    </Layout>
  );
}

const Outcome = (props: {
  readonly page: PageContext;
  readonly outcome: OutcomeSummary;
}): JSX.Element => {
  const { page, outcome } = props;
  const unplaced = outcome.unplaced.reduce((sum, { children }) => sum + children, 0);
  return (
    <>
      <Stats
        stats={[
          { label: t(page, "results.placed"), value: formatNumber(page, outcome.placed) },
          { label: t(page, "results.unplaced"), value: formatNumber(page, unplaced) },
        ]}
      />
      <p>
        {t(page, "run.resultHash")} <Hash value={outcome.hash} />
      </p>
      <SeatTable captionShown page={page} table={outcome.seats} />
      <DataTable
        captionShown
        caption={t(page, "allocate.unplaced")}
        none={t(page, "allocate.unplacedNone")}
        rows={outcome.unplaced}
        keyOf={(row) => row.category.zh}
        columns={[
          { heading: t(page, "decision.category"), cell: (row) => say(page, row.category) },
          {
            heading: t(page, "children"),
            number: true,
            cell: (row) => formatNumber(page, row.children),
          },
        ]}
      />
      <CutoffTable captionShown page={page} rows={outcome.cutoffs} />
    </>
  );
};

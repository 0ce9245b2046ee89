import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { Button } from "../ui/button/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { Empty } from "../ui/empty/index.tsx";
import { TextField } from "../ui/field/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Pager } from "../ui/pager/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import { Countdown } from "../ui/timetable/index.tsx";
import type { ResultRow, ResultsView } from "./views.ts";

/** Who was placed where, by pseudonymous number: never a name. */
export function ResultsPage({ view, page }: PageProps<ResultsView>): JSX.Element {
  return (
    <Layout
      page={page}
      title={t(page, "results.title")}
      failures={view.failures}
      scripts={["countdown.js"]}
    >
      <p>{say(page, view.season.title)}</p>
      {view.announced ? (
        <Announced page={page} view={view} />
      ) : (
        <Empty title={t(page, "results.notYet")}>
          <p>{t(page, "results.notYetHelp")}</p>
          <Countdown page={page} timetable={view.season.timetable} window="acceptance" />
        </Empty>
      )}
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: ResultsView;
}

function Announced({ page, view }: Part): JSX.Element {
  return (
    <>
      <form method="get" action={routes.results.path()} role="search" noValidate>
        <TextField
          page={page}
          name={fields.pid}
          kind="code"
          label={t(page, "pid.label")}
          hint={t(page, "results.pidHint")}
          failures={view.failures}
          maxLength={64}
          value={view.pid}
        />
        <Button>{t(page, "results.find")}</Button>
      </form>
      {view.found !== null && <Found page={page} row={view.found} />}
      <h2>{t(page, "results.all")}</h2>
      <Stats
        stats={[
          { label: t(page, "results.placed"), value: formatNumber(page, view.placed) },
          { label: t(page, "results.unplaced"), value: formatNumber(page, view.unplaced) },
        ]}
      />
      <p>
        <a href={routes.resultsTable.path()} download>
          {t(page, "results.download")}
        </a>{" "}
        <a href={routes.cutoffs.path()}>{t(page, "cutoffs.title")}</a>
      </p>
      <ResultTable page={page} view={view} />
    </>
  );
}

const Found = (props: { readonly page: PageContext; readonly row: ResultRow }): JSX.Element => (
  <section class="card now" role="status">
    <p class="school-name">
      {props.row.school === null
        ? t(props.page, "result.unplaced")
        : say(props.page, props.row.school)}
    </p>
    <Details
      items={[
        { term: t(props.page, "pid.label"), value: <Hash value={props.row.pid} /> },
        { term: t(props.page, "lot"), value: <Hash value={props.row.lot} /> },
      ]}
    />
  </section>
);

const ResultTable = ({ page, view }: Part): JSX.Element => (
  <>
    <DataTable
      caption={t(page, "results.caption")}
      none={t(page, "results.none")}
      rows={view.rows}
      keyOf={(row) => row.pid}
      columns={[
        { heading: t(page, "pid.label"), cell: (row) => <Hash value={row.pid} /> },
        {
          heading: t(page, "school"),
          cell: (row) => (row.school === null ? t(page, "result.unplaced") : say(page, row.school)),
        },
        { heading: t(page, "lot"), cell: (row) => <Hash value={row.lot} digits={16} /> },
      ]}
    />
    <Pager page={page} paging={view.paging} path={routes.results.path()} filters={{}} />
  </>
);

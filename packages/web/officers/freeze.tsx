import type { JSX } from "preact";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes, withQuery } from "../routes.ts";
import { t } from "../text/translate.ts";
import { DataTable } from "../ui/data-table/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatInstant, formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { SeasonForm } from "./season-form.tsx";
import type { FreezeView } from "./views.ts";

/** Who will be on the roll, who will not, and the freeze itself. */
export function FreezePage({ view, page }: PageProps<FreezeView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "freeze.title")} width="wide" failures={view.failures}>
      <p>{t(page, "freeze.intro")}</p>
      {view.frozen !== null && (
        <section class="card now">
          <Details
            items={[
              { term: t(page, "freeze.at"), value: formatInstant(page, view.frozen.at) },
              { term: t(page, "run.rollSize"), value: formatNumber(page, view.frozen.size) },
              { term: t(page, "run.rollRoot"), value: <Hash value={view.frozen.root} /> },
            ]}
          />
        </section>
      )}
      <div class="columns">
        <OnTheRoll page={page} view={view} />
        <LeftOut page={page} view={view} />
      </div>
      {view.frozen === null && (
        <SeasonForm
          page={page}
          view={view}
          offer={view.freeze}
          to={routes.freeze.path()}
          sure={t(page, "freeze.sure")}
        />
      )}
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: FreezeView;
}

const OnTheRoll = ({ page, view }: Part): JSX.Element => (
  <section>
    <DataTable
      captionShown
      caption={t(page, "freeze.onRoll", {
        count: formatNumber(
          page,
          view.perCategory.reduce((sum, { children }) => sum + children, 0),
        ),
      })}
      none={t(page, "freeze.nobody")}
      rows={view.perCategory}
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
  </section>
);

const LeftOut = ({ page, view }: Part): JSX.Element => (
  <section>
    {view.leftOut.length > 0 && <Notice tone="warning">{t(page, "freeze.leftOutHelp")}</Notice>}
    <DataTable
      captionShown
      caption={t(page, "freeze.leftOut")}
      none={t(page, "freeze.leftOutNone")}
      rows={view.leftOut}
      keyOf={(row) => row.status}
      columns={[
        {
          heading: t(page, "status"),
          cell: (row) => (
            <a href={withQuery(routes.applications.path(), { [fields.status]: row.status })}>
              {say(page, STATUS_LABELS[row.status])}
            </a>
          ),
        },
        {
          heading: t(page, "children"),
          number: true,
          cell: (row) => formatNumber(page, row.count),
        },
      ]}
    />
  </section>
);

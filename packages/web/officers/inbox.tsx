import type { JSX } from "preact";
import { joinTexts } from "@yangguang/core/domain/text.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { StatusBadge } from "../ui/badge/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { SelectField, TextField } from "../ui/field/index.tsx";
import { formatDuration, formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Pager } from "../ui/pager/index.tsx";
import type { InboxView } from "./views.ts";

/** What the machines could not settle, oldest first. */
export function InboxPage({ view, page }: PageProps<InboxView>): JSX.Element {
  const { filters, paging } = view;
  return (
    <Layout page={page} title={t(page, "inbox.title")} width="wide">
      <p>{t(page, "inbox.intro", { total: formatNumber(page, paging.total) })}</p>
      <Filters page={page} view={view} />
      <DataTable
        caption={t(page, "inbox.title")}
        none={t(page, "inbox.none")}
        rows={view.cases}
        keyOf={(row) => row.application.id}
        columns={[
          {
            heading: t(page, "child"),
            cell: (row) => (
              <a href={routes.case.path({ application: row.application.id })}>{row.childName}</a>
            ),
          },
          {
            heading: t(page, "pid.short"),
            cell: (row) => <Hash value={row.application.pid} digits={8} />,
          },
          {
            heading: t(page, "status"),
            cell: (row) => <StatusBadge page={page} status={row.application.status} />,
          },
          {
            heading: t(page, "decision.category"),
            cell: (row) => (row.category === null ? "–" : say(page, row.category)),
          },
          { heading: t(page, "inbox.reasons"), cell: (row) => say(page, joinTexts(row.reasons)) },
          {
            heading: t(page, "inbox.waiting"),
            cell: (row) => (
              <time datetime={row.waitingSince}>
                {formatDuration(page, page.now - Date.parse(row.waitingSince))}
              </time>
            ),
          },
          { heading: t(page, "inbox.claimedBy"), cell: (row) => row.claimedBy ?? "–" },
        ]}
      />
      <Pager
        page={page}
        paging={paging}
        path={routes.inbox.path()}
        filters={{
          [fields.query]: filters.query,
          [fields.reason]: filters.reason,
          [fields.claimed]: filters.claimed,
        }}
      />
    </Layout>
  );
}

const Filters = (props: { readonly page: PageContext; readonly view: InboxView }): JSX.Element => {
  const { page, view } = props;
  return (
    <form method="get" action={routes.inbox.path()} class="filters" role="search">
      <TextField
        page={page}
        name={fields.query}
        kind="search"
        label={t(page, "filter.query")}
        failures={[]}
        value={view.filters.query}
      />
      <SelectField
        page={page}
        name={fields.reason}
        label={t(page, "inbox.reasons")}
        failures={[]}
        value={view.filters.reason}
        options={[
          { value: "", label: t(page, "filter.all") },
          ...view.reasons.map(({ id, label, count }) => ({
            value: id,
            label: `${say(page, label)} (${formatNumber(page, count)})`,
          })),
        ]}
      />
      <SelectField
        page={page}
        name={fields.claimed}
        label={t(page, "inbox.claimedBy")}
        failures={[]}
        value={view.filters.claimed}
        options={[
          { value: "", label: t(page, "filter.all") },
          { value: "mine", label: t(page, "inbox.mine") },
          { value: "nobody", label: t(page, "inbox.nobody") },
        ]}
      />
      <Button kind="second">{t(page, "filter.go")}</Button>
    </form>
  );
};

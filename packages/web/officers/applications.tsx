import type { JSX } from "preact";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { StatusBadge } from "../ui/badge/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { SelectField, TextField } from "../ui/field/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Pager } from "../ui/pager/index.tsx";
import type { ApplicationsView } from "./views.ts";

/** All applications, found by number, name, status or school. */
export function ApplicationsPage({ view, page }: PageProps<ApplicationsView>): JSX.Element {
  const { filters } = view;
  return (
    <Layout page={page} title={t(page, "applications.title")} width="wide">
      <Filters page={page} view={view} />
      <DataTable
        caption={t(page, "applications.title")}
        none={t(page, "applications.none")}
        rows={view.rows}
        keyOf={(row) => row.application.id}
        columns={[
          {
            heading: t(page, "child"),
            cell: (row) => (
              <a href={routes.case.path({ application: row.application.id })}>{row.childName}</a>
            ),
          },
          { heading: t(page, "pid.label"), cell: (row) => <Hash value={row.application.pid} /> },
          {
            heading: t(page, "status"),
            cell: (row) => <StatusBadge page={page} status={row.application.status} />,
          },
          {
            heading: t(page, "decision.category"),
            cell: (row) => (row.category === null ? "–" : say(page, row.category)),
          },
          {
            heading: t(page, "applications.firstChoice"),
            cell: (row) => (row.firstChoice === null ? "–" : say(page, row.firstChoice)),
          },
          {
            heading: t(page, "applications.placedAt"),
            cell: (row) => (row.placedAt === null ? "–" : say(page, row.placedAt)),
          },
          {
            heading: t(page, "applications.changed"),
            cell: (row) => (
              <time datetime={row.changedAt}>{formatInstant(page, row.changedAt)}</time>
            ),
          },
        ]}
      />
      <Pager
        page={page}
        paging={view.paging}
        path={routes.applications.path()}
        filters={{
          [fields.query]: filters.query,
          [fields.status]: filters.status,
          [fields.school]: filters.school,
        }}
      />
    </Layout>
  );
}

const STATUSES = Object.keys(STATUS_LABELS) as readonly ApplicationStatus[];

const Filters = (props: {
  readonly page: PageContext;
  readonly view: ApplicationsView;
}): JSX.Element => {
  const { page, view } = props;
  const all = { value: "", label: t(page, "filter.all") };
  return (
    <form method="get" action={routes.applications.path()} class="filters" role="search">
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
        name={fields.status}
        label={t(page, "status")}
        failures={[]}
        value={view.filters.status}
        options={[
          all,
          ...STATUSES.filter((status) => status !== "none").map((status) => ({
            value: status,
            label: say(page, STATUS_LABELS[status]),
          })),
        ]}
      />
      <SelectField
        page={page}
        name={fields.school}
        label={t(page, "school")}
        failures={[]}
        value={view.filters.school}
        options={[
          all,
          ...view.schools.map(({ id, label }) => ({ value: id, label: say(page, label) })),
        ]}
      />
      <Button kind="second">{t(page, "filter.go")}</Button>
    </form>
  );
};

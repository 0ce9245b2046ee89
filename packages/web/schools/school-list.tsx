import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { StatusBadge } from "../ui/badge/index.tsx";
import { Button, PrintButton } from "../ui/button/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { SelectField, TextField } from "../ui/field/index.tsx";
import { formatDay, formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { Pager } from "../ui/pager/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import type { SchoolListView, SchoolStatus } from "./views.ts";

const STATUSES: readonly SchoolStatus[] = ["offered", "accepted", "registered", "absent", "gone"];

/** The school's own children: who accepted, who came. Made for a desk at the gate and for print. */
export function SchoolListPage({ view, page }: PageProps<SchoolListView>): JSX.Element {
  return (
    <Layout
      page={page}
      title={say(page, view.school)}
      width="wide"
      failures={view.failures}
      scripts={["print.js"]}
    >
      <p>{say(page, view.season.title)}</p>
      <Stats
        stats={[
          { label: t(page, "schools.seats"), value: formatNumber(page, view.seats) },
          ...STATUSES.map((status) => ({
            label: t(page, `schoolStatus.${status}`),
            value: formatNumber(page, view.counts[status]),
          })),
        ]}
      />
      <Filters page={page} view={view} />
      <Children page={page} view={view} />
      <Pager
        page={page}
        paging={view.paging}
        path={routes.school.path()}
        filters={{ [fields.query]: view.filters.query, [fields.status]: view.filters.status }}
      />
      <PrintButton>{t(page, "print")}</PrintButton>
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: SchoolListView;
}

type Child = SchoolListView["children"][number];

const Children = ({ page, view }: Part): JSX.Element => (
  <DataTable
    caption={t(page, "schoolList.caption")}
    none={t(page, "schoolList.none")}
    rows={view.children}
    keyOf={(child) => child.application.id}
    columns={[
      { heading: t(page, "child.name"), cell: (child) => child.name },
      {
        heading: t(page, "child.birthDate"),
        cell: (child) => formatDay(page, child.birthDate),
      },
      {
        heading: t(page, "child.document"),
        cell: (child) => <span class="code">{child.documentMasked}</span>,
      },
      { heading: t(page, "step"), cell: (child) => say(page, child.step) },
      {
        heading: t(page, "status"),
        cell: (child) => <StatusBadge page={page} status={child.application.status} />,
      },
      {
        heading: t(page, "schoolList.arrival"),
        cell: (child) => <Arrival page={page} child={child} />,
      },
    ]}
  />
);

/** The buttons of one child; their names say whose they are. */
const Arrival = (props: { readonly page: PageContext; readonly child: Child }): JSX.Element => {
  const { page, child } = props;
  const offers = child.actions.filter((offer) => offer.allowed);
  if (offers.length === 0) return <>–</>;
  return (
    <div class="row">
      {offers.map((offer) => (
        <ActionForm
          key={offer.action}
          page={page}
          id={`${offer.action}-${child.application.id}`}
          to={arrivalPath(offer.action, child.application.id)}
          version={child.application.version}
          inline
        >
          <Button
            kind={offer.action === "register" ? "primary" : "second"}
            label={t(page, "schoolList.actionFor", {
              action: say(page, offer.label),
              name: child.name,
            })}
          >
            {say(page, offer.label)}
          </Button>
        </ActionForm>
      ))}
    </div>
  );
};

function arrivalPath(action: "register" | "mark-absent", application: string): string {
  switch (action) {
    case "register":
      return routes.register.path({ application });
    case "mark-absent":
      return routes.markAbsent.path({ application });
    default:
      return assertNever(action);
  }
}

const Filters = ({ page, view }: Part): JSX.Element => (
  <form method="get" action={routes.school.path()} class="filters" role="search">
    <TextField
      page={page}
      name={fields.query}
      kind="search"
      label={t(page, "schoolList.query")}
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
        { value: "", label: t(page, "filter.all") },
        ...STATUSES.map((status) => ({
          value: status,
          label: t(page, `schoolStatus.${status}`),
        })),
      ]}
    />
    <Button kind="second">{t(page, "filter.go")}</Button>
  </form>
);

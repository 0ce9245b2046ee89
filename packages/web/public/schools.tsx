import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import type { Column } from "../ui/data-table/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import type { SchoolRow, SchoolsView } from "./views.ts";

/** What the plan says of a school, for the public and for officers alike. */
export const schoolColumns = (page: PageContext): readonly Column<SchoolRow>[] => [
  { heading: t(page, "school"), cell: (school) => say(page, school.name) },
  { heading: t(page, "schools.group"), cell: (school) => say(page, school.group) },
  {
    heading: t(page, "schools.zones"),
    cell: (school) =>
      school.zones.map((zone) => say(page, zone)).join(page.language === "zh" ? "、" : ", "),
  },
  {
    heading: t(page, "schools.seats"),
    number: true,
    cell: (school) => formatNumber(page, school.seats),
  },
];

/** Every school of the plan with its seats and zones. */
export function SchoolsPage({ view, page }: PageProps<SchoolsView>): JSX.Element {
  const total = view.schools.reduce((sum, school) => sum + school.seats, 0);
  return (
    <Layout page={page} title={t(page, "schools.title")}>
      <p>
        {t(page, "schools.total", {
          schools: view.schools.length,
          seats: formatNumber(page, total),
        })}{" "}
        <a href={routes.zones.path()}>{t(page, "home.whichSchool")}</a>
      </p>
      <DataTable
        caption={t(page, "schools.title")}
        none={t(page, "schools.none")}
        rows={view.schools}
        keyOf={(school) => school.id}
        columns={schoolColumns(page)}
      />
    </Layout>
  );
}

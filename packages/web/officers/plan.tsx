import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { schoolColumns } from "../public/schools.tsx";
import { t } from "../text/translate.ts";
import { DataTable } from "../ui/data-table/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import type { PlanView } from "./views.ts";

/** Seats beside those who want them: where a school will be too small. */
export function PlanPage({ view, page }: PageProps<PlanView>): JSX.Element {
  const total = view.schools.reduce((sum, school) => sum + school.seats, 0);
  return (
    <Layout page={page} title={t(page, "plan.title")} width="wide">
      <p>
        {t(page, "schools.total", {
          schools: view.schools.length,
          seats: formatNumber(page, total),
        })}
      </p>
      <DataTable
        caption={t(page, "plan.title")}
        none={t(page, "schools.none")}
        rows={view.schools}
        keyOf={(school) => school.id}
        columns={[
          ...schoolColumns(page),
          {
            heading: t(page, "plan.childrenInZones"),
            number: true,
            cell: (school) => formatNumber(page, school.childrenInZones),
          },
          {
            heading: t(page, "plan.firstChoices"),
            number: true,
            cell: (school) => formatNumber(page, school.firstChoices),
          },
        ]}
      />
    </Layout>
  );
}

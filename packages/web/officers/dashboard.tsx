import type { JSX } from "preact";
import type { SeasonActionName } from "@yangguang/core/domain/status-table.ts";
import { STAGE_LABELS, STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes, withQuery } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionList } from "../ui/action-list/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { SeasonPath } from "../ui/season-path/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import { TimetableList } from "../ui/timetable/index.tsx";
import { SeatTable } from "./seat-table.tsx";
import type { DashboardView } from "./views.ts";

/** Where the season stands, in figures, and what the bureau does next. */
export function DashboardPage({ view, page }: PageProps<DashboardView>): JSX.Element {
  const { season } = view;
  return (
    <Layout page={page} title={t(page, "dashboard.title")} width="wide">
      <div class="columns">
        <section class="sky">
          <SeasonPath page={page} season={season} />
          <p class="stage">
            {say(page, season.title)} · {say(page, STAGE_LABELS[season.stage])}
          </p>
        </section>
        <section>
          <h2>{t(page, "home.when")}</h2>
          <TimetableList page={page} timetable={season.timetable} />
        </section>
        <section>
          <h2>{t(page, "dashboard.next")}</h2>
          <ActionList
            page={page}
            actions={view.actions}
            hrefOf={seasonActionPath}
            kindOf={(action) => (action === "set-timetable" ? "second" : "primary")}
          />
        </section>
      </div>
      <Counts page={page} view={view} />
      {view.seats !== null && (
        <section>
          <h2>{t(page, "dashboard.bySchool")}</h2>
          <SeatTable page={page} table={view.seats} />
        </section>
      )}
    </Layout>
  );
}

const Counts = (props: {
  readonly page: PageContext;
  readonly view: DashboardView;
}): JSX.Element => {
  const { page, view } = props;
  return (
    <section>
      <h2>{t(page, "dashboard.byStatus")}</h2>
      <Stats
        stats={[
          {
            label: t(page, "dashboard.openCases"),
            value: formatNumber(page, view.openCases),
            href: routes.inbox.path(),
          },
          ...view.counts.map(({ status, count }) => ({
            label: say(page, STATUS_LABELS[status]),
            value: formatNumber(page, count),
            href: withQuery(routes.applications.path(), { [fields.status]: status }),
          })),
        ]}
      />
    </section>
  );
};

export function seasonActionPath(action: SeasonActionName): string {
  switch (action) {
    case "publish-policy":
      return routes.policy.path();
    case "set-timetable":
      return routes.timetable.path();
    case "freeze":
      return routes.freeze.path();
    case "draw":
      return routes.draw.path();
    case "allocate":
      return routes.allocate.path();
    case "announce":
      return routes.announce.path();
    case "void":
      return routes.voidRun.path();
    case "close":
      return routes.closeSeason.path();
    default:
      return assertNever(action);
  }
}

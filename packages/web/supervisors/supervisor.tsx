import type { JSX } from "preact";
import { STAGE_LABELS, STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { SeasonPath } from "../ui/season-path/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import { Timeline } from "../ui/timeline/index.tsx";
import { TimetableList } from "../ui/timetable/index.tsx";
import type { SupervisorView } from "./views.ts";

/** What the bureau did with the season, action by action: to read, not to change. */
export const SupervisorPage = ({ view, page }: PageProps<SupervisorView>): JSX.Element => (
  <Layout page={page} title={t(page, "supervisor.title")} width="wide">
    <p>{t(page, "supervisor.intro")}</p>
    <div class="columns">
      <section class="sky">
        <SeasonPath page={page} season={view.season} />
        <p class="stage">
          {say(page, view.season.title)} · {say(page, STAGE_LABELS[view.season.stage])}
        </p>
      </section>
      <section>
        <h2>{t(page, "home.when")}</h2>
        <TimetableList page={page} timetable={view.season.timetable} />
      </section>
    </div>
    <Stats
      stats={view.counts.map(({ status, count }) => ({
        label: say(page, STATUS_LABELS[status]),
        value: formatNumber(page, count),
      }))}
    />
    <h2>{t(page, "run.trail")}</h2>
    <Timeline page={page} entries={view.trail} />
  </Layout>
);

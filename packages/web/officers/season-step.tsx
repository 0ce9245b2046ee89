import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { formatInstant, formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import { seasonActionPath } from "./dashboard.tsx";
import { SeasonForm } from "./season-form.tsx";
import type { SeasonStepView } from "./views.ts";

/** Announces the results, or closes the season: what it will do, then one button. */
export function SeasonStepPage({ view, page }: PageProps<SeasonStepView>): JSX.Element {
  const { action } = view.step;
  return (
    <Layout
      page={page}
      title={t(page, `seasonStep.${action}.title`)}
      width="wide"
      failures={view.failures}
    >
      <p>{t(page, `seasonStep.${action}.intro`)}</p>
      <Stats
        stats={view.effects.map(({ what, count }) => ({
          label: say(page, what),
          value: formatNumber(page, count),
        }))}
      />
      {view.done === null ? (
        <SeasonForm
          page={page}
          view={view}
          offer={view.step}
          to={seasonActionPath(action)}
          sure={t(page, `seasonStep.${action}.sure`)}
        />
      ) : (
        <Notice tone="good">
          {t(page, "seasonStep.done", { when: formatInstant(page, view.done) })}
        </Notice>
      )}
    </Layout>
  );
}

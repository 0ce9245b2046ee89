import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ContributorLines } from "../ui/contributor-board/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { RunSteps } from "../ui/run-steps/index.tsx";
import { Timeline } from "../ui/timeline/index.tsx";
import type { RunView } from "./views.ts";

/** The run as it happens, and the figures from which anyone can recompute it. */
export function RunPage({ view, page }: PageProps<RunView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "run.title")} scripts={["run-live.js"]}>
      <p>{say(page, view.season.title)}</p>
      <p>
        {t(page, "run.intro")} <a href={routes.how.path()}>{t(page, "how.title")}</a>
      </p>
      <div id="live" data-live data-mark={view.live.mark} data-events={routes.runEvents.path()}>
        <Now page={page} view={view} />
        <Figures page={page} view={view} />
        <section>
          <h2>{t(page, "run.live")}</h2>
          <p class="hint">{t(page, "run.liveHelp")}</p>
          <RunSteps page={page} steps={view.live.steps} watched={view.live.watched} />
          <p>
            <a href={routes.ceremony.path()}>{t(page, "run.data")}</a>
          </p>
        </section>
        <h2>{t(page, "run.trail")}</h2>
        <Timeline page={page} entries={view.trail} />
      </div>
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: RunView;
}

const Now = ({ page, view: { live } }: Part): JSX.Element => (
  <>
    {live.awaited.length > 0 && (
      <section class="card now" aria-live="polite">
        <h2>{t(page, "run.now")}</h2>
        {live.awaited.map((words) => (
          <p key={words.en}>{say(page, words)}</p>
        ))}
      </section>
    )}
    {live.contributors.length > 1 && (
      <section>
        <h2>{t(page, "run.contributors")}</h2>
        <ContributorLines page={page} contributors={live.contributors} />
        {live.objectionHours === 0 && (
          <Notice tone="warning">{t(page, "run.demoObjections")}</Notice>
        )}
      </section>
    )}
  </>
);

function Figures({ page, view }: Part): JSX.Element {
  const hashOrNotYet = (value: string | null): JSX.Element | string =>
    value === null ? t(page, "run.notYet") : <Hash value={value} />;
  return (
    <section class="card">
      <Details
        items={[
          { term: t(page, "run.attempt"), value: view.live.run },
          { term: t(page, "policy.hash"), value: <Hash value={view.policyHash} /> },
          {
            term: t(page, "run.rollSize"),
            value:
              view.rollSize === null ? t(page, "run.notYet") : formatNumber(page, view.rollSize),
          },
          { term: t(page, "run.rollRoot"), value: hashOrNotYet(view.rollRoot) },
          { term: t(page, "run.freezeHash"), value: hashOrNotYet(view.freezeHash) },
          ...view.commitments.map(({ by, hash }) => ({
            term: t(page, "run.commitment", { by: say(page, by) }),
            value: <Hash value={hash} />,
          })),
          { term: t(page, "run.dice"), value: hashOrNotYet(view.dice) },
          { term: t(page, "run.seed"), value: hashOrNotYet(view.seed) },
          { term: t(page, "run.resultHash"), value: hashOrNotYet(view.resultHash) },
        ]}
      />
    </section>
  );
}

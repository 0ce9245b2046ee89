import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ScriptButton } from "../ui/button/index.tsx";
import { ContributorLines } from "../ui/contributor-board/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { RunSteps } from "../ui/run-steps/index.tsx";
import { Panels } from "./panels.tsx";
import type { ContributorView } from "./views.ts";

/**
 * One contributor's part in the draw, on a phone. The secret is made, kept and signed on the device
 * itself, so this page alone needs its script; every word that the script may show stands here.
 */
export function ContributorPage({ view, page }: PageProps<ContributorView>): JSX.Element {
  const { live, me } = view;
  return (
    <Layout page={page} title={t(page, "contributor.title")} scripts={["contributor.js"]}>
      <div
        data-contributor={me.id}
        data-language={page.language}
        data-ceremony={routes.ceremony.path()}
        data-entries={routes.contribute.path()}
      >
        <p class="lead">
          {t(page, "contributor.me", { name: say(page, me.name) })} {say(page, view.season.title)}
        </p>
        <section class="card now" aria-live="polite">
          <Panels page={page} view={view} />
          <p class="error" role="alert" data-message hidden />
        </section>
        <Absent page={page} view={view} />
        <div
          id="live"
          data-live
          data-mark={live.mark}
          data-run={live.run}
          data-events={routes.runEvents.path()}
          data-csrf={page.csrfToken}
        >
          <section>
            <h2>{t(page, "run.now")}</h2>
            {live.awaited.map((words) => (
              <p key={words.en}>{say(page, words)}</p>
            ))}
            <ContributorLines page={page} contributors={live.contributors} />
          </section>
          <section>
            <h2>{t(page, "contributor.happened")}</h2>
            <RunSteps page={page} steps={live.steps} watched={live.watched} />
          </section>
        </div>
        <Purpose page={page} view={view} />
        <Device page={page} />
      </div>
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: ContributorView;
}

const Purpose = ({ page, view }: Part): JSX.Element => (
  <section>
    <h2>{t(page, "contributor.why")}</h2>
    <p>
      {t(page, "contributor.whyWords", {
        count: view.live.contributors.length,
        threshold: view.live.threshold,
      })}{" "}
      <a href={routes.how.path()}>{t(page, "how.title")}</a>
    </p>
    {view.live.objectionHours === 0 && (
      <Notice tone="warning">{t(page, "run.demoObjections")}</Notice>
    )}
  </section>
);

/** Shares of those who stay away: the script shows the lines of those who have not revealed. */
const Absent = ({ page, view }: Part): JSX.Element => (
  <section class="card" data-absent hidden={view.absent.length === 0}>
    <h2>{t(page, "contributor.absent")}</h2>
    <p>{t(page, "contributor.absentHelp")}</p>
    <ul class="actions">
      {view.live.contributors
        .filter(({ id }) => id !== view.me.id)
        .map(({ id, name }) => (
          <li key={id} data-of={id} hidden={!view.absent.includes(id)}>
            <ScriptButton kind="second" does="open" about={id}>
              {t(page, "contributor.openShare", { name: say(page, name) })}
            </ScriptButton>
          </li>
        ))}
    </ul>
  </section>
);

/** The device's memory, as a file: to keep a copy, or to go on with another device. */
const Device = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <details data-device>
    <summary>{t(page, "contributor.device")}</summary>
    <p>{t(page, "contributor.deviceHelp")}</p>
    <p>
      <ScriptButton kind="second" does="export">
        {t(page, "contributor.export")}
      </ScriptButton>
    </p>
    <div class="field">
      <label for="device-file">{t(page, "contributor.import")}</label>
      <p class="hint" id="device-file-hint">
        {t(page, "contributor.importHint")}
      </p>
      <input
        id="device-file"
        type="file"
        accept=".json,application/json"
        aria-describedby="device-file-hint"
      />
    </div>
    <p role="status" data-said="imported" hidden>
      {t(page, "contributor.imported")}
    </p>
    <p role="status" data-said="exported" hidden>
      {t(page, "contributor.exported")}
    </p>
    <p class="error" role="alert" data-said="nothing-to-export" hidden>
      {t(page, "contributor.nothingToExport")}
    </p>
    <p class="error" role="alert" data-said="other-file" hidden>
      {t(page, "contributor.otherFile")}
    </p>
  </details>
);

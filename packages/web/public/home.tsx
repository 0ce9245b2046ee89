import type { JSX } from "preact";
import { STAGE_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { WindowName } from "@yangguang/core/domain/status-table.ts";
import { WINDOW_NAMES, windowState } from "@yangguang/core/domain/timetable.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import type { PlainTextKey } from "../text/translate.ts";
import { t } from "../text/translate.ts";
import { ButtonLink } from "../ui/button/index.tsx";
import { Empty } from "../ui/empty/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { SeasonPath } from "../ui/season-path/index.tsx";
import { Stats } from "../ui/stat/index.tsx";
import { Countdown, TimetableList } from "../ui/timetable/index.tsx";
import type { SeasonView } from "../views.ts";
import type { HomeView } from "./views.ts";

const STEPS: readonly PlainTextKey[] = [
  "home.do.signIn",
  "home.do.check",
  "home.do.choose",
  "home.do.submit",
];

/** What this is, when it is, and the one thing to do now. */
export function HomePage({ view, page }: PageProps<HomeView>): JSX.Element {
  const { season } = view;
  return (
    <Layout
      page={page}
      title={season === null ? t(page, "home.title") : say(page, season.title)}
      scripts={["countdown.js"]}
    >
      {season === null ? (
        <Empty title={t(page, "home.noSeason")}>
          <p>{t(page, "home.noSeasonHelp")}</p>
        </Empty>
      ) : (
        <Now page={page} season={season} />
      )}
      <section>
        <h2>{t(page, "home.what")}</h2>
        <p>{t(page, "home.whatText")}</p>
        <ol class="walk">
          {STEPS.map((step) => (
            <li key={step}>{t(page, step)}</li>
          ))}
        </ol>
        <p class="hint">{t(page, "home.noPhone")}</p>
      </section>
      {season !== null && (
        <section>
          <h2>{t(page, "home.when")}</h2>
          <TimetableList page={page} timetable={season.timetable} />
        </section>
      )}
      <section class="extra">
        <h2>{t(page, "home.lookUp")}</h2>
        <Stats
          stats={[
            {
              label: t(page, "home.schools"),
              value: formatNumber(page, view.schools),
              href: routes.schools.path(),
            },
            {
              label: t(page, "home.seats"),
              value: formatNumber(page, view.seats),
              href: routes.schools.path(),
            },
          ]}
        />
        <LookUps page={page} />
      </section>
    </Layout>
  );
}

function Now(props: { readonly page: PageContext; readonly season: SeasonView }): JSX.Element {
  const { page, season } = props;
  return (
    <section class="sky">
      <SeasonPath page={page} season={season} />
      <p class="stage">{say(page, STAGE_LABELS[season.stage])}</p>
      <Countdown
        page={page}
        timetable={season.timetable}
        window={windowToWatch(season, page.now)}
      />
      <Notice tone="good" title={t(page, "layout.promise")}>
        {t(page, "home.promiseText")}
      </Notice>
      <p class="buttons">
        <ButtonLink href={routes.children.path()}>{t(page, "home.go")}</ButtonLink>
        <ButtonLink kind="second" href={routes.zones.path()}>
          {t(page, "home.whichSchool")}
        </ButtonLink>
      </p>
    </section>
  );
}

/** The window whose clock matters most to a family now: the first that families use and is not over. */
function windowToWatch(season: SeasonView, now: number): WindowName {
  const familyWindows = WINDOW_NAMES.filter((name) => name !== "review");
  return (
    familyWindows.find((name) => windowState(season.timetable[name], now) !== "over") ??
    "registration"
  );
}

const LOOK_UPS: readonly { readonly label: PlainTextKey; readonly path: string }[] = [
  { label: "policy.title", path: routes.policy.path() },
  { label: "how.title", path: routes.how.path() },
  { label: "results.title", path: routes.results.path() },
  { label: "cutoffs.title", path: routes.cutoffs.path() },
];

const LookUps = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <ul class="links">
    {LOOK_UPS.map(({ label, path }) => (
      <li key={path}>
        <a href={path}>{t(page, label)}</a>
      </li>
    ))}
  </ul>
);

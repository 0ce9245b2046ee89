import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { ButtonLink, PrintButton } from "../ui/button/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { SunMark } from "../ui/layout/sun-mark.tsx";
import { QrCode } from "../ui/qr/index.tsx";
import { OnBehalf, routesFor } from "./flow.tsx";
import type { NoticeView } from "./views.ts";

/** The electronic admission notice: to show at the school, or to print. */
export function NoticePage({ view, page }: PageProps<NoticeView>): JSX.Element {
  const { registration } = view.season.timetable;
  return (
    <Layout page={page} title={t(page, "notice.title")} titleDrawn scripts={["print.js"]}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      <section class="sheet admission">
        <SunMark />
        <p class="headline" aria-hidden="true">
          {t(page, "notice.title")}
        </p>
        <p class="to">{t(page, "notice.to", { name: view.child.name })}</p>
        <p class="body">
          {t(page, "notice.body", {
            season: say(page, view.season.title),
            school: say(page, view.school),
          })}
        </p>
        <p>
          {t(page, "notice.when", {
            from: formatInstant(page, registration.opens),
            to: formatInstant(page, registration.closes),
          })}
        </p>
        <p class="signed">
          {say(page, view.issuer)}
          <br />
          <time datetime={view.issuedAt}>{formatInstant(page, view.issuedAt)}</time>
        </p>
        <div class="qrline">
          <QrCode url={view.url} label={t(page, "notice.qr")} />
          <p class="hint">
            {t(page, "pid.label")} <Hash value={view.application.pid} />
          </p>
        </div>
      </section>
      <h2>{t(page, "notice.bring")}</h2>
      <ul class="ticks">
        {view.bring.map((thing) => (
          <li key={thing.en}>{say(page, thing)}</li>
        ))}
      </ul>
      <p class="buttons">
        <PrintButton>{t(page, "print")}</PrintButton>
        <ButtonLink
          kind="second"
          href={routesFor(view.forWhom).application.path({ application: view.application.id })}
        >
          {t(page, "back")}
        </ButtonLink>
      </p>
    </Layout>
  );
}

import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes, withQuery, fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ButtonLink } from "../ui/button/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import type { ErrorKind, ErrorView } from "./views.ts";

/** The HTTP status of each kind of error page. */
export const ERROR_STATUS: Readonly<Record<ErrorKind, number>> = {
  "bad-request": 400,
  unauthorised: 401,
  forbidden: 403,
  "not-found": 404,
  stale: 409,
  "too-many": 429,
  internal: 500,
  unavailable: 503,
};

/** What went wrong, whether anything is lost, and what to do. */
export function ErrorPage({ view, page }: PageProps<ErrorView>): JSX.Element {
  const { kind } = view;
  return (
    <Layout page={page} title={t(page, `error.${kind}.title`)}>
      <p>{t(page, `error.${kind}.help`)}</p>
      {view.failures.length > 0 && (
        <ul>
          {view.failures.map((failure) => (
            <li key={`${failure.code} ${failure.place ?? ""}`}>{say(page, failure.message)}</li>
          ))}
        </ul>
      )}
      {view.retryAfterSeconds !== null && (
        <p>{t(page, "error.retryAfter", { seconds: view.retryAfterSeconds })}</p>
      )}
      <p class="buttons">
        {kind === "unauthorised" ? (
          <ButtonLink href={withQuery(routes.signIn.path(), { [fields.back]: view.back })}>
            {t(page, "layout.signIn")}
          </ButtonLink>
        ) : (
          <ButtonLink href={view.back}>
            {t(page, kind === "stale" ? "error.reload" : "back")}
          </ButtonLink>
        )}
        <ButtonLink kind="second" href={routes.home.path()}>
          {t(page, "nav.home")}
        </ButtonLink>
      </p>
      <p class="hint">
        {t(page, "error.number")} <span class="code">{view.correlationId}</span>
      </p>
    </Layout>
  );
}

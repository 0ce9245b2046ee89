import type { ComponentChildren, JSX } from "preact";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { fields, routes, staticPath, withQuery } from "../../routes.ts";
import { LANGUAGES, t } from "../../text/translate.ts";
import { ActionForm } from "../action-form/index.tsx";
import { Button } from "../button/index.tsx";
import { ErrorSummary } from "../error-summary/index.tsx";
import { Notice } from "../notice/index.tsx";
import { navigationFor } from "./navigation.ts";
import { SunMark } from "./sun-mark.tsx";

/**
 * The frame of every page.
 *
 * Accessibility: the first focusable thing jumps to the content; one `header`, `nav`, `main` and
 * `footer`; one `h1`; the document's language is the page's; the current place in the navigation
 * is marked for readers who cannot see it; an error is also in the title.
 */
export function Layout(props: {
  readonly page: PageContext;
  readonly title: string;
  /** The page draws its title itself, as a document does; the heading is then only read out. */
  readonly titleDrawn?: boolean;
  /** `wide` gives officers' tables the whole window. */
  readonly width?: "wide";
  /** The page's own form was refused. */
  readonly failures?: readonly Failure[];
  readonly scripts?: readonly string[];
  readonly children: ComponentChildren;
}): JSX.Element {
  const { page, title, failures = [] } = props;
  const prefix = failures.length > 0 ? t(page, "layout.errorPrefix") : "";
  return (
    <html lang={LANGUAGES[page.language].tag} class={page.elder ? "elder" : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{`${prefix}${title} · ${t(page, "product")}`}</title>
        <link rel="icon" href={staticPath("sun.svg")} type="image/svg+xml" />
        <link rel="stylesheet" href={staticPath("yangguang.css")} />
        {(props.scripts ?? []).map((script) => (
          <script key={script} src={staticPath(script)} defer />
        ))}
      </head>
      <body class={props.width}>
        <a class="skip" href="#content">
          {t(page, "layout.skip")}
        </a>
        <Header page={page} />
        <main id="content" tabIndex={-1}>
          {page.notice !== undefined && (
            <Notice tone={page.notice.tone} live>
              {say(page, page.notice.message)}
            </Notice>
          )}
          <h1 class={props.titleDrawn === true ? "unseen" : undefined}>{title}</h1>
          <ErrorSummary page={page} failures={failures} />
          {props.children}
        </main>
        <Footer page={page} />
      </body>
    </html>
  );
}

function Header({ page }: { readonly page: PageContext }): JSX.Element {
  const current = page.path.split("?")[0] ?? "";
  return (
    <header class="top">
      <div class="bar">
        <a class="brand" href={routes.home.path()}>
          <SunMark />
          <span>
            <strong>{t(page, "product")}</strong> <span class="city">{say(page, page.city)}</span>
          </span>
        </a>
        <div class="tools">
          <LanguageSwitch page={page} />
          <ElderSwitch page={page} />
          <Account page={page} />
        </div>
      </div>
      <nav aria-label={t(page, "layout.navigation")}>
        <ul>
          {navigationFor(page.user?.role ?? null).map(({ label, path }) => (
            <li key={path}>
              <a href={path} aria-current={path === current ? "page" : undefined}>
                {t(page, label)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function LanguageSwitch({ page }: { readonly page: PageContext }): JSX.Element {
  const other = page.language === "zh" ? "en" : "zh";
  const href = withQuery(routes.preferences.path(), {
    [fields.language]: other,
    [fields.back]: page.path,
  });
  return (
    <a href={href} lang={LANGUAGES[other].tag} hreflang={LANGUAGES[other].tag} rel="nofollow">
      {LANGUAGES[other].name}
    </a>
  );
}

function ElderSwitch({ page }: { readonly page: PageContext }): JSX.Element {
  const href = withQuery(routes.preferences.path(), {
    [fields.elder]: page.elder ? "off" : "on",
    [fields.back]: page.path,
  });
  return (
    <a href={href} rel="nofollow">
      {t(page, page.elder ? "layout.normalSize" : "layout.elder")}
    </a>
  );
}

function Account({ page }: { readonly page: PageContext }): JSX.Element {
  if (page.user === null) {
    return (
      <a href={withQuery(routes.signIn.path(), { [fields.back]: page.path })}>
        {t(page, "layout.signIn")}
      </a>
    );
  }
  return (
    <ActionForm page={page} id="sign-out" to={routes.signOut.path()} inline>
      <span class="user">{page.user.name}</span>
      <Button kind="plain">{t(page, "layout.signOut")}</Button>
    </ActionForm>
  );
}

function Footer({ page }: { readonly page: PageContext }): JSX.Element {
  return (
    <footer class="bottom">
      <p class="promise">{t(page, "layout.promise")}</p>
      <ul>
        <li>
          <a href={routes.how.path()}>{t(page, "how.title")}</a>
        </li>
        <li>
          <a href={routes.run.path()}>{t(page, "run.title")}</a>
        </li>
        <li>
          <a href={routes.cutoffs.path()}>{t(page, "cutoffs.title")}</a>
        </li>
        <li>
          <a href={routes.components.path()}>{t(page, "components.title")}</a>
        </li>
      </ul>
    </footer>
  );
}

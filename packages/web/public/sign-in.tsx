import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes, withQuery } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ButtonLink } from "../ui/button/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import type { SignInView } from "./views.ts";

/** Before the identity service: what it is, and what this site will and will not learn. */
export const SignInPage = ({ view, page }: PageProps<SignInView>): JSX.Element => (
  <Layout page={page} title={t(page, "signIn.title")} failures={view.failures}>
    <section class="card">
      <p>{t(page, "signIn.words", { service: say(page, view.service) })}</p>
      <p class="hint">{t(page, "signIn.learns")}</p>
      {view.demo && <Notice tone="neutral">{t(page, "signIn.demo")}</Notice>}
      <ButtonLink href={withQuery(routes.signInStart.path(), { [fields.back]: view.back })}>
        {t(page, "signIn.go")}
      </ButtonLink>
    </section>
    <p class="hint">{t(page, "home.noPhone")}</p>
  </Layout>
);

import type { JSX } from "preact";
import type { PageContext } from "../page.ts";
import { routes } from "../routes.ts";
import type { PlainTextKey } from "../text/translate.ts";
import { t } from "../text/translate.ts";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";

const STEPS: readonly { readonly title: PlainTextKey; readonly words: PlainTextKey }[] = [
  { title: "how.rules.title", words: "how.rules.words" },
  { title: "how.facts.title", words: "how.facts.words" },
  { title: "how.roll.title", words: "how.roll.words" },
  { title: "how.lots.title", words: "how.lots.words" },
  { title: "how.seats.title", words: "how.seats.words" },
  { title: "how.check.title", words: "how.check.words" },
];

/** How places are given, for a parent who asks. */
export const HowPage = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <Layout page={page} title={t(page, "how.title")}>
    <Notice tone="good" title={t(page, "layout.promise")}>
      {t(page, "home.promiseText")}
    </Notice>
    <ol class="stairs">
      {STEPS.map(({ title, words }) => (
        <li key={title} class="card">
          <h2>{t(page, title)}</h2>
          <p>{t(page, words)}</p>
        </li>
      ))}
    </ol>
    <ul class="links">
      <li>
        <a href={routes.policy.path()}>{t(page, "policy.title")}</a>
      </li>
      <li>
        <a href={routes.run.path()}>{t(page, "run.title")}</a>
      </li>
      <li>
        <a href={routes.cutoffs.path()}>{t(page, "cutoffs.title")}</a>
      </li>
    </ul>
  </Layout>
);

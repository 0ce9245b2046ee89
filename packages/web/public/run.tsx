import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { Details } from "../ui/details/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Timeline } from "../ui/timeline/index.tsx";
import type { RunView } from "./views.ts";

/** The figures from which anyone can recompute the run. */
export function RunPage({ view, page }: PageProps<RunView>): JSX.Element {
  const hashOrNotYet = (value: string | null): JSX.Element | string =>
    value === null ? t(page, "run.notYet") : <Hash value={value} />;
  return (
    <Layout page={page} title={t(page, "run.title")}>
      <p>{say(page, view.season.title)}</p>
      <p>
        {t(page, "run.intro")} <a href={routes.how.path()}>{t(page, "how.title")}</a>
      </p>
      <section class="card">
        <Details
          items={[
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
      <h2>{t(page, "run.trail")}</h2>
      <Timeline page={page} entries={view.trail} />
    </Layout>
  );
}

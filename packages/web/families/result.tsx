import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionList } from "../ui/action-list/index.tsx";
import { StatusBadge } from "../ui/badge/index.tsx";
import { ButtonLink } from "../ui/button/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Verdicts } from "../ui/verdicts/index.tsx";
import { actionKind, actionPath } from "./application.tsx";
import { ChildLine, OnBehalf, routesFor } from "./flow.tsx";
import type { ResultView } from "./views.ts";

/** Which school, by which step, and for every other school why not. */
export function ResultPage({ view, page }: PageProps<ResultView>): JSX.Element {
  const { application } = view;
  return (
    <Layout page={page} title={t(page, "result.title")}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      <ChildLine page={page} child={view.child} />
      <Outcome page={page} view={view} />
      <h2>{t(page, "result.why")}</h2>
      <p>{t(page, "result.whyIntro")}</p>
      <Verdicts page={page} verdicts={view.verdicts} />
      {view.lots.length > 0 && (
        <section class="card">
          <h2>{t(page, "result.lots")}</h2>
          <p class="hint">{t(page, "result.lotsHint")}</p>
          <Details
            items={view.lots.map(({ draw, lot }) => ({
              term: say(page, draw),
              value: <Hash value={lot} />,
            }))}
          />
        </section>
      )}
      <p>
        {t(page, "result.check")}{" "}
        <a href={routes.result.path({ pid: application.pid })}>{t(page, "results.title")}</a>{" "}
        <a href={routes.cutoffs.path()}>{t(page, "cutoffs.title")}</a>{" "}
        <a href={routes.how.path()}>{t(page, "how.title")}</a>
      </p>
    </Layout>
  );
}

function Outcome(props: { readonly page: PageContext; readonly view: ResultView }): JSX.Element {
  const { page, view } = props;
  const { outcome, application } = view;
  return (
    <section class={outcome.kind === "placed" ? "card outcome placed" : "card outcome"}>
      <p>
        <StatusBadge page={page} status={application.status} />
      </p>
      {outcome.kind === "placed" ? (
        <>
          <p class="school-name">{say(page, outcome.school)}</p>
          <p>
            {say(page, outcome.step)} · {t(page, "verdict.rank", { rank: outcome.listRank })}
          </p>
        </>
      ) : (
        <>
          <p class="school-name">{t(page, "result.unplaced")}</p>
          <p>{t(page, "result.unplacedHelp")}</p>
          <ol class="plain">
            {outcome.nextSteps.map((step) => (
              <li key={step.en}>{say(page, step)}</li>
            ))}
          </ol>
        </>
      )}
      {view.answerBy !== null && (
        <p class="next">
          <strong>{t(page, "next.answer-offer.words")}</strong>{" "}
          {t(page, "next.by", { when: formatInstant(page, view.answerBy) })}
        </p>
      )}
      {view.noticeReady && (
        <ButtonLink href={routesFor(view.forWhom).notice.path({ application: application.id })}>
          {t(page, "notice.open")}
        </ButtonLink>
      )}
      <ActionList
        page={page}
        actions={view.actions}
        hrefOf={(action) => actionPath(view.forWhom, action, application.id)}
        kindOf={actionKind}
      />
    </section>
  );
}

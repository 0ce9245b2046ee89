import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import { say } from "../page.ts";
import type { PageContext, PageProps } from "../page.ts";
import { t } from "../text/translate.ts";
import { ActionList } from "../ui/action-list/index.tsx";
import { StatusBadge } from "../ui/badge/index.tsx";
import type { ButtonKind } from "../ui/button/index.tsx";
import { ButtonLink } from "../ui/button/index.tsx";
import { FactGroups } from "../ui/facts/index.tsx";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { Timeline } from "../ui/timeline/index.tsx";
import { CorrectionAsk } from "./apply-facts.tsx";
import { Decision } from "./decision.tsx";
import { ChildLine, OnBehalf, routesFor } from "./flow.tsx";
import { NextWords } from "./my-children.tsx";
import { ChoiceNames, WishWords } from "./summary.tsx";
import type { ApplicationView, FamilyAction, ForWhom } from "./views.ts";

/** One application: where it stands, what to do, what is known, what was decided and why. */
export function ApplicationPage({ view, page }: PageProps<ApplicationView>): JSX.Element {
  const { application } = view;
  const own = routesFor(view.forWhom);
  const hasResult = view.next === "answer-offer" || view.next === "see-result";
  return (
    <Layout page={page} title={t(page, "application.title")}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      <ChildLine page={page} child={view.child} />
      <section class="card now">
        <p>
          <StatusBadge page={page} status={application.status} />
        </p>
        <NextWords page={page} next={view.next} by={view.by} />
        {view.ask !== null && <CorrectionAsk page={page} ask={view.ask} />}
        {view.rejection !== null && (
          <Notice tone="bad" title={t(page, "application.rejection")}>
            <p>{say(page, view.rejection)}</p>
          </Notice>
        )}
        {hasResult && (
          <ButtonLink href={own.result.path({ application: application.id })}>
            {t(page, `next.${view.next}.button`)}
          </ButtonLink>
        )}
        <ActionList
          page={page}
          actions={view.actions}
          hrefOf={(action) => actionPath(view.forWhom, action, application.id)}
          kindOf={actionKind}
        />
      </section>
      <Decided page={page} view={view} />
      <section class="card">
        <h2>{t(page, "apply.step.choices")}</h2>
        <ChoiceNames page={page} choices={view.choices} />
        <WishWords page={page} view={view} />
      </section>
      <section class="card">
        <h2>{t(page, "application.history")}</h2>
        <Timeline page={page} entries={view.history} />
      </section>
      <details class="more">
        <summary>{t(page, "review.facts")}</summary>
        <FactGroups page={page} groups={view.groups} heading="h2" />
      </details>
      <p>
        {t(page, "pid.label")} <Hash value={application.pid} />{" "}
        <a href={own.receipt.path({ application: application.id })}>{t(page, "receipt.title")}</a>
      </p>
    </Layout>
  );
}

function Decided(props: {
  readonly page: PageContext;
  readonly view: ApplicationView;
}): JSX.Element | null {
  const { page, view } = props;
  if (view.decision === null) return null;
  return (
    <section class="card">
      <h2>{t(page, "decision.title")}</h2>
      <Decision page={page} decision={view.decision} />
      {view.rank !== null && (
        <p>{t(page, "decision.rank", { place: view.rank.place, of: view.rank.of })}</p>
      )}
    </section>
  );
}

export function actionPath(forWhom: ForWhom, action: FamilyAction, application: string): string {
  const own = routesFor(forWhom);
  switch (action) {
    case "choose":
      return own.changeChoices.path({ application });
    case "amend":
      return own.amend.path({ application });
    case "correct":
      return own.correct.path({ application });
    case "withdraw":
      return own.withdraw.path({ application });
    case "accept":
      return own.accept.path({ application });
    case "decline":
      return own.decline.path({ application });
    default:
      return assertNever(action);
  }
}

export function actionKind(action: FamilyAction): ButtonKind {
  switch (action) {
    case "correct":
    case "accept":
      return "primary";
    case "choose":
    case "amend":
      return "second";
    case "withdraw":
    case "decline":
      return "danger";
    default:
      return assertNever(action);
  }
}

import type { JSX } from "preact";
import { Decision } from "../families/decision.tsx";
import { ChoiceNames } from "../families/summary.tsx";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { StatusBadge } from "../ui/badge/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatDay } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { Timeline } from "../ui/timeline/index.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseVerdicts } from "./case-verdicts.tsx";
import type { CaseView } from "./views.ts";

/** One case: what is known, what is doubtful, and the officer's three answers. */
export function CasePage({ view, page }: PageProps<CaseView>): JSX.Element {
  return (
    <Layout
      page={page}
      title={t(page, "case.title", { name: view.child.name })}
      width="wide"
      failures={view.failures}
    >
      <Claim page={page} view={view} />
      {view.why.length > 0 && (
        <Notice tone="warning" title={t(page, "case.why")}>
          <ul>
            {view.why.map((reason) => (
              <li key={reason.en}>{say(page, reason)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <CaseFacts page={page} view={view} />
      <div class="columns">
        <section class="card">
          <h2>{t(page, "child")}</h2>
          <ChildDetails page={page} view={view} />
        </section>
        <section class="card">
          <h2>{t(page, "case.soFar")}</h2>
          {view.decision === null ? (
            <p>{t(page, "case.noDecision")}</p>
          ) : (
            <Decision page={page} decision={view.decision} />
          )}
          <h3>{t(page, "apply.step.choices")}</h3>
          <ChoiceNames page={page} choices={view.choices} />
        </section>
      </div>
      <CaseVerdicts page={page} view={view} />
      <section>
        <h2>{t(page, "application.history")}</h2>
        <Timeline page={page} entries={view.history} />
      </section>
    </Layout>
  );
}

function Claim(props: { readonly page: PageContext; readonly view: CaseView }): JSX.Element {
  const { page, view } = props;
  const application = { application: view.application.id };
  return (
    <div class="toolbar">
      <StatusBadge page={page} status={view.application.status} />
      {view.claimedBy === null ? (
        <span>{t(page, "case.unclaimed")}</span>
      ) : (
        <span>{t(page, "case.claimedBy", { name: view.claimedBy })}</span>
      )}
      {view.claimedByMe ? (
        <ActionForm
          page={page}
          id="release"
          to={routes.release.path(application)}
          version={view.application.version}
          inline
        >
          <Button kind="second">{t(page, "case.release")}</Button>
        </ActionForm>
      ) : (
        <ActionForm
          page={page}
          id="claim"
          to={routes.claim.path(application)}
          version={view.application.version}
          inline
        >
          <Button kind="second">{t(page, "case.claim")}</Button>
        </ActionForm>
      )}
      <span class="hint">{t(page, "case.logged")}</span>
    </div>
  );
}

function ChildDetails(props: { readonly page: PageContext; readonly view: CaseView }): JSX.Element {
  const { page, view } = props;
  const { child } = view;
  return (
    <Details
      items={[
        { term: t(page, "child.name"), value: <strong>{child.name}</strong> },
        { term: t(page, "child.birthDate"), value: formatDay(page, child.birthDate) },
        { term: t(page, "child.document"), value: <span class="code">{child.document}</span> },
        { term: t(page, "case.guardian"), value: child.guardian },
        { term: t(page, "case.phone"), value: child.phone ?? "–" },
        { term: t(page, "pid.label"), value: <Hash value={view.application.pid} /> },
      ]}
    />
  );
}

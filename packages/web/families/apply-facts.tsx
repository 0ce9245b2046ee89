import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import { joinTexts } from "@yangguang/core/domain/text.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { FactGroups } from "../ui/facts/index.tsx";
import { CheckField, TextArea } from "../ui/field/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Notice } from "../ui/notice/index.tsx";
import { ApplyFrame, routesFor, stepPath } from "./flow.tsx";
import type { ApplyFactsView, CorrectionAskView, FactView } from "./views.ts";

/**
 * What the agencies say, item by item, with “this is wrong” beside each: for a new application,
 * for a change, or as the answer to an officer who asked for a correction.
 */
export function ApplyFactsPage({ view, page }: PageProps<ApplyFactsView>): JSX.Element {
  const { mode } = view;
  const form = formOf(view);
  const waiting = view.groups.some((group) =>
    group.facts.some((fact) => fact.state !== "answered"),
  );
  return (
    <ApplyFrame
      page={page}
      view={view}
      {...(mode.kind === "apply" ? { step: "facts" as const } : {})}
      title={t(page, `facts.${mode.kind}.title`)}
    >
      {mode.kind === "correct" && <CorrectionAsk page={page} ask={mode.ask} />}
      <p>{t(page, `facts.${mode.kind}.intro`)}</p>
      {waiting && <Notice tone="info">{t(page, "facts.waitingHelp")}</Notice>}
      <ActionForm page={page} id="facts" to={form.to} {...form.version}>
        <FactGroups
          page={page}
          groups={view.groups}
          heading="h2"
          beside={(fact) => <WrongBox page={page} view={view} fact={fact} />}
        />
        {mode.kind === "correct" && (
          <TextArea
            page={page}
            name={fields.reply}
            label={t(page, "facts.reply")}
            hint={t(page, "facts.replyHint")}
            failures={view.failures}
            value={mode.reply}
          />
        )}
        <Button>{t(page, `facts.${mode.kind}.go`)}</Button>
      </ActionForm>
    </ApplyFrame>
  );
}

function formOf(view: ApplyFactsView): {
  readonly to: string;
  readonly version: { readonly version?: number };
} {
  const { mode } = view;
  const own = routesFor(view.forWhom);
  switch (mode.kind) {
    case "apply":
      return { to: stepPath(view, "facts"), version: {} };
    case "amend":
      return {
        to: own.amend.path({ application: mode.application.id }),
        version: { version: mode.application.version },
      };
    case "correct":
      return {
        to: own.correct.path({ application: mode.application.id }),
        version: { version: mode.application.version },
      };
    default:
      return assertNever(mode);
  }
}

function WrongBox(props: {
  readonly page: PageContext;
  readonly view: ApplyFactsView;
  readonly fact: FactView;
}): JSX.Element {
  const { page, view, fact } = props;
  const label = say(page, fact.label);
  const refused = view.failures.some(
    (failure) => failure.place === fields.note(fact.id) || failure.place === fields.wrong(fact.id),
  );
  return (
    <details class="wrongbox" open={fact.wrong || refused}>
      <summary>
        {t(page, "facts.isWrong")}
        <span class="unseen">{t(page, "facts.ofFact", { fact: label })}</span>
      </summary>
      <CheckField
        page={page}
        name={fields.wrong(fact.id)}
        label={t(page, "facts.wrongLabel", { fact: label })}
        failures={view.failures}
        checked={fact.wrong}
      />
      <TextArea
        page={page}
        name={fields.note(fact.id)}
        label={t(page, "facts.noteLabel", { fact: label })}
        hint={t(page, "facts.noteHint")}
        rows={2}
        failures={view.failures}
        value={fact.note}
      />
    </details>
  );
}

/** What the officer asked for, as every page about the correction shows it. */
export const CorrectionAsk = (props: {
  readonly page: PageContext;
  readonly ask: CorrectionAskView;
}): JSX.Element => (
  <Notice tone="warning" title={t(props.page, "ask.title")}>
    <p>{say(props.page, joinTexts(props.ask.reasons))}</p>
    {props.ask.message !== "" && <blockquote>{props.ask.message}</blockquote>}
    <p>{t(props.page, "next.by", { when: formatInstant(props.page, props.ask.by) })}</p>
  </Notice>
);

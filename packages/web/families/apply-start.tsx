import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { CheckField } from "../ui/field/index.tsx";
import { ApplyFrame, stepPath } from "./flow.tsx";
import type { ApplyStartView } from "./views.ts";

/** Before anything is asked of an agency: what will be asked of whom, and the guardian's consent. */
export function ApplyStartPage({ view, page }: PageProps<ApplyStartView>): JSX.Element {
  return (
    <ApplyFrame page={page} view={view} step="start" title={t(page, "start.title")}>
      <p>{t(page, "start.intro")}</p>
      <section class="card">
        <h2>{t(page, "start.asks")}</h2>
        <ul class="asks">
          {view.asks.map((ask) => (
            <li key={ask.source.en}>
              <strong>{say(page, ask.source)}</strong>
              <span class="hint">
                {ask.facts
                  .map((fact) => say(page, fact))
                  .join(page.language === "zh" ? "、" : ", ")}
              </span>
            </li>
          ))}
        </ul>
        <p class="hint">{t(page, "start.notAsked")}</p>
      </section>
      <ActionForm page={page} id="start" to={stepPath(view, "start")}>
        <CheckField
          page={page}
          name={fields.consentToCheck}
          label={t(page, "start.consent")}
          hint={t(page, "start.consentHint")}
          failures={view.failures}
          checked={view.consentToCheck}
        />
        <Button>{t(page, "start.go")}</Button>
      </ActionForm>
    </ApplyFrame>
  );
}

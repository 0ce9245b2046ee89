import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { CheckField } from "../ui/field/index.tsx";
import { ApplyFrame, stepPath } from "./flow.tsx";
import type { ApplyConsentView } from "./views.ts";

/** Consent, purpose by purpose: an under-14's data is used for nothing else. */
export function ApplyConsentPage({ view, page }: PageProps<ApplyConsentView>): JSX.Element {
  return (
    <ApplyFrame page={page} view={view} step="consent" title={t(page, "consent.title")}>
      <p>{t(page, "consent.intro")}</p>
      <ActionForm page={page} id="consent" to={stepPath(view, "consent")}>
        {view.purposes.map((purpose) => (
          <section key={purpose.id} class="card">
            <CheckField
              page={page}
              name={fields.consent(purpose.id)}
              label={`${say(page, purpose.label)}${t(page, purpose.required ? "consent.required" : "consent.free")}`}
              hint={say(page, purpose.explanation)}
              failures={view.failures}
              checked={purpose.given}
            />
          </section>
        ))}
        <Button>{t(page, "consent.go")}</Button>
      </ActionForm>
    </ApplyFrame>
  );
}

import type { JSX } from "preact";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import { fieldId } from "../field/field-id.ts";

/**
 * What was wrong with a form, above it: each error leads to its field.
 *
 * Accessibility: announced when the page opens; every entry is a link to the control it speaks of;
 * the same words stand beside the control.
 */
export function ErrorSummary(props: {
  readonly page: PageContext;
  readonly failures: readonly Failure[];
}): JSX.Element | null {
  const { page, failures } = props;
  if (failures.length === 0) return null;
  return (
    <section class="errors" role="alert" aria-labelledby="errors-title">
      <h2 id="errors-title">{t(page, "errors.title")}</h2>
      <p>{t(page, "errors.kept")}</p>
      <ul>
        {failures.map((failure) => (
          <li key={`${failure.code} ${failure.place ?? ""}`}>
            {failure.place === undefined ? (
              say(page, failure.message)
            ) : (
              <a href={`#${fieldId(failure.place)}`}>{say(page, failure.message)}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

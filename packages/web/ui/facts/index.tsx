import type { ComponentChildren, JSX } from "preact";
import type { PageContext, Tone } from "../../page.ts";
import { say } from "../../page.ts";
import type { FactGroupView, FactState, FactView } from "../../families/views.ts";
import { t } from "../../text/translate.ts";
import { Badge } from "../badge/index.tsx";
import { formatInstant } from "../format.ts";

export const FACT_TONES: Readonly<Record<FactState, Tone>> = {
  answered: "good",
  waiting: "info",
  "needs-person": "warning",
  unavailable: "warning",
};

/**
 * What the agencies say, by agency: each item with its state and, where a page wants it, a place
 * to say that it is wrong.
 *
 * Accessibility: one heading per agency, one list of terms and values; states are words.
 */
export function FactGroups(props: {
  readonly page: PageContext;
  readonly groups: readonly FactGroupView[];
  /** The level of the agencies' headings: one below the heading they stand under. */
  readonly heading: "h2" | "h3";
  /** What stands under each item, such as a box to say that it is wrong. */
  readonly beside?: (fact: FactView) => ComponentChildren;
}): JSX.Element {
  const { page, groups, beside, heading: Heading } = props;
  return (
    <>
      {groups.map((group) => (
        <section key={group.source.en} class="card facts">
          <Heading>{say(page, group.source)}</Heading>
          {group.asOf !== null && (
            <p class="hint">
              {t(page, "facts.asOf")}
              <time datetime={group.asOf}>{formatInstant(page, group.asOf)}</time>
            </p>
          )}
          <ul>
            {group.facts.map((fact) => (
              <li key={fact.id}>
                <Fact page={page} fact={fact} />
                {beside?.(fact)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Fact(props: { readonly page: PageContext; readonly fact: FactView }): JSX.Element {
  const { page, fact } = props;
  return (
    <div class="fact">
      <p class="term">{say(page, fact.label)}</p>
      <p class="value">
        {fact.value !== null && <strong>{say(page, fact.value)}</strong>}
        {fact.state !== "answered" && (
          <Badge tone={FACT_TONES[fact.state]}>{t(page, `fact.${fact.state}`)}</Badge>
        )}
        {fact.wrong && <Badge tone="warning">{t(page, "fact.disputed")}</Badge>}
      </p>
      {fact.remark !== null && <p class="hint">{say(page, fact.remark)}</p>}
    </div>
  );
}

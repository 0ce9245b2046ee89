import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import type { ReasonView } from "../../families/views.ts";
import type { RuleView } from "../../views.ts";
import { t } from "../../text/translate.ts";
import { Badge } from "../badge/index.tsx";

const MARKS: Readonly<Record<ReasonView["met"], string>> = { yes: "✓", no: "✕", unknown: "?" };

/**
 * Why a decision came out as it did, rule by rule.
 *
 * Accessibility: met, not met and not known yet are words for a screen reader; the marks differ in
 * shape as well as in colour.
 */
export const Reasons = (props: {
  readonly page: PageContext;
  readonly reasons: readonly ReasonView[];
}): JSX.Element => (
  <ul class="reasons">
    {props.reasons.map((reason) => (
      <li key={reason.message.en} class={reason.met}>
        <span class="sign" aria-hidden="true">
          {MARKS[reason.met]}
        </span>
        <span>
          <span class="unseen">{t(props.page, `reason.${reason.met}`)}</span>
          {say(props.page, reason.message)} <Article page={props.page} rule={reason} />
        </span>
      </li>
    ))}
  </ul>
);

/** Where a rule stands; whether the notice leaves it open and this demo chose. */
export const Article = (props: {
  readonly page: PageContext;
  readonly rule: RuleView;
}): JSX.Element => (
  <>
    <span class="article">{say(props.page, props.rule.article)}</span>
    {props.rule.demoChoice && (
      <>
        {" "}
        <Badge tone="neutral">{t(props.page, "policy.demoChoice")}</Badge>
      </>
    )}
  </>
);

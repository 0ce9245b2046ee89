import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import type { RunStep } from "../../views.ts";
import { Badge } from "../badge/index.tsx";
import { formatInstant } from "../format.ts";
import { Hash } from "../hash/index.tsx";

/**
 * The steps of a run as the public log records them: what, who, when the witnesses cosigned, hash.
 *
 * Accessibility: an ordered list; what waits for the witnesses says so in words; hashes are folded
 * away, under a summary that names their step.
 */
export const RunSteps = (props: {
  readonly page: PageContext;
  readonly steps: readonly RunStep[];
  /** Whether witnesses cosign the log. */
  readonly watched: boolean;
}): JSX.Element => {
  const { page, steps, watched } = props;
  if (steps.length === 0) return <p class="empty">{t(page, "runSteps.none")}</p>;
  return (
    <ol class="timeline">
      {steps.map((step) => (
        <li key={step.key}>
          <p>
            <strong>{say(page, step.what)}</strong> <span>{say(page, step.who)}</span>
          </p>
          {step.note !== undefined && <p>{say(page, step.note)}</p>}
          {step.value !== undefined && <Hash value={step.value} />}
          <p class="hint">
            <Published page={page} step={step} watched={watched} />
          </p>
          <Leaves page={page} step={step} />
        </li>
      ))}
    </ol>
  );
};

function Published(props: {
  readonly page: PageContext;
  readonly step: RunStep;
  readonly watched: boolean;
}): JSX.Element {
  const { page, step, watched } = props;
  if (step.publishedAt === null) {
    return watched ? (
      <Badge tone="warning">{t(page, "runSteps.waiting")}</Badge>
    ) : (
      <>{t(page, "runSteps.recorded")}</>
    );
  }
  return (
    <>
      {t(page, watched ? "runSteps.cosigned" : "runSteps.published")}{" "}
      <time datetime={step.publishedAt}>{formatInstant(page, step.publishedAt)}</time>
    </>
  );
}

const Leaves = (props: { readonly page: PageContext; readonly step: RunStep }): JSX.Element => {
  const { page, step } = props;
  return (
    <details data-keep={`step-${step.key}`}>
      <summary>
        {t(page, "runSteps.inLog")}
        <span class="unseen">{t(page, "facts.ofFact", { fact: say(page, step.what) })}</span>
      </summary>
      {step.leaves.map(({ hash, index }) => (
        <p key={hash}>
          {index === null ? t(page, "runSteps.noPlace") : t(page, "runSteps.place", { index })}{" "}
          <Hash value={hash} />
        </p>
      ))}
    </details>
  );
};

import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { t } from "../../text/translate.ts";

export interface Step {
  readonly label: string;
  /** Steps already done may be opened again. */
  readonly href: string | null;
}

/**
 * Where somebody is in a form of several pages.
 *
 * Accessibility: an ordered list whose current entry is marked; done steps are links, and say so.
 */
export function Steps(props: {
  readonly page: PageContext;
  readonly steps: readonly Step[];
  /** Index of the current step. */
  readonly current: number;
}): JSX.Element {
  const { page, steps, current } = props;
  return (
    <nav class="steps" aria-label={t(page, "steps.label")}>
      <p>{t(page, "steps.place", { step: current + 1, of: steps.length })}</p>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.label}
            class={index < current ? "done" : undefined}
            aria-current={index === current ? "step" : undefined}
          >
            {index < current && step.href !== null ? (
              <a href={step.href}>{step.label}</a>
            ) : (
              <span>{step.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

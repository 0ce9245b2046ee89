import type { JSX } from "preact";
import type { SchoolVerdict } from "@yangguang/core/domain/allocation-problem.ts";
import type { PageContext, Tone } from "../../page.ts";
import { say } from "../../page.ts";
import type { VerdictView } from "../../families/views.ts";
import { t } from "../../text/translate.ts";
import { Badge } from "../badge/index.tsx";

const TONES: Readonly<Record<SchoolVerdict["verdict"], Tone>> = {
  admitted: "good",
  "no-seats-in-step": "neutral",
  "beaten-by-choice-rank": "bad",
  "beaten-by-key": "bad",
  "beaten-by-lot": "bad",
  "beaten-by-call": "bad",
  "tied-at-last-seat": "bad",
  "cap-reached": "bad",
  "traded-away": "bad",
  "not-all-together": "bad",
  "not-eligible": "neutral",
  "outside-competitors": "bad",
};

/**
 * School by school: admitted, or why not, with the own figures beside the last one's.
 *
 * Accessibility: an ordered list in the order of the run; each verdict begins with its word; the
 * comparison is a table with headings.
 */
export const Verdicts = (props: {
  readonly page: PageContext;
  readonly verdicts: readonly VerdictView[];
}): JSX.Element => (
  <ol class="verdicts">
    {props.verdicts.map((verdict) => (
      <li key={`${verdict.step.en} ${verdict.listRank}`} class="card">
        <h3>{say(props.page, verdict.school)}</h3>
        <p>
          <Badge tone={TONES[verdict.verdict]}>{t(props.page, `verdict.${verdict.verdict}`)}</Badge>{" "}
          <span class="hint">
            {say(props.page, verdict.step)} ·{" "}
            {t(props.page, "verdict.rank", { rank: verdict.listRank })}
          </span>
        </p>
        {verdict.why.map((sentence) => (
          <p key={sentence.en}>{say(props.page, sentence)}</p>
        ))}
        {verdict.compared.length > 0 && <Comparison page={props.page} verdict={verdict} />}
      </li>
    ))}
  </ol>
);

const Comparison = (props: {
  readonly page: PageContext;
  readonly verdict: VerdictView;
}): JSX.Element => (
  <table class="compare">
    <caption class="unseen">{t(props.page, "verdict.compared")}</caption>
    <thead>
      <tr>
        <td />
        <th scope="col">{t(props.page, "verdict.own")}</th>
        <th scope="col">{t(props.page, "verdict.last")}</th>
      </tr>
    </thead>
    <tbody>
      {props.verdict.compared.map((row) => (
        <tr key={row.what.en}>
          <th scope="row">{say(props.page, row.what)}</th>
          <td>{row.own}</td>
          <td>{row.last}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

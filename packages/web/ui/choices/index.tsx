import type { JSX } from "preact";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import type { SchoolOptionView } from "../../families/views.ts";
import { fields } from "../../routes.ts";
import { t } from "../../text/translate.ts";
import { Badge } from "../badge/index.tsx";
import { Button } from "../button/index.tsx";
import { SelectField } from "../field/index.tsx";
import { formatDistance } from "../format.ts";
import { choiceCommand } from "./commands.ts";

interface ListProps {
  readonly page: PageContext;
  readonly options: readonly SchoolOptionView[];
  readonly chosen: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly failures: readonly Failure[];
}

/**
 * The ranked list of schools: one select per rank, with buttons that move a school up or down.
 *
 * Accessibility: works by keyboard, by screen reader and without scripts; each button's name says
 * which rank it moves and where to; the facts about a chosen school stand under its select.
 */
export function ChoiceList(props: ListProps): JSX.Element {
  const ranks = Array.from({ length: props.max }, (_, index) => index + 1);
  return (
    <ol class="choices" data-choices>
      {ranks.map((rank) => (
        <ChoiceRow key={rank} {...props} rank={rank} />
      ))}
    </ol>
  );
}

function ChoiceRow(props: ListProps & { readonly rank: number }): JSX.Element {
  const { page, options, rank, min, max } = props;
  const value = props.chosen[rank - 1] ?? "";
  const chosen = options.find((option) => option.id === value);
  const empty = { value: "", label: t(page, "choices.empty") };
  return (
    <li>
      <SelectField
        page={page}
        name={fields.choice(rank)}
        label={t(page, "choices.rank", { rank })}
        optional={rank > min}
        failures={props.failures}
        value={value}
        options={[
          empty,
          ...options.map((option) => ({ value: option.id, label: optionLabel(page, option) })),
        ]}
      />
      {chosen !== undefined && <SchoolFacts page={page} school={chosen} />}
      <p class="moves">
        {rank > 1 && (
          <Button
            kind="small"
            name={fields.command}
            value={choiceCommand.up(rank)}
            label={t(page, "choices.upLabel", { rank })}
          >
            {t(page, "choices.up")}
          </Button>
        )}
        {rank < max && (
          <Button
            kind="small"
            name={fields.command}
            value={choiceCommand.down(rank)}
            label={t(page, "choices.downLabel", { rank })}
          >
            {t(page, "choices.down")}
          </Button>
        )}
        <Button
          kind="small"
          name={fields.command}
          value={choiceCommand.clear(rank)}
          label={t(page, "choices.clearLabel", { rank })}
        >
          {t(page, "choices.clear")}
        </Button>
      </p>
    </li>
  );
}

function optionLabel(page: PageContext, school: SchoolOptionView): string {
  const parts = [
    say(page, school.name),
    ...(school.distance === null ? [] : [formatDistance(page, school.distance)]),
    t(page, "choices.seats", { count: school.seats }),
    ...(school.ownZone ? [t(page, "choices.ownZone")] : []),
  ];
  return parts.join(" · ");
}

export function SchoolFacts(props: {
  readonly page: PageContext;
  readonly school: SchoolOptionView;
}): JSX.Element {
  const { page, school } = props;
  return (
    <div class="school">
      <p>
        {school.ownZone && <Badge tone="good">{t(page, "choices.ownZone")}</Badge>}
        {school.distance !== null && <span>{formatDistance(page, school.distance)}</span>}
        <span>{t(page, "choices.seats", { count: school.seats })}</span>
      </p>
      {school.lastCutoffs.length > 0 && (
        <p class="hint extra">
          {t(page, "choices.lastCutoffs")}
          {school.lastCutoffs
            .map((cutoff) => say(page, cutoff))
            .join(page.language === "zh" ? "；" : "; ")}
        </p>
      )}
    </div>
  );
}

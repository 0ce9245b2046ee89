import type { JSX } from "preact";
import { fields, routes } from "../routes.ts";
import type { PageContext } from "../page.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { TextArea, TextField } from "../ui/field/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import type { CeremonyView } from "./views.ts";

interface Part {
  readonly page: PageContext;
  readonly view: CeremonyView;
}

/**
 * The dice: read by one officer, then by another, who does not see what the first has entered.
 */
export function DiceStair({ page, view }: Part): JSX.Element {
  if (view.dice !== null) {
    return (
      <>
        <Hash value={view.dice.digits} />
        <p class="hint">
          {t(page, "ceremony.readBy", {
            names: view.dice.readers.join(page.language === "zh" ? "、" : ", "),
          })}
        </p>
      </>
    );
  }
  const { firstReading } = view;
  if (view.task !== "read" && view.task !== "read-again") {
    return <p>{t(page, "ceremony.waitClose")}</p>;
  }
  if (firstReading === null) {
    return (
      <>
        <p>{t(page, "ceremony.firstHelp", { count: view.throws })}</p>
        <First page={page} view={view} />
      </>
    );
  }
  const when = formatInstant(page, firstReading.at);
  return firstReading.mine ? (
    <>
      <p>{t(page, "ceremony.firstByMe", { when, count: firstReading.digits })}</p>
      <First page={page} view={view} />
    </>
  ) : (
    <>
      <p>{t(page, "ceremony.secondHelp", { name: firstReading.name, when })}</p>
      <Second page={page} view={view} />
    </>
  );
}

const First = ({ page, view }: Part): JSX.Element => (
  <Reading
    page={page}
    view={view}
    command="read"
    digits={{ name: fields.dice, value: view.entered.dice }}
    reader={{ name: fields.reader, value: view.entered.reader }}
    title={t(page, "ceremony.firstReading")}
    go={t(page, "ceremony.readGo")}
  />
);

const Second = ({ page, view }: Part): JSX.Element => (
  <Reading
    page={page}
    view={view}
    command="read-again"
    digits={{ name: fields.diceAgain, value: view.entered.diceAgain }}
    reader={{ name: fields.secondReader, value: view.entered.secondReader }}
    title={t(page, "ceremony.secondReading")}
    go={t(page, "ceremony.readAgainGo")}
  />
);

interface Entered {
  readonly name: string;
  readonly value: string;
}

const Reading = (
  props: Part & {
    readonly command: string;
    readonly title: string;
    readonly digits: Entered;
    readonly reader: Entered;
    readonly go: string;
  },
): JSX.Element => {
  const { page, view } = props;
  return (
    <ActionForm page={page} id={props.command} to={routes.draw.path()}>
      <h3>{props.title}</h3>
      <TextField
        page={page}
        name={props.reader.name}
        label={t(page, "ceremony.reader")}
        hint={t(page, "ceremony.readerHint")}
        failures={view.failures}
        value={props.reader.value}
      />
      <TextArea
        page={page}
        name={props.digits.name}
        label={t(page, "ceremony.digits")}
        hint={t(page, "draw.digitsHint")}
        failures={view.failures}
        value={props.digits.value}
      />
      <p
        class="live"
        role="status"
        data-dice={view.throws}
        data-counted={t(page, "ceremony.counted", { first: "{first}" })}
        data-short={t(page, "draw.live.short", { missing: "{missing}" })}
      />
      <Button name={fields.command} value={props.command}>
        {props.go}
      </Button>
    </ActionForm>
  );
};

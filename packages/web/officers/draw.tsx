import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { TextArea, TextField } from "../ui/field/index.tsx";
import { formatInstant, formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import type { DrawView } from "./views.ts";

/** The public draw: the roll is frozen, the secret is committed, the dice are thrown and read twice. */
export function DrawPage({ view, page }: PageProps<DrawView>): JSX.Element {
  return (
    <Layout
      page={page}
      title={t(page, "draw.title")}
      width="wide"
      failures={view.failures}
      scripts={["dice.js"]}
    >
      <p>
        {t(page, "draw.intro")} <a href={routes.how.path()}>{t(page, "how.title")}</a>
      </p>
      <ol class="stairs">
        <li class="card">
          <h2>{t(page, "draw.roll")}</h2>
          <Roll page={page} view={view} />
        </li>
        <li class="card">
          <h2>{t(page, "draw.commitment")}</h2>
          <Commitment page={page} view={view} />
        </li>
        <li class="card">
          <h2>{t(page, "draw.dice")}</h2>
          {view.drawn === null ? (
            <Dice page={page} view={view} />
          ) : (
            <Drawn page={page} drawn={view.drawn} />
          )}
        </li>
      </ol>
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: DrawView;
}

const Roll = ({ page, view }: Part): JSX.Element =>
  view.freezeHash === null ? (
    <p>{t(page, "draw.notFrozen")}</p>
  ) : (
    <Details
      items={[
        { term: t(page, "run.rollSize"), value: formatNumber(page, view.rollSize ?? 0) },
        { term: t(page, "run.freezeHash"), value: <Hash value={view.freezeHash} /> },
      ]}
    />
  );

const Commitment = ({ page, view }: Part): JSX.Element => {
  if (view.commitment !== null) {
    return (
      <>
        <p>{t(page, "draw.committed")}</p>
        <Details
          items={[
            { term: t(page, "draw.hash"), value: <Hash value={view.commitment.hash} /> },
            { term: t(page, "draw.at"), value: formatInstant(page, view.commitment.at) },
          ]}
        />
      </>
    );
  }
  return <p>{t(page, "draw.notFrozen")}</p>;
};

function Dice({ page, view }: Part): JSX.Element {
  if (!view.draw.allowed) return <Refused page={page} offer={view.draw} />;
  const { entered, failures } = view;
  return (
    <ActionForm page={page} id="draw" to={routes.draw.path()}>
      <p>{t(page, "draw.diceHelp", { count: view.diceAtLeast })}</p>
      <div class="columns">
        <Reading
          page={page}
          name={fields.dice}
          reader={{ name: fields.reader, value: entered.reader }}
          label={t(page, "draw.first")}
          value={entered.dice}
          failures={failures}
        />
        <Reading
          page={page}
          name={fields.diceAgain}
          reader={{ name: fields.secondReader, value: entered.secondReader }}
          label={t(page, "draw.second")}
          value={entered.diceAgain}
          failures={failures}
        />
      </div>
      <p
        class="live"
        role="status"
        data-dice={view.diceAtLeast}
        data-counted={t(page, "draw.live.counted", { first: "{first}", second: "{second}" })}
        data-same={t(page, "draw.live.same")}
        data-differ={t(page, "draw.live.differ", { place: "{place}" })}
        data-short={t(page, "draw.live.short", { missing: "{missing}" })}
      />
      <Notice tone="warning">{t(page, "draw.final")}</Notice>
      <Button>{say(page, view.draw.label)}</Button>
    </ActionForm>
  );
}

const Reading = (props: {
  readonly page: PageContext;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly reader: { readonly name: string; readonly value: string };
  readonly failures: DrawView["failures"];
}): JSX.Element => (
  <div>
    <TextField
      page={props.page}
      name={props.reader.name}
      label={t(props.page, "draw.reader", { reading: props.label })}
      hint={t(props.page, "ceremony.readerHint")}
      failures={props.failures}
      value={props.reader.value}
    />
    <TextArea
      page={props.page}
      name={props.name}
      label={t(props.page, "draw.digits", { reading: props.label })}
      hint={t(props.page, "draw.digitsHint")}
      failures={props.failures}
      value={props.value}
    />
  </div>
);

const Drawn = (props: {
  readonly page: PageContext;
  readonly drawn: NonNullable<DrawView["drawn"]>;
}): JSX.Element => (
  <Details
    items={[
      { term: t(props.page, "draw.at"), value: formatInstant(props.page, props.drawn.at) },
      { term: t(props.page, "run.dice"), value: <Hash value={props.drawn.dice} /> },
      { term: t(props.page, "run.seed"), value: <Hash value={props.drawn.seed} /> },
    ]}
  />
);

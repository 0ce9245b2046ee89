import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { CheckField, TextField } from "../ui/field/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import type { CounterView } from "./views.ts";

/** A family without a phone stands at the counter: the clerk finds it by the guardian's document. */
export const CounterPage = ({ view, page }: PageProps<CounterView>): JSX.Element => (
  <Layout page={page} title={t(page, "counter.title")} failures={view.failures}>
    {view.season !== null && <p>{say(page, view.season.title)}</p>}
    <p>{t(page, "counter.intro")}</p>
    <ActionForm page={page} id="find-family" to={routes.counter.path()}>
      <TextField
        page={page}
        name={fields.guardianName}
        label={t(page, "counter.name")}
        hint={t(page, "counter.nameHint")}
        failures={view.failures}
        maxLength={80}
        value={view.guardianName}
      />
      <TextField
        page={page}
        name={fields.guardianDocument}
        kind="code"
        label={t(page, "counter.document")}
        hint={t(page, "counter.documentHint")}
        failures={view.failures}
        maxLength={40}
        value={view.guardianDocument}
      />
      <Notice tone="info" title={t(page, "counter.statementTitle")}>
        {t(page, "counter.statementText")}
      </Notice>
      <CheckField
        page={page}
        name={fields.statement}
        label={t(page, "counter.statement")}
        failures={view.failures}
        checked={view.statement}
      />
      <Button>{t(page, "counter.find")}</Button>
    </ActionForm>
  </Layout>
);

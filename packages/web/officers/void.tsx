import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { CheckField, TextArea } from "../ui/field/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import type { VoidView } from "./views.ts";

/** Voids a run: one officer asks for it and says why, another confirms. */
export function VoidPage({ view, page }: PageProps<VoidView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "void.title")} failures={view.failures}>
      <p>{t(page, "void.intro")}</p>
      <p>
        {t(page, "void.run")} <strong>{view.run}</strong>
      </p>
      {view.offer.allowed ? (
        <>
          {view.asked !== null && <Asked page={page} view={view} asked={view.asked} />}
          <Ask page={page} view={view} />
        </>
      ) : (
        <Refused page={page} offer={view.offer} />
      )}
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: VoidView;
}

const Asked = (props: Part & { readonly asked: NonNullable<VoidView["asked"]> }): JSX.Element => {
  const { page, view, asked } = props;
  const when = formatInstant(page, asked.at);
  return (
    <section class="card now">
      <p>
        {asked.mine
          ? t(page, "void.askedByMe", { when })
          : t(page, "void.asked", { name: asked.name, when })}
      </p>
      <blockquote>{asked.reason}</blockquote>
      {view.mayConfirm && (
        <ActionForm page={page} id="void" to={routes.voidRun.path()}>
          <CheckField
            page={page}
            name={fields.sure}
            label={t(page, "void.sure")}
            hint={t(page, "season.final")}
            failures={view.failures}
            checked={false}
          />
          <Button kind="danger">{t(page, "void.confirm")}</Button>
        </ActionForm>
      )}
    </section>
  );
};

const Ask = ({ page, view }: Part): JSX.Element => (
  <ActionForm page={page} id="ask" to={routes.voidRun.path()}>
    <TextArea
      page={page}
      name={fields.reason}
      label={t(page, "void.reason")}
      hint={t(page, "void.reasonHint")}
      failures={view.failures}
      value={view.reason}
    />
    <Button kind={view.asked === null ? "primary" : "second"} name={fields.command} value="ask">
      {t(page, view.asked === null ? "void.ask" : "void.askAgain")}
    </Button>
  </ActionForm>
);

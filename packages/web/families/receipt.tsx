import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ButtonLink, PrintButton } from "../ui/button/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { QrCode } from "../ui/qr/index.tsx";
import { ChildLine, OnBehalf, childrenPath, routesFor } from "./flow.tsx";
import { ChoiceNames } from "./summary.tsx";
import type { ReceiptView } from "./views.ts";

const NEXT = [
  "receipt.next.check",
  "receipt.next.change",
  "receipt.next.draw",
  "receipt.next.result",
] as const;

/** Proof that the family submitted; printable. */
export function ReceiptPage({ view, page }: PageProps<ReceiptView>): JSX.Element {
  const { application } = view;
  return (
    <Layout page={page} title={t(page, "receipt.title")} scripts={["print.js"]}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      <section class="sheet">
        <p class="done">{t(page, "receipt.done")}</p>
        <ChildLine page={page} child={view.child} />
        <Details
          items={[
            { term: t(page, "receipt.season"), value: say(page, view.season.title) },
            {
              term: t(page, "receipt.at"),
              value: (
                <time datetime={view.submittedAt}>{formatInstant(page, view.submittedAt)}</time>
              ),
            },
            { term: t(page, "pid.label"), value: <Hash value={application.pid} /> },
            {
              term: t(page, "apply.step.choices"),
              value: <ChoiceNames page={page} choices={view.choices} />,
            },
          ]}
        />
        <div class="qrline">
          <QrCode url={view.url} label={t(page, "receipt.qr")} />
          <p class="hint">
            {t(page, "receipt.qrHint")} <span class="code">{view.url}</span>
          </p>
        </div>
      </section>
      <Proof page={page} view={view} />
      <p>{t(page, "pid.keep")}</p>
      <h2>{t(page, "receipt.nextTitle")}</h2>
      <ol class="plain">
        {NEXT.map((key) => (
          <li key={key}>{t(page, key)}</li>
        ))}
      </ol>
      <p class="buttons">
        <ButtonLink
          href={routesFor(view.forWhom).application.path({ application: application.id })}
        >
          {t(page, "receipt.toStatus")}
        </ButtonLink>
        <PrintButton>{t(page, "print")}</PrintButton>
        <ButtonLink kind="second" href={childrenPath(view.forWhom)}>
          {t(page, "children.title")}
        </ButtonLink>
      </p>
    </Layout>
  );
}

/** What the family keeps against everybody, this platform included. */
const Proof = ({ page, view }: PageProps<ReceiptView>): JSX.Element =>
  view.logged ? (
    <section class="card">
      <h2>{t(page, "receipt.proof")}</h2>
      <p>{t(page, "receipt.proofText")}</p>
      <ButtonLink
        kind="second"
        href={routesFor(view.forWhom).receiptFile.path({ application: view.application.id })}
      >
        {t(page, "receipt.proofFile")}
      </ButtonLink>{" "}
      <a href={routes.verify.path()}>{t(page, "receipt.proofCheck")}</a>
    </section>
  ) : (
    <Notice tone="info">{t(page, "receipt.proofSoon")}</Notice>
  );

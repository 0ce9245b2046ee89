import type { ComponentExamples } from "../examples.ts";
import { t } from "../../text/translate.ts";
import { routes } from "../../routes.ts";
import type { ButtonKind } from "./index.tsx";
import { Button, ButtonLink, PrintButton } from "./index.tsx";

const KINDS: readonly ButtonKind[] = ["primary", "second", "danger", "plain", "small"];

export const buttonExamples: ComponentExamples = {
  component: "button",
  purpose: "Submits a form, or leads on. One primary button a page.",
  examples: [
    ...KINDS.map((kind) => ({
      name: kind,
      render: (page: Parameters<typeof t>[0]) => (
        <form method="get" action={routes.components.path()}>
          <Button kind={kind}>{t(page, "children.open")}</Button>
        </form>
      ),
    })),
    {
      name: "link",
      render: (page) => (
        <ButtonLink href={routes.home.path()} kind="second">
          {t(page, "back")}
        </ButtonLink>
      ),
    },
    {
      name: "print (with scripts)",
      render: (page) => <PrintButton>{t(page, "print")}</PrintButton>,
    },
  ],
};

import type { ComponentExamples } from "../examples.ts";
import { routes } from "../../routes.ts";
import { t } from "../../text/translate.ts";
import { Button } from "../button/index.tsx";
import { ActionForm } from "./index.tsx";

export const actionFormExamples: ComponentExamples = {
  component: "action-form",
  purpose: "A form that changes something, safe against double clicks and stale pages.",
  examples: [
    {
      name: "with a version",
      render: (page) => (
        <ActionForm page={page} id="example-action" to={routes.signOut.path()} version={3}>
          <Button>{t(page, "layout.signOut")}</Button>
        </ActionForm>
      ),
    },
  ],
};

import { routes } from "../../routes.ts";
import type { ComponentExamples } from "../examples.ts";
import { Pager } from "./index.tsx";

export const pagerExamples: ComponentExamples = {
  component: "pager",
  purpose: "Leads through a long list, keeping its filters.",
  examples: [
    {
      name: "in the middle",
      render: (page) => (
        <Pager
          page={page}
          paging={{ page: 3, pages: 46, total: 913 }}
          path={routes.components.path()}
          filters={{ q: "应" }}
        />
      ),
    },
  ],
};

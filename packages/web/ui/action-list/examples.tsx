import { text } from "@yangguang/core/domain/text.ts";
import { routes } from "../../routes.ts";
import type { ComponentExamples } from "../examples.ts";
import { ActionList } from "./index.tsx";

export const actionListExamples: ComponentExamples = {
  component: "action-list",
  purpose: "What may be done now; what may not, with the reason.",
  examples: [
    {
      name: "one allowed, one not",
      render: (page) => (
        <ActionList
          page={page}
          hrefOf={() => routes.components.path()}
          kindOf={() => "primary"}
          actions={[
            { action: "choose", label: text("修改志愿", "Change choices"), allowed: true },
            {
              action: "accept",
              label: text("确认入学", "Accept the place"),
              allowed: false,
              why: text("结果还没有公布。", "The results are not out yet."),
            },
          ]}
        />
      ),
    },
  ],
};

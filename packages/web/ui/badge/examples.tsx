import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import type { ComponentExamples } from "../examples.ts";
import { StatusBadge } from "./index.tsx";

export const badgeExamples: ComponentExamples = {
  component: "badge",
  purpose: "A state in one or two words.",
  examples: [
    {
      name: "every status",
      render: (page) => (
        <p class="row">
          {(Object.keys(STATUS_LABELS) as ApplicationStatus[]).map((status) => (
            <StatusBadge key={status} page={page} status={status} />
          ))}
        </p>
      ),
    },
  ],
};

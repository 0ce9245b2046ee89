import { expect, it } from "vitest";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import { textOf } from "../../testing/html.ts";
import { htmlOf, testPage } from "../../testing/render.ts";
import { StatusBadge } from "./index.tsx";

it.each(Object.entries(STATUS_LABELS))("says %s in words", (status, label) => {
  const html = htmlOf(<StatusBadge page={testPage("zh")} status={status as ApplicationStatus} />);
  expect(textOf(html)).toBe(label.zh);
});

import type { VNode } from "preact";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { PageContext, Role } from "../page.ts";

/** A page in one state: what the tests render and the preview shows. All persons are invented. */
export interface PageExample {
  /** File name without ending; unique. */
  readonly name: string;
  readonly role: Role | null;
  readonly path: string;
  readonly render: (page: PageContext) => VNode;
}

/** 3 June 2024, 10:30 in Beijing: applications are open. */
export const NOW = Date.parse("2024-06-03T10:30:00+08:00");

const NAMES: Readonly<Record<Role, string>> = {
  guardian: "应晓岚",
  clerk: "窗口 3 号",
  bureau: "胡立新",
  school: "大司巷小学",
  supervisor: "公证处 程远",
  contributor: "公证处 方正平",
};

export const examplePage = (
  { role, path }: Pick<PageExample, "role" | "path">,
  language: Language,
  elder = false,
): PageContext => ({
  language,
  city: text("永康市", "Yongkang"),
  path,
  csrfToken: "token-of-the-session",
  idempotencyKey: "c2FtcGxlLWtleQ",
  user: role === null ? null : { name: NAMES[role], role },
  elder,
  now: NOW,
});

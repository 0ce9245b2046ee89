import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "@yangguang/core/domain/text.ts";
import { examplePage } from "../examples/page-example.ts";
import type { PageContext } from "../page.ts";

/** A page's context for a test: a guardian reads English, unless said otherwise. */
export const testPage = (language: Language = "en", path = "/family"): PageContext =>
  examplePage({ role: "guardian", path }, language);

export const htmlOf = (element: VNode): string => renderToString(element);

import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language, Text } from "@yangguang/core/domain/text.ts";

export type Role = "guardian" | "clerk" | "bureau" | "school" | "supervisor" | "contributor";

/** What every page needs besides its own view. */
export interface PageContext {
  readonly language: Language;
  readonly city: Text;
  /** Path and query of this page: the language and elder switches come back to it. */
  readonly path: string;
  readonly csrfToken: string;
  /** Random and fresh for each rendered page; every form appends its own id to it. */
  readonly idempotencyKey: string;
  readonly user: { readonly name: string; readonly role: Role } | null;
  /** Large type and fewer things. */
  readonly elder: boolean;
  /** What the last action did, shown once at the top of the page. */
  readonly notice?: PageNotice;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface PageNotice {
  readonly tone: Tone;
  readonly message: Text;
}

export type Tone = "good" | "info" | "warning" | "bad" | "neutral";

export interface PageProps<View> {
  readonly view: View;
  readonly page: PageContext;
}

/** A whole HTML document; all text is escaped by the renderer. */
export const renderPage = (element: VNode): string => `<!doctype html>\n${renderToString(element)}`;

/** Words in the page's language. */
export const say = (page: Pick<PageContext, "language">, words: Text): string =>
  words[page.language];

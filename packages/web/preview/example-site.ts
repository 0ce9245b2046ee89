import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { Language } from "@yangguang/core/domain/text.ts";
import { DESKTOP, PHONE } from "../../../e2e/support/browser.ts";
import { bundles } from "../bundles.ts";
import { pageExamples } from "../examples/index.ts";
import { examplePage } from "../examples/page-example.ts";
import { renderPage } from "../page.ts";

const ORIGIN = "http://preview.test";
const STATIC = fileURLToPath(new URL("../static/", import.meta.url));

export interface Look {
  readonly language: Language;
  readonly wide: boolean;
  readonly elder: boolean;
  readonly dark: boolean;
}

export const exampleAddress = (name: string): string => `${ORIGIN}/${name}`;

/**
 * A browser page that finds every example under its name, served with the product's own security
 * policy. `complain` hears of errors: of scripts, of files that are missing, of the policy.
 */
export async function openExampleSite(
  browser: Browser,
  look: Look,
  complain: (words: string) => void,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: look.wide ? DESKTOP : PHONE,
    colorScheme: look.dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complain(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complain(`${page.url()}: ${error.message}`));
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith("/static/")) return route.fulfill(staticFile(pathname));
    const example = pageExamples.find(({ name }) => pathname === `/${name}`);
    if (example === undefined) return route.fulfill({ status: 404, body: "" });
    return route.fulfill({
      body: renderPage(example.render(examplePage(example, look.language, look.elder))),
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": "default-src 'self'; img-src 'self' data:" },
    });
  });
  return page;
}

function staticFile(pathname: string): { readonly body: Buffer; readonly contentType: string } {
  const file = pathname.slice("/static/".length);
  // Examples show what the server writes; scripts that go on from there have nobody to ask here.
  if (Object.hasOwn(bundles, file)) return { body: Buffer.from(""), contentType: typeOf(file) };
  return { body: readFileSync(join(STATIC, file)), contentType: typeOf(file) };
}

function typeOf(file: string): string {
  if (file.endsWith(".css")) return "text/css";
  if (file.endsWith(".js")) return "text/javascript";
  return "image/svg+xml";
}

/** By how many pixels the page is wider than its window: 0 where nothing is cut off. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import type { Language } from "@yangguang/core/domain/text.ts";
import { pageExamples } from "../examples/index.ts";
import type { PageExample } from "../examples/page-example.ts";
import { examplePage } from "../examples/page-example.ts";
import { renderPage } from "../page.ts";
import { DESKTOP, PHONE, launchBrowser } from "../../../e2e/support/browser.ts";

const ORIGIN = "http://preview.test";
const STATIC = fileURLToPath(new URL("../static/", import.meta.url));

interface Look {
  readonly language: Language;
  readonly wide: boolean;
  readonly elder: boolean;
  readonly dark: boolean;
}

/** Photographs the pages named (all, if none is) in one look, and prints what axe finds. */
export async function preview(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      english: { type: "boolean", default: false },
      wide: { type: "boolean", default: false },
      elder: { type: "boolean", default: false },
      dark: { type: "boolean", default: false },
    },
  });
  const [out = "preview-pictures", ...names] = positionals;
  const { english, ...rest } = values;
  const look: Look = { language: english ? "en" : "zh", ...rest };
  mkdirSync(out, { recursive: true });
  const chosen = pageExamples.filter(({ name }) => names.length === 0 || names.includes(name));
  const browser = await launchBrowser();
  try {
    const page = await openPage(browser, look, chosen);
    for (const example of chosen) await photograph(page, example, out);
  } finally {
    await browser.close();
  }
}

/** A page that finds every example under its name, with the product's own security policy. */
async function openPage(
  browser: Browser,
  look: Look,
  examples: readonly PageExample[],
): Promise<Page> {
  const context = await browser.newContext({
    viewport: look.wide ? DESKTOP : PHONE,
    colorScheme: look.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.log(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.log(`${page.url()}: ${error.message}`));
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith("/static/")) {
      const file = pathname.slice("/static/".length);
      return route.fulfill({ body: readFileSync(join(STATIC, file)), contentType: typeOf(file) });
    }
    const example = examples.find(({ name }) => pathname === `/${name}`);
    if (example === undefined) return route.fulfill({ status: 404, body: "" });
    return route.fulfill({
      body: renderPage(example.render(examplePage(example, look.language, look.elder))),
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": "default-src 'self'; img-src 'self' data:" },
    });
  });
  return page;
}

async function photograph(page: Page, { name }: PageExample, out: string): Promise<void> {
  await page.goto(`${ORIGIN}/${name}`);
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  if (overflow > 0) console.log(`${name}: ${overflow} px wider than the screen`);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const violation of violations) {
    const where = violation.nodes.map((node) => node.target.join(" ")).join("; ");
    console.log(`${name}: axe ${violation.id}: ${where}`);
  }
}

function typeOf(file: string): string {
  if (file.endsWith(".css")) return "text/css";
  if (file.endsWith(".js")) return "text/javascript";
  return "image/svg+xml";
}

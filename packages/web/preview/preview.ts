import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { launchBrowser } from "../../../e2e/support/browser.ts";
import { pageExamples } from "../examples/index.ts";
import { exampleAddress, openExampleSite, overflowOf } from "./example-site.ts";

/** Photographs the pages named (all, if none is) in one look, and prints what is wrong with them. */
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
  const [folder = "preview", ...names] = positionals;
  const { english, ...look } = values;
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    const page = await openExampleSite(
      browser,
      { language: english ? "en" : "zh", ...look },
      console.log,
    );
    for (const { name } of pageExamples) {
      if (names.length === 0 || names.includes(name)) await photograph(page, name, folder);
    }
  } finally {
    await browser.close();
  }
}

async function photograph(page: Page, name: string, folder: string): Promise<void> {
  await page.goto(exampleAddress(name));
  const overflow = await overflowOf(page);
  if (overflow > 0) console.log(`${name}: ${overflow} px wider than the screen`);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  for (const violation of violations) {
    const where = violation.nodes.map((node) => node.target.join(" ")).join("; ");
    console.log(`${name}: axe ${violation.id}: ${where}`);
  }
}

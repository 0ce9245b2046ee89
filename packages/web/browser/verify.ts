import type { Evidence, VerifyReport } from "@yangguang/core/verify/report.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { ReceiptReport } from "@yangguang/core/verify/verify-receipt.ts";
import type { VerifyAnswer, VerifyQuestion } from "./verify-worker.ts";

/*
 * The page “Verify it yourself”. All words stand in the page: this script shows and fills in what
 * the worker finds.
 */

const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const say = (text: Text): string => text[language];

const part = (name: string): HTMLElement => {
  const found = document.querySelector(`[data-verify="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no part "${name}"`);
  return found;
};

const show = (name: string, shown: boolean): void => {
  part(name).hidden = !shown;
};

const VERDICTS = ["holds", "fails", "so-far", "void", "receipt-holds", "receipt-fails"];

async function start(): Promise<void> {
  const button = part("start");
  const trust = document.querySelector<HTMLInputElement>('[data-verify="trust"]');
  const { folder = "", worker: script = "" } = part("run").dataset;
  button.setAttribute("disabled", "");
  for (const name of [...VERDICTS, "failed", "report"]) show(name, false);
  show("working", true);
  part("checks").replaceChildren();
  const worker = new Worker(script);
  const end = (): void => {
    worker.terminate();
    button.removeAttribute("disabled");
    show("working", false);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<VerifyAnswer>) => {
    if (data.kind === "progress") return tellProgress(data.progress);
    end();
    if (data.kind === "failed") {
      part("why").textContent = data.why;
      return show("failed", true);
    }
    if (data.kind === "receipt") return tellReceipt(data.report);
    tellReport(data.report);
  });
  worker.addEventListener("error", () => {
    end();
    show("failed", true);
  });
  const file = document.querySelector<HTMLInputElement>('[data-verify="receipt"]')?.files?.[0];
  const question: VerifyQuestion = {
    folder,
    trust: trust?.value.trim().toLowerCase() ?? "",
    receipt: file === undefined ? null : new Uint8Array(await file.arrayBuffer()),
  };
  // A worker is no window: it has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(question);
}

function tellProgress({ done, total }: { readonly done: number; readonly total: number }): void {
  const bar = part("progress");
  if (!(bar instanceof HTMLProgressElement) || total <= 1) return;
  bar.max = total;
  bar.value = done;
}

function tellReceipt({ verdict, checks }: ReceiptReport): void {
  show(`receipt-${verdict}`, true);
  show("conclusions", false);
  tellChecks(checks);
}

function tellChecks(checks: readonly Evidence<string>[]): void {
  part("checks").replaceChildren(...checks.map(rowOf));
  // What does not agree is shown at once; what agrees, to whoever asks.
  part("details").toggleAttribute(
    "open",
    checks.some(({ result }) => result === "fails"),
  );
  show("report", true);
  part("report").focus();
}

function tellReport({ verdict, checks, proved, notProved }: VerifyReport): void {
  show(verdict === "holds-so-far" ? "so-far" : verdict, true);
  show("conclusions", true);
  tellChecks(checks);
  fill("proved", proved);
  fill("not-proved", notProved);
}

const fill = (name: string, texts: readonly Text[]): void => {
  part(name).replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = say(text);
      return item;
    }),
  );
};

/** One check, from the page's own template: what was computed, from what, expected and found. */
function rowOf({
  check,
  result,
  recomputed,
  from,
  expected,
  found,
  message,
}: Evidence<string>): Node {
  const template = part("row");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("the page has no template");
  const row = template.content.cloneNode(true) as DocumentFragment;
  const put = (name: string, text: string): void => {
    const cell = row.querySelector(`[data-cell="${name}"]`);
    if (cell !== null) cell.textContent = text;
  };
  for (const badge of row.querySelectorAll<HTMLElement>("[data-result]")) {
    badge.hidden = badge.dataset["result"] !== result;
  }
  put("check", check);
  put("recomputed", say(recomputed));
  put("message", say(message));
  put("from", from.join(", "));
  put("expected", expected);
  put("found", found);
  for (const long of row.querySelectorAll<HTMLElement>("[data-if]")) {
    long.hidden = (long.dataset["if"] === "expected" ? expected : found) === "";
  }
  return row;
}

show("no-script", false);
show("run", true);
part("start").addEventListener("click", () => void start());

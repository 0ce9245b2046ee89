import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Panel } from "../contributors/views.ts";

/** Panels that may pass by themselves. */
const PASSING: ReadonlySet<string> = new Set(["offline", "unwitnessed", "start"]);

/**
 * A contributor's page as its script sees it. The server wrote all words; this shows those that fit.
 */
export class ContributorScreen {
  readonly #root: HTMLElement;
  #panel = "start";

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  get id(): string {
    return this.#root.dataset["contributor"] ?? "";
  }

  /** Whether what is shown may pass without anybody doing anything. */
  get waits(): boolean {
    return PASSING.has(this.#panel);
  }

  get csrf(): string {
    return this.#root.querySelector<HTMLElement>("[data-csrf]")?.dataset["csrf"] ?? "";
  }

  address(of: "ceremony" | "entries" | "events"): string {
    const holder = this.#root.dataset[of] ?? this.#find(`[data-${of}]`)?.dataset[of];
    return holder ?? "";
  }

  show(panel: Panel, absent: readonly string[] = []): void {
    this.#panel = panel;
    for (const one of this.#all("[data-panel]")) one.hidden = one.dataset["panel"] !== panel;
    for (const line of this.#all("[data-of]")) {
      line.hidden = !absent.includes(line.dataset["of"] ?? "");
    }
    const others = this.#find("[data-absent]");
    if (others !== null) others.hidden = absent.length === 0;
    this.#message("");
  }

  /** A refusal, in the page's language. */
  say({ message }: Failure): void {
    this.#message(this.#root.dataset["language"] === "en" ? message.en : message.zh);
  }

  #message(words: string): void {
    const line = this.#find("[data-message]");
    if (line === null) return;
    line.textContent = words;
    line.hidden = words === "";
  }

  /** One of the sentences about the device's file. */
  tell(said: string): void {
    for (const one of this.#all("[data-said]")) one.hidden = one.dataset["said"] !== said;
    this.#find("[data-device]")?.setAttribute("open", "");
  }

  busy(is: boolean): void {
    this.#root.setAttribute("aria-busy", String(is));
  }

  onAct(act: (what: string, about: string) => void): void {
    this.#root.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
      if (button !== null) act(button.dataset["do"] ?? "", button.dataset["about"] ?? "");
    });
  }

  /** Whether a button for it is in sight. */
  offers(what: string, about: string): boolean {
    return this.#all(`[data-do="${what}"]`).some(
      (button) => (button.dataset["about"] ?? "") === about && button.closest("[hidden]") === null,
    );
  }

  onFile(read: (text: string) => void): void {
    const input = this.#root.querySelector<HTMLInputElement>("input[type=file]");
    const readChosen = async (): Promise<void> => {
      const text = await input?.files?.[0]?.text();
      if (input === null || text === undefined) return;
      // The same file may be chosen again.
      input.value = "";
      read(text);
    };
    input?.addEventListener("change", () => void readChosen());
  }

  download(file: Blob, name: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #find(selector: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(selector);
  }

  #all(selector: string): readonly HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>(selector)];
  }
}

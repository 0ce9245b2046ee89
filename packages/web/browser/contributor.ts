import type { Failure } from "@yangguang/core/domain/result.ts";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import {
  commitShares,
  deviceText,
  judgeShares,
  newDevice,
  openShareOf,
  readDevice,
  registration,
  revealSecret,
} from "@yangguang/core/draw/contributor.ts";
import { theOnly } from "@yangguang/core/draw/ceremony-state.ts";
import type { LogEntry } from "@yangguang/core/log/entries.ts";
import type { CeremonyData, CheckedRun } from "./ceremony-data.ts";
import { checkRun, cosignedIn } from "./ceremony-data.ts";
import { refresh, watch } from "./live.ts";
import type { Memory } from "./memory.ts";
import { memoryOf, mergeDevices } from "./memory.ts";
import { ContributorScreen } from "./screen.ts";
import { standingOf } from "./standing.ts";

/**
 * A contributor's device. The server's word is checked entry by entry; keys and secrets are made
 * here, kept in this browser, and never sent before their time. Each step may be taken again.
 */

/** Lost connections come back; the page looks again so often. */
const AGAIN_MS = 5000;
/** What happens within it is looked at once. */
const SPREAD_MS = 1000;

interface Look extends CheckedRun {
  readonly data: CeremonyData;
  readonly memory: Memory;
}

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

class Contributor {
  readonly #screen: ContributorScreen;
  #last: Look | undefined;
  /** One thing at a time, in their order. */
  #turn: Promise<void> = Promise.resolve();
  #lookDue = false;

  constructor(screen: ContributorScreen) {
    this.#screen = screen;
  }

  start(): void {
    this.#screen.onAct((act, about) => void this.#act(act, about));
    this.#screen.onFile((text) => this.#import(text));
    watch(this.#screen.address("events"), SPREAD_MS, () => void this.look());
    setInterval(() => {
      if (this.#screen.waits) void this.look();
    }, AGAIN_MS);
    void this.look();
  }

  /** Reads the log, checks it, says what is awaited, and does what needs no decision. */
  async look(): Promise<void> {
    if (this.#lookDue) return;
    this.#lookDue = true;
    await this.#inTurn(async () => {
      this.#lookDue = false;
      const refreshed = await refresh();
      if (refreshed !== "done") return this.#screen.show(refreshed);
      if (await this.#read()) await this.#judge();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#after(this.#turn, work);
    return this.#turn;
  }

  async #after(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    await before;
    this.#screen.busy(true);
    try {
      await work();
    } catch {
      // Broken off half-way: as with a lost connection, it looks again by itself.
      this.#screen.show("offline");
    } finally {
      this.#screen.busy(false);
    }
  }

  /** False where there is nothing to go on with; the screen says why. */
  async #read(): Promise<boolean> {
    const data = await this.#fetchData();
    if (data === undefined) {
      this.#screen.show("offline");
      return false;
    }
    const checked = checkRun(data);
    if (!checked.ok) {
      this.#screen.show("broken");
      this.#screen.say(checked.error);
      return false;
    }
    const memory = memoryOf(localStorage, data.run, this.#screen.id);
    if (!memory.sawBefore(checked.value.texts)) {
      this.#screen.show("rewritten");
      return false;
    }
    this.#last = { ...checked.value, data, memory };
    this.#show(this.#last);
    return true;
  }

  async #fetchData(): Promise<CeremonyData | undefined> {
    try {
      const reply = await fetch(this.#screen.address("ceremony"), { cache: "no-store" });
      return reply.ok ? ((await reply.json()) as CeremonyData) : undefined;
    } catch {
      return undefined;
    }
  }

  #show({ state, data, memory }: Look): void {
    const { panel, absent } = standingOf(state, this.#screen.id, memory.load(), cosignedIn(data));
    this.#screen.show(panel, absent);
  }

  /** Shares that others dealt are checked and answered without being asked. */
  async #judge(): Promise<void> {
    const look = this.#last;
    const device = look?.memory.load();
    if (look === undefined || device === undefined) return;
    if (!cosignedIn(look.data)("freeze") || theOnly(look.state, "cset") !== undefined) return;
    const judged = judgeShares(device, look.state);
    if (!judged.ok || judged.value.length === 0) return;
    await this.#send(judged.value);
  }

  async #act(act: string, about: string): Promise<void> {
    if (act === "export") return this.#export();
    if (act === "look") return this.look();
    await this.#inTurn(async () => {
      const before = this.#last;
      // The second half of a double click finds that the first has done it.
      if (before === undefined || !this.#screen.offers(act, about)) return;
      const entries = await this.#locked(() => this.#entriesFor(act, about, before));
      if (entries.length > 0) await this.#send(entries);
    });
  }

  /** Two tabs of one browser share one memory: they take turns where the browser can see to it. */
  async #locked<Value>(work: () => Value): Promise<Value> {
    // Browsers have it only on secure pages.
    const locks: LockManager | undefined = navigator.locks;
    return locks === undefined ? work() : locks.request("yangguang/contributor", work);
  }

  #entriesFor(act: string, about: string, { state, memory, data }: Look): readonly LogEntry[] {
    const known = memory.load();
    if (act === "register") {
      const device = known ?? newDevice(data.run, this.#screen.id, random);
      return this.#kept(memory, device) ? [registration(device)] : [];
    }
    if (known === undefined) return [];
    if (act === "commit") {
      const made = commitShares(known, state, random);
      if (!made.ok) return this.#refused(made.error);
      return this.#kept(memory, made.value.device) ? [made.value.entry] : [];
    }
    const made = act === "open" ? openShareOf(known, state, about) : revealSecret(known, state);
    return made.ok ? [made.value] : this.#refused(made.error);
  }

  #kept(memory: Memory, device: ContributorDevice): boolean {
    const kept = memory.keep(device);
    if (!kept) this.#screen.show("no-storage");
    return kept;
  }

  #refused(failure: Failure): readonly LogEntry[] {
    this.#screen.say(failure);
    return [];
  }

  /** Sends entries one after another, then looks at what the log makes of them. */
  async #send(entries: readonly LogEntry[]): Promise<void> {
    for (const entry of entries) {
      const answer = await this.#post(entry);
      if (answer === "sent") continue;
      if (answer === "offline" || answer === "signed-out") return this.#screen.show(answer);
      await refresh();
      if (await this.#read()) this.#screen.say(answer);
      return;
    }
    await refresh();
    await this.#read();
  }

  async #post(entry: LogEntry): Promise<"sent" | "offline" | "signed-out" | Failure> {
    // The token may be of an older sign-in of this browser: once more with the present one.
    for (const tries of [1, 2]) {
      let reply: Response;
      try {
        reply = await fetch(this.#screen.address("entries"), {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ csrf: this.#screen.csrf, entry }),
        });
      } catch {
        return "offline";
      }
      if (reply.ok) return "sent";
      if (reply.status === 401) return "signed-out";
      if (reply.headers.get("content-type")?.startsWith("application/json") === true) {
        return ((await reply.json()) as { readonly failure: Failure }).failure;
      }
      if (reply.status !== 403 || tries === 2) return "offline";
      const refreshed = await refresh();
      if (refreshed !== "done") return refreshed;
    }
    return "offline";
  }

  #export(): void {
    const look = this.#last;
    const device = look?.memory.load();
    if (device === undefined) return this.#screen.tell("nothing-to-export");
    const file = new Blob([deviceText(device)], { type: "application/json" });
    this.#screen.download(file, `yangguang-${device.run.replaceAll("/", "-")}-${device.id}.json`);
    this.#screen.tell("exported");
  }

  #import(text: string): void {
    const look = this.#last;
    const read = readDevice(text);
    if (!read.ok) return this.#screen.say(read.error);
    if (
      look === undefined ||
      read.value.run !== look.data.run ||
      read.value.id !== this.#screen.id
    ) {
      return this.#screen.tell("other-file");
    }
    if (!this.#kept(look.memory, mergeDevices(look.memory.load(), read.value))) return;
    this.#screen.tell("imported");
    void this.look();
  }
}

/** What core uses and older browsers lack. */
const isModern = (): boolean =>
  "toSorted" in Array.prototype &&
  "isWellFormed" in String.prototype &&
  "getRandomValues" in crypto;

const root = document.querySelector<HTMLElement>("[data-contributor]");
if (root !== null) {
  const screen = new ContributorScreen(root);
  if (isModern()) new Contributor(screen).start();
  else screen.show("old-browser");
}

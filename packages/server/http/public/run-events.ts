import { PassThrough } from "node:stream";

/** Between two looks for all listeners together. */
const LOOK_MS = 1000;
/** Proxies take a connection on which nothing comes for dead. */
const HEARTBEAT_MS = 15_000;
/** Browsers that lost us come back after so long. */
const RETRY_MS = 3000;
const MOST_LISTENERS = 5000;
/** Whoever does not read what was sent is let go, and comes back. */
const MOST_UNREAD_BYTES = 16_384;

interface Listener {
  readonly stream: PassThrough;
  /** The mark that it was told last. */
  told: string;
}

/**
 * Tells all who listen when the run has moved on: server-sent events (WHATWG HTML, 9.2), whose data
 * is the run's mark. Looks once a second, for all together, and only while somebody listens.
 */
export class RunEvents {
  readonly #look: () => Promise<string>;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #beat = 0;
  #stopped = false;

  /** @param look gives the present mark */
  constructor(look: () => Promise<string>) {
    this.#look = look;
  }

  /** What to send to one more listener; undefined where there are too many, or we stop. */
  listen(): PassThrough | undefined {
    if (this.#stopped || this.#listeners.size >= MOST_LISTENERS) return undefined;
    const listener = { stream: new PassThrough(), told: "" };
    listener.stream.write(`retry: ${RETRY_MS}\n\n`);
    listener.stream.once("close", () => this.#listeners.delete(listener));
    this.#listeners.add(listener);
    this.#lookAgain();
    return listener.stream;
  }

  /** Ends all streams, so that the server can close. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const { stream } of this.#listeners) stream.end();
    this.#listeners.clear();
  }

  #lookAgain(): void {
    if (this.#timer !== undefined || this.#stopped || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      void this.#tick().finally(() => {
        this.#timer = undefined;
        this.#lookAgain();
      });
    }, LOOK_MS);
  }

  async #tick(): Promise<void> {
    // While the database is away there is no news; readiness tells of that.
    const mark = await this.#look().catch(() => undefined);
    this.#beat += LOOK_MS;
    const isBeat = this.#beat >= HEARTBEAT_MS;
    if (isBeat) this.#beat = 0;
    for (const listener of this.#listeners) {
      if (listener.stream.writableLength > MOST_UNREAD_BYTES) listener.stream.destroy();
      else if (mark !== undefined && listener.told !== mark) {
        listener.told = mark;
        listener.stream.write(`data: ${mark}\n\n`);
      } else if (isBeat) listener.stream.write(": still here\n\n");
    }
  }
}

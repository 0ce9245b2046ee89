import type { Failure } from "@yangguang/core/domain/result.ts";

type Stop = () => Promise<void>;

/** What has been started, so that it can be stopped in the opposite order, and what may be lost. */
export class Life {
  readonly #stops: Stop[] = [];
  #over = false;
  #lose: (problem: Failure) => void = () => undefined;
  /** The first thing that ended unasked. */
  readonly lost = new Promise<Failure>((resolve) => {
    this.#lose = resolve;
  });

  /** Whatever is started while everything is being stopped is stopped at once. */
  async atEnd(stop: Stop): Promise<void> {
    if (this.#over) await stop();
    else this.#stops.push(stop);
  }

  endsWith(loss: Promise<Failure>): void {
    void loss.then((problem) => this.#lose(problem));
  }

  async end(): Promise<void> {
    this.#over = true;
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) {
      await stop();
    }
  }
}

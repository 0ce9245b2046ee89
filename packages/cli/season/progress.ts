import type { Language, Text } from "@yangguang/core/domain/text.ts";
import { SingleBar } from "cli-progress";
import type { PhaseTiming } from "./run-result.ts";

/** Shows how far a long command has come, phase by phase, and keeps how long each took. */
export interface Progress {
  /** Begins a phase of `total` things (null: nobody knows yet) and ends the one before it. */
  readonly begin: (phase: Text, total: number | null) => void;
  readonly update: (done: number) => void;
  /** Ends the last phase. */
  readonly end: () => void;
  readonly timings: () => readonly PhaseTiming[];
}

export interface ProgressSettings {
  readonly stream: NodeJS.WriteStream;
  readonly language: Language;
  /** Milliseconds, of any start. */
  readonly clock: () => number;
}

/** Without a terminal a line at most this often; logs stay readable. */
const LINE_EVERY_MS = 2000;

interface Phase {
  readonly name: string;
  readonly total: number | null;
  readonly start: number;
  done: number;
}

/** A bar on a terminal, plain lines elsewhere. */
export function makeProgress({ stream, language, clock }: ProgressSettings): Progress {
  const timings: PhaseTiming[] = [];
  const show = stream.isTTY ? barDisplay(stream) : lineDisplay(stream, clock);
  let current: Phase | null = null;
  const finish = (): void => {
    if (current === null) return;
    const seconds = (clock() - current.start) / 1000;
    timings.push({ phase: current.name, seconds });
    show.end(current, seconds);
    current = null;
  };
  return {
    begin(phase, total) {
      finish();
      current = { name: phase[language], total, start: clock(), done: 0 };
      show.begin(current);
    },
    update(done) {
      if (current === null) return;
      current.done = done;
      show.update(current);
    },
    end: finish,
    timings: () => timings,
  };
}

interface Display {
  readonly begin: (phase: Phase) => void;
  readonly update: (phase: Phase) => void;
  readonly end: (phase: Phase, seconds: number) => void;
}

function barDisplay(stream: NodeJS.WriteStream): Display {
  let bar: SingleBar | null = null;
  return {
    begin({ name, total }) {
      bar = new SingleBar({
        stream,
        format:
          total === null
            ? `${name} {value} {duration_formatted}`
            : `${name} {bar} {value}/{total} {duration_formatted}`,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        hideCursor: true,
      });
      bar.start(total ?? 1, 0);
    },
    update({ done }) {
      bar?.update(done);
    },
    end({ total, done }) {
      bar?.update(total ?? done);
      bar?.stop();
      bar = null;
    },
  };
}

function lineDisplay(stream: NodeJS.WriteStream, clock: () => number): Display {
  let last = 0;
  const line = ({ name, done, total }: Phase, seconds: number): void => {
    stream.write(`${name} ${done}${total === null ? "" : `/${total}`} ${seconds.toFixed(1)} s\n`);
  };
  return {
    begin() {
      last = clock();
    },
    update(phase) {
      if (phase.done === phase.total || clock() - last < LINE_EVERY_MS) return;
      last = clock();
      line(phase, (last - phase.start) / 1000);
    },
    end(phase, seconds) {
      line({ ...phase, done: phase.total ?? phase.done }, seconds);
    },
  };
}

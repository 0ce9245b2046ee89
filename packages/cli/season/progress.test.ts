import { text } from "@yangguang/core/domain/text.ts";
import { expect, test } from "vitest";
import { makeProgress } from "./progress.ts";

/** What a log file would receive; no terminal. */
function logStream() {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (line: string) => lines.push(line) > 0 };
  return { lines, stream: stream as unknown as NodeJS.WriteStream };
}

test("without a terminal: few lines, each phase ended with its time", () => {
  let now = 0;
  const { lines, stream } = logStream();
  const progress = makeProgress({ stream, language: "zh", clock: () => now });
  progress.begin(text("读取", "Read"), 3000);
  for (let done = 1; done <= 3000; done += 1) {
    now += 1;
    progress.update(done);
  }
  now += 500;
  progress.begin(text("写出", "Write"), null);
  progress.update(10);
  now += 250;
  progress.end();
  expect(lines).toEqual(["读取 2000/3000 2.0 s\n", "读取 3000/3000 3.5 s\n", "写出 10 0.3 s\n"]);
  expect(progress.timings()).toEqual([
    { phase: "读取", seconds: 3.5 },
    { phase: "写出", seconds: 0.25 },
  ]);
});

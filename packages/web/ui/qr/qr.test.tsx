import { expect, it } from "vitest";
import { named } from "../../testing/html.ts";
import { htmlOf } from "../../testing/render.ts";
import { QrCode } from "./index.tsx";

/** The dark modules as the path draws them. */
const modules = (url: string): ReadonlySet<string> => {
  const dark = named(htmlOf(<QrCode url={url} label="QR" />), "path").at(-1)?.attributes["d"] ?? "";
  return new Set([...dark.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`));
};

it("draws the three finder patterns inside its quiet border", () => {
  const dark = modules("https://rx.example.cn/results/3f2a9c41");
  const size = Math.max(...[...dark].map((at) => Number(at.split(",")[0]))) + 1;
  for (const [x, y] of [
    [2, 2],
    [size - 7, 2],
    [2, size - 7],
  ] as const) {
    const ring = Array.from({ length: 7 }, (_, step) => `${x + step},${y}`);
    expect(ring.every((at) => dark.has(at))).toBe(true);
    expect(dark.has(`${x + 1},${y + 1}`)).toBe(false);
    expect(dark.has(`${x + 3},${y + 3}`)).toBe(true);
  }
  expect([...dark].some((at) => /^[01],|,[01]$/.test(at))).toBe(false);
});

it("holds what it is given: another address is another picture", () => {
  expect(modules("https://a.example")).not.toEqual(modules("https://b.example"));
});

import { describe, expect, it } from "vitest";
import {
  formatDay,
  formatDistance,
  formatDuration,
  formatInstant,
  formatNumber,
} from "./format.ts";

const zh = { language: "zh" } as const;
const en = { language: "en" } as const;
const MINUTE = 60_000;

describe("format", () => {
  it("gives instants in Beijing time", () => {
    expect(formatInstant(zh, "2024-06-10T16:30:00Z")).toBe("2024年6月11日 00:30");
    expect(formatInstant(en, "2024-06-10T16:30:00Z")).toBe("11 June 2024 at 00:30");
  });

  it("gives days as they stand, in no time zone", () => {
    expect(formatDay(zh, "2018-03-02")).toBe("2018年3月2日");
    expect(formatDay(en, "2018-03-02")).toBe("2 March 2018");
  });

  it("gives durations in their two largest units", () => {
    expect(formatDuration(zh, (26 * 60 + 5) * MINUTE)).toBe("1 天 2 小时");
    expect(formatDuration(en, 61 * MINUTE)).toBe("1 hour 1 minute");
    expect(formatDuration(en, -5 * MINUTE)).toBe("0 minutes");
  });

  it("gives distances in metres below a kilometre", () => {
    expect(formatDistance(zh, 994)).toBe("990 米");
    expect(formatDistance(en, 1250)).toBe("1.3 km");
  });

  it("groups thousands", () => {
    expect(formatNumber(zh, 4365)).toBe("4,365");
  });
});

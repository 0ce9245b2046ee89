import { expect, test } from "vitest";
import { openTestSeason, startTestPlatform } from "../testing/platform.ts";
import { brokenAnnouncements } from "./announced.ts";

test("what a run announced and the platform no longer is, is told", async () => {
  const platform = await startTestPlatform();
  await openTestSeason(platform);
  const { services } = platform;
  const told = async (change: object) => {
    const publicLog = { ...services.publicLog, ...change };
    return (await brokenAnnouncements({ ...services, publicLog })).map(({ code }) => code);
  };
  const seen = [
    await told({}),
    await told({ trust: "1".repeat(64) }),
    await told({ build: "1".repeat(64) }),
  ];
  await platform.stop();
  expect(seen).toEqual([[], ["log.other-trust"], ["log.other-build"]]);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { brandAs } from "@yangguang/core/domain/ids.ts";
import type { ZoneId } from "@yangguang/core/domain/ids.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { makeKeyring } from "../../keys/keyring.ts";
import { PLATFORM_ALONE } from "@yangguang/core/domain/season.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { PLATFORM } from "../../services/act.ts";
import { publishPolicy } from "../../services/season-acts.ts";
import type { TestPlatform } from "../../testing/platform.ts";
import {
  POLICY_SOURCE,
  SEASON,
  startTestPlatform,
  TIMETABLE,
  unwrap,
} from "../../testing/platform.ts";
import type { TestSite, Visitor } from "../../testing/site.ts";
import { startTestSite } from "../../testing/site.ts";
import { makeGrid } from "../../zones/grid.ts";
import type { ZoneMap } from "../../zones/zone-index.ts";
import { policyView } from "./policy-view.ts";

const ORIGIN = { lon: 120.03, lat: 28.9 };
const grid = makeGrid(ORIGIN);

/** Two squares of one kilometre, side by side, with a road that runs through both. */
function square(zone: string, name: string, west: number) {
  const corners = [
    [0, 0],
    [1000, 0],
    [1000, 1000],
    [0, 1000],
    [0, 0],
  ] as const;
  const ring = corners.map(([east, north]) => {
    const { lon, lat } = grid.lonLatOf([west + east, north]);
    return [lon, lat];
  });
  return {
    type: "Feature" as const,
    properties: { zone: brandAs<ZoneId>(zone), name: text(name, name) },
    geometry: { type: "Polygon" as const, coordinates: [ring] },
  };
}

const house = (place: string, number: number, east: number) => ({
  place,
  number,
  unit: "号" as const,
  ...grid.lonLatOf([east, 500]),
});

const ZONE_MAP: ZoneMap = {
  zones: {
    type: "FeatureCollection",
    features: [square("Z01", "解放街", 0), square("Z02", "大司巷", 1000)],
  },
  addressBook: [house("松石西路", 1, 900), house("松石西路", 2, 1100), house("花园路", 8, 300)],
  gridOrigin: ORIGIN,
  region: ["浙江省", "金华市", "永康市"],
};

let platform: TestPlatform;
let site: TestSite;
let visitor: Visitor;

beforeAll(async () => {
  platform = await startTestPlatform();
  const season = {
    id: SEASON,
    run: "永康/2024/primary/1",
    policySource: POLICY_SOURCE,
    timetable: TIMETABLE,
    zoneMap: ZONE_MAP,
  };
  unwrap(await publishPolicy(platform.services, season, PLATFORM));
  site = await startTestSite(platform.services);
  visitor = await site.visitor(null);
});

afterAll(async () => {
  await site.stop();
  await platform.stop();
});

const ask = (address: string) => visitor.open(`/zones?address=${encodeURIComponent(address)}`);

describe("the look-up of a zone", () => {
  test("begins with the map alone", async () => {
    const page = await visitor.open("/zones");
    expect(page.status).toBe(200);
    expect(page.html.match(/<path class="zone"/g)).toHaveLength(2);
    expect(page.html).not.toContain('class="pin"');
  });

  test("finds an address with its zone, its schools and its place on the map", async () => {
    const page = await ask("浙江省永康市花园路8号");
    expect(page.text).toContain("解放街");
    expect(page.text).toContain("解放小学");
    expect(page.text).toContain("大司巷小学");
    expect(page.text).not.toContain("民主小学");
    expect(page.html).toContain('class="zone found"');
    expect(page.html).toContain('class="pin"');
  });

  test("asks for the number where a road runs through two zones", async () => {
    const page = await ask("松石西路");
    expect(page.text).toContain("经过不止一个施教区");
    expect(page.html).toContain(`address=${encodeURIComponent("松石西路1号")}`);
    expect(page.html).toContain(`address=${encodeURIComponent("松石西路2号")}`);
  });

  test("says so where it knows no such place, and keeps what was typed", async () => {
    const page = await ask("<b>龙川路</b>1号");
    expect(page.status).toBe(200);
    expect(page.text).toContain("地址库中没有");
    expect(page.html).not.toContain("<b>龙川路");
    expect(page.html).toContain('value="&lt;b>龙川路&lt;/b>1号"');
  });

  test("refuses other cities", async () => {
    expect((await ask("杭州市花园路8号")).text).toContain("不在永康市");
  });
});

describe("what the bureau publishes", () => {
  test.each([
    "/",
    "/policy",
    "/how",
    "/schools",
    "/results",
    "/cutoffs",
    "/run",
    "/ui",
    "/sign-in",
  ])("%s is open to all, in both languages", async (path) => {
    const page = await visitor.open(path);
    expect(page.status).toBe(200);
    await visitor.open("/preferences?language=en");
    const english = await visitor.open(path);
    expect(english.html).toContain('<html lang="en"');
    expect(english.text).not.toBe(page.text);
    await visitor.open("/preferences?language=zh");
  });

  test("the policy's page says every category, step and source", async () => {
    const { text: words } = await visitor.open("/policy");
    const policy = unwrap(parsePolicy(POLICY_SOURCE));
    for (const { label } of [...policy.categories, ...policy.steps]) {
      expect(words).toContain(label.zh);
    }
    for (const { title } of policy.sources) expect(words).toContain(title.zh);
    expect(words).toContain("第十一条");
  });

  test("a sign-in never leads to another site", async () => {
    for (const back of [
      "https://elsewhere.example/",
      "//elsewhere.example",
      "/\\elsewhere.example",
    ]) {
      const page = await visitor.open(`/sign-in?back=${encodeURIComponent(back)}`);
      expect(page.html).not.toContain('href="/sign-in/start?back=%2F%2F');
      expect(page.html).not.toMatch(/start\?back=[^"]*elsewhere/);
    }
  });
});

describe("policies in words", () => {
  const folder = new URL("../../../../policies/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

  test.each(files)("%s leaves nothing unsaid", (file) => {
    const policy = unwrap(parsePolicy(readFileSync(new URL(file, folder), "utf8")));
    const view = policyView({
      id: "any",
      run: "any/2024/primary/1",
      state: { ...EMPTY, policyHash: "0".repeat(64) },
      policy,
      policyHash: "0".repeat(64),
      moment: { stage: "published", timetable: policy.timetable, now: 0 },
      keys: makeKeyring(new Uint8Array(32)),
      plan: PLATFORM_ALONE,
    });
    expect(view.categories).toHaveLength(policy.categories.length);
    expect(view.steps).toHaveLength(policy.steps.length);
    for (const { order } of view.steps) expect(order.at(-1)?.en).toContain("lot");
    const said = JSON.stringify(view);
    expect(said).not.toContain("undefined");
    expect(said).not.toContain("[object Object]");
  });

  const EMPTY = {
    stage: "published",
    version: 1,
    timetable: null,
    ceremony: null,
    freeze: null,
    draw: null,
    outcomeHash: null,
  } as const;
});

import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { connectAgencies } from "../agencies/connect.ts";
import { AGENCY_SOURCES } from "../agencies/agency.ts";
import { loadCity } from "./load-city.ts";

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CITY = {
  DEMO_POLICY: fromHere("../../../policies/yongkang-urban-primary-2024.yaml"),
  DEMO_SEED: "1",
  DEMO_CHILDREN: "20",
};

type Side = ChildProcessByStdio<Writable, Readable, Readable>;

const started: Side[] = [];
afterEach(() => {
  for (const side of started.splice(0)) side.kill("SIGKILL");
});

function start(main: string, environment: Readonly<Record<string, string>>): Side {
  const side = spawn(process.execPath, [fromHere(main)], {
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
  });
  started.push(side);
  return side;
}

async function firstLine(side: Side): Promise<unknown> {
  const [line] = (await once(createInterface(side.stdout), "line")) as [string];
  return JSON.parse(line);
}

const exitOf = async (side: Side): Promise<unknown> => {
  if (side.exitCode !== null) return side.exitCode;
  const [code] = await once(side, "exit");
  return code;
};

const AGENCIES = { ...CITY, AGENCIES_HOST: "127.0.0.1" };

describe("the agencies' process", () => {
  test("says where each agency is, answers for the same city, and ends with its parent", async () => {
    const side = start("../agencies/main.ts", AGENCIES);
    const { urls } = (await firstLine(side)) as { urls: Record<string, string> };
    expect(Object.keys(urls).toSorted()).toEqual([...AGENCY_SOURCES].toSorted());

    const { city } = loadCity({ policy: CITY.DEMO_POLICY, seed: 1, children: 20 });
    const [family] = city.families;
    if (family === undefined) throw new Error("no family to try");
    const answer = await connectAgencies(urls, null).household?.fetchFamily(
      family.guardian,
      { purpose: "test", consentRef: "test", correlationId: "test" },
      AbortSignal.timeout(20_000),
    );
    expect(answer).toMatchObject({
      ok: true,
      value: { children: family.children.map(({ name }) => ({ name })) },
    });

    side.stdin.end();
    expect(await exitOf(side)).toBe(0);
  });

  test("ends when told to", async () => {
    const side = start("../agencies/main.ts", AGENCIES);
    await firstLine(side);
    side.kill("SIGTERM");
    expect(await exitOf(side)).toBe(0);
  });

  test.each([
    [{ DEMO_SEED: "" }, "set DEMO_SEED"],
    [{ DEMO_CHILDREN: "many" }, "DEMO_CHILDREN must be a whole number"],
    [{ DEMO_POLICY: "/nowhere.yaml" }, "/nowhere.yaml"],
  ])("does not start with %j, and says why", async (wrong, words) => {
    const side = start("../agencies/main.ts", { ...AGENCIES, ...wrong });
    let complaint = "";
    side.stderr.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    expect(await exitOf(side)).toBe(1);
    expect(complaint).toContain(words);
  });
});

describe("the identity service's process", () => {
  test("says where it is, serves its description there, and ends with its parent", async () => {
    const side = start("../identity-demo/main.ts", {
      ...CITY,
      IDENTITY_HOST: "127.0.0.1",
      IDENTITY_PORT: "0",
      IDENTITY_CLIENT_ID: "yangguang",
      IDENTITY_CLIENT_SECRET: "not-a-secret-of-anybody",
      IDENTITY_REDIRECT_URIS: "http://127.0.0.1:8080/sign-in/callback",
    });
    const { issuer } = (await firstLine(side)) as { issuer: string };
    const description = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect(await description.json()).toMatchObject({ issuer });
    side.stdin.end();
    expect(await exitOf(side)).toBe(0);
  });
});

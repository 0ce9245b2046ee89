import { describe, expect, it } from "vitest";
import type { Environment } from "./config.ts";
import { INSTALL_ROOT, VARIABLES, readConfig } from "./config.ts";

const KEY = "0123456789abcdef".repeat(4);

const REAL: Environment = {
  YANGGUANG_DEMO: "off",
  YANGGUANG_PUBLIC_URL: "https://enrol.example.cn",
  YANGGUANG_POLICY: "/etc/yangguang/policy.yaml",
  YANGGUANG_MASTER_KEY: KEY,
  YANGGUANG_OIDC_ISSUER: "https://id.example.cn",
  YANGGUANG_OIDC_CLIENT_ID: "yangguang",
  YANGGUANG_OIDC_CLIENT_SECRET: "secret",
};

function problems(environment: Environment): readonly string[] {
  const config = readConfig(environment);
  return config.ok ? [] : config.error.map(({ code, place }) => `${code} ${place}`);
}

function accepted(environment: Environment) {
  const config = readConfig(environment);
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return config.value;
}

describe("the configuration", () => {
  it("of a demonstration needs nothing", () => {
    expect(accepted({ HOME: "/home/somebody", PORT: "" })).toEqual({
      outside: undefined,
      host: "127.0.0.1",
      port: { value: 8080, chosen: false },
      publicUrl: undefined,
      databaseUrl: undefined,
      databaseAppUrl: undefined,
      dataDirectory: { value: `${INSTALL_ROOT}/.data`, chosen: false },
      masterKey: undefined,
      logLevel: "warn",
      policy: `${INSTALL_ROOT}/policies/yongkang-urban-primary-2024.yaml`,
      logName: "yangguang.demo/log",
      logSm: false,
    });
  });

  it("for real use takes identities and agencies from outside", () => {
    const { outside } = accepted({
      ...REAL,
      YANGGUANG_AGENCY_SOCIAL_INSURANCE_URL: "https://key:secret@hrss.example.cn/api",
    });
    expect(outside?.oidc).toEqual({
      issuer: "https://id.example.cn",
      clientId: "yangguang",
      clientSecret: "secret",
    });
    expect(outside?.agencies).toEqual({
      "social-insurance": "https://key:secret@hrss.example.cn/api",
    });
  });

  it("tells everything that is wrong at once, in both languages", () => {
    const config = readConfig({
      PORT: "80800",
      DATABASE_URL: "mysql://somewhere/x",
      YANGGUANG_LOG_LEVEL: "loud",
      YANGGUANG_MASTER_KEY: "short",
      YANGGUANG_PUBLIC_URL: "enrol.example.cn",
    });
    const failures = config.ok ? [] : config.error;
    expect(failures.map(({ code, place }) => `${code} ${place}`).toSorted()).toEqual([
      "config.wrong DATABASE_URL",
      "config.wrong PORT",
      "config.wrong YANGGUANG_LOG_LEVEL",
      "config.wrong YANGGUANG_MASTER_KEY",
      "config.wrong YANGGUANG_PUBLIC_URL",
    ]);
    for (const { message, place = "" } of failures) {
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(message.zh).toContain(place);
      expect(message.en).toContain(place);
    }
  });

  it("names what real use lacks", () => {
    expect(problems({ YANGGUANG_DEMO: "off" }).toSorted()).toEqual([
      "config.missing YANGGUANG_MASTER_KEY",
      "config.missing YANGGUANG_OIDC_CLIENT_ID",
      "config.missing YANGGUANG_OIDC_CLIENT_SECRET",
      "config.missing YANGGUANG_OIDC_ISSUER",
      "config.missing YANGGUANG_POLICY",
      "config.missing YANGGUANG_PUBLIC_URL",
    ]);
  });

  it("takes no agency's address without what the platform signs with", () => {
    const open = { ...REAL, YANGGUANG_AGENCY_LEASE_URL: "https://lease.example.cn" };
    expect(problems(open)).toEqual(["config.wrong YANGGUANG_AGENCY_LEASE_URL"]);
  });

  it("refuses real agencies for a demonstration", () => {
    const { YANGGUANG_OIDC_ISSUER } = REAL;
    expect(problems({ YANGGUANG_OIDC_ISSUER })).toEqual(["config.demo YANGGUANG_OIDC_ISSUER"]);
  });

  it("refuses a misspelt setting", () => {
    expect(problems({ YANGGUANG_DATADIR: "/var/lib/yangguang" })).toEqual([
      "config.unknown YANGGUANG_DATADIR",
    ]);
  });

  it("refuses an application's database address without the owner's", () => {
    expect(problems({ YANGGUANG_DATABASE_APP_URL: "postgresql://a:b@c/d" })).toEqual([
      "config.app-url-alone YANGGUANG_DATABASE_APP_URL",
    ]);
  });

  it("never repeats a secret", () => {
    const secrets = {
      DATABASE_URL: "mysql://user:hunter2@somewhere/x",
      YANGGUANG_MASTER_KEY: "hunter2",
    };
    expect(JSON.stringify(readConfig(secrets))).not.toContain("hunter2");
  });

  it.each([
    ["hexadecimal", KEY],
    ["base64", Buffer.from(KEY, "hex").toString("base64")],
    ["base64url", Buffer.from(KEY, "hex").toString("base64url")],
  ])("reads a master key in %s", (_, written) => {
    const { masterKey = new Uint8Array() } = accepted({ YANGGUANG_MASTER_KEY: written });
    expect(Buffer.from(masterKey).toString("hex")).toBe(KEY);
  });

  it("documents each setting", async () => {
    const { readFile } = await import("node:fs/promises");
    const manual = await readFile(`${INSTALL_ROOT}/docs/operations.md`, "utf8");
    expect(VARIABLES.filter((name) => !manual.includes(name))).toEqual([]);
  });
});

import { join, resolve } from "node:path";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import { isKeyName } from "@yangguang/core/log/note-key.ts";
import type { AgencySource } from "./agencies/agency.ts";
import { AGENCY_SOURCES } from "./agencies/agency.ts";
import type { AgencyUrls } from "./agencies/connect.ts";
import type { OidcSettings } from "./http/sign-in.ts";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Of what the world outside gives, what a demonstration brings itself. */
export interface Outside {
  readonly agencies: AgencyUrls;
  readonly oidc: OidcSettings;
  /** A file that names the witnesses of the public log; undefined: nobody watches. */
  readonly witnesses: string | undefined;
  /** Who makes the seed of the draw besides the platform; undefined: nobody. */
  readonly contributors: readonly string[] | undefined;
}

/** A choice that somebody made, or the default. */
export interface Choice<Value> {
  readonly value: Value;
  readonly chosen: boolean;
}

/** Everything that is set from outside, checked; see docs/operations.md. */
export interface Config {
  /** Undefined: a demonstration, with simulated agencies, its own identities and a demo season. */
  readonly outside: Outside | undefined;
  readonly host: string;
  /** A default port that is taken gives way to the next free one; a chosen one does not. */
  readonly port: Choice<number>;
  /** As the browser sees it; undefined: from host and port. */
  readonly publicUrl: URL | undefined;
  /** The owner's, of a server elsewhere; undefined: the embedded server. */
  readonly databaseUrl: URL | undefined;
  readonly databaseAppUrl: URL | undefined;
  readonly dataDirectory: Choice<string>;
  /** 32 bytes; undefined: kept in the data folder. */
  readonly masterKey: Uint8Array | undefined;
  readonly logLevel: LogLevel;
  /** A policy file; its season is opened at the first start. */
  readonly policy: string;
  /** The name of the public log, by which witnesses and verifiers know it. */
  readonly logName: string;
  /** Whether its checkpoints are signed in SM2 and SM3, too. */
  readonly logSm: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 8080;
const MASTER_KEY_BYTES = 32;

/** Where the repository (or the image) stands: the parent of `packages`. */
export const INSTALL_ROOT = resolve(import.meta.dirname, "..", "..");

const DEMO_LOG_NAME = "yangguang.demo/log";
const DEMO_POLICY = join(INSTALL_ROOT, "policies", "yongkang-urban-primary-2024.yaml");

const agencyVariable = (source: AgencySource): string =>
  `YANGGUANG_AGENCY_${source.toUpperCase().replaceAll("-", "_")}_URL`;

const OUTSIDE_VARIABLES: readonly string[] = [
  ...AGENCY_SOURCES.map(agencyVariable),
  "YANGGUANG_OIDC_ISSUER",
  "YANGGUANG_OIDC_CLIENT_ID",
  "YANGGUANG_OIDC_CLIENT_SECRET",
  "YANGGUANG_CONTRIBUTORS",
  "YANGGUANG_WITNESSES",
];

/** Every variable that Yangguang reads. */
export const VARIABLES: readonly string[] = [
  "HOST",
  "PORT",
  "DATABASE_URL",
  "YANGGUANG_DATABASE_APP_URL",
  "YANGGUANG_DATA_DIR",
  "YANGGUANG_DEMO",
  "YANGGUANG_LOG_LEVEL",
  "YANGGUANG_LOG_NAME",
  "YANGGUANG_LOG_SM",
  "YANGGUANG_MASTER_KEY",
  "YANGGUANG_POLICY",
  "YANGGUANG_PUBLIC_URL",
  ...OUTSIDE_VARIABLES,
];

type Parse<Value> = (value: string) => Value | undefined;

/** Reads variables one by one and keeps every complaint, so that all are told at once. */
class Reader {
  readonly problems: Failure[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** An empty variable counts as absent. */
  text(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === "" ? undefined : value;
  }

  complain(code: string, name: string, zh: string, en: string): undefined {
    this.problems.push(failure(code, `${name}：${zh}`, `${name}: ${en}`, name));
  }

  /** `zh` and `en` say what is expected. Secret values are never repeated. */
  parse<Value>(name: string, parse: Parse<Value>, zh: string, en: string): Value | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    return this.complain("config.wrong", name, `应为${zh}。`, `expected ${en}.`);
  }

  require<Value>(name: string, parse: Parse<Value>, zh: string, en: string): Value | undefined {
    if (this.text(name) !== undefined) return this.parse(name, parse, zh, en);
    return this.complain(
      "config.missing",
      name,
      `YANGGUANG_DEMO=off 时必须设置，应为${zh}。`,
      `must be set when YANGGUANG_DEMO=off; expected ${en}.`,
    );
  }
}

const parseUrl =
  (...protocols: readonly string[]): Parse<URL> =>
  (value) => {
    const url = URL.parse(value);
    return url !== null && protocols.includes(url.protocol) ? url : undefined;
  };

const httpUrl = parseUrl("http:", "https:");
/** Kept as written: the identity service compares it letter by letter. */
const parseIssuer: Parse<string> = (value) => (httpUrl(value) === undefined ? undefined : value);

const agencyUrl: Parse<URL> = (value) => {
  const url = httpUrl(value);
  return url?.username === "" || url?.password === "" ? undefined : url;
};

const postgresUrl = parseUrl("postgres:", "postgresql:");

const parsePort: Parse<number> = (value) => {
  const port = Number(value);
  return /^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535 ? port : undefined;
};

/** 32 bytes as 64 hexadecimal digits, or as base64 with or without padding. */
export const parseMasterKey: Parse<Uint8Array> = (value) => {
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, "hex");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) return undefined;
  const key = Buffer.from(value, "base64");
  return key.length === MASTER_KEY_BYTES ? key : undefined;
};

const parseSwitch: Parse<"on" | "off"> = (value) =>
  value === "on" || value === "off" ? value : undefined;

const parsePath: Parse<string> = (value) => resolve(value);

/** With the platform they are an odd number, so that the threshold is a clear majority. */
const parseContributors: Parse<readonly string[]> = (value) => {
  const ids = value.split(",").map((id) => id.trim());
  const sound = ids.every((id) => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(id) && id !== "platform");
  return sound && new Set(ids).size === ids.length && ids.length % 2 === 0 ? ids : undefined;
};

const CONTRIBUTORS_WORDS = [
  "偶数个参与方的编号（字母、数字、连字符），以逗号分隔，不含 platform",
  "an even number of contributors' ids (letters, digits, hyphens), separated by commas, without platform",
] as const;

const parseText: Parse<string> = (value) => value;

const parseLogName: Parse<string> = (value) => (isKeyName(value) ? value : undefined);

const HTTP_WORDS = ["http:// 或 https:// 开头的网址", "an http:// or https:// address"] as const;
const AGENCY_WORDS = [
  "https://应用标识:密钥@主机/路径",
  "https://app-key:app-secret@host/path",
] as const;
const POSTGRES_WORDS = [
  "postgresql://用户:密码@主机:端口/数据库",
  "postgresql://user:password@host:port/database",
] as const;
const LOG_NAME_WORDS = [
  "不含空格和“+”的名称，例如 enrol.example.cn/log",
  "a name without spaces and “+”, such as enrol.example.cn/log",
] as const;
const FILE_WORDS = ["政策文件的路径", "the path of a policy file"] as const;
const WITNESSES_WORDS = [
  "见证方设置文件的路径",
  "the path of a file that names the witnesses",
] as const;
const KEY_WORDS = [
  "32 字节的密钥，写成 64 位十六进制或 44 位 base64（可用 openssl rand -hex 32 生成）",
  "a key of 32 bytes as 64 hexadecimal digits or 44 characters of base64 (openssl rand -hex 32 makes one)",
] as const;

/** Refuses misspelt variables: one that nobody reads looks as if it had an effect. */
function refuseUnknown(reader: Reader, environment: Environment): void {
  for (const name of Object.keys(environment).toSorted()) {
    if (!name.startsWith("YANGGUANG_") || VARIABLES.includes(name)) continue;
    reader.complain(
      "config.unknown",
      name,
      "没有这个设置，请检查拼写（见 docs/operations.md）。",
      "there is no such setting; check the spelling (docs/operations.md).",
    );
  }
}

function readOutside(reader: Reader): Outside | undefined {
  const agencies: Partial<Record<AgencySource, string>> = {};
  for (const source of AGENCY_SOURCES) {
    const url = reader.parse(agencyVariable(source), agencyUrl, ...AGENCY_WORDS);
    if (url !== undefined) agencies[source] = url.href;
  }
  const issuer = reader.require("YANGGUANG_OIDC_ISSUER", parseIssuer, ...HTTP_WORDS);
  const words = ["身份服务方给出的值", "the value given by the identity service"] as const;
  const clientId = reader.require("YANGGUANG_OIDC_CLIENT_ID", parseText, ...words);
  const clientSecret = reader.require("YANGGUANG_OIDC_CLIENT_SECRET", parseText, ...words);
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    return undefined;
  }
  return {
    agencies,
    oidc: { issuer, clientId, clientSecret },
    witnesses: reader.parse("YANGGUANG_WITNESSES", parsePath, ...WITNESSES_WORDS),
    contributors: reader.parse("YANGGUANG_CONTRIBUTORS", parseContributors, ...CONTRIBUTORS_WORDS),
  };
}

/** A demonstration that is given real agencies would fill a real registry with invented children. */
function refuseOutside(reader: Reader): void {
  for (const name of OUTSIDE_VARIABLES) {
    if (reader.text(name) === undefined) continue;
    reader.complain(
      "config.demo",
      name,
      "只用于正式运行；请同时设置 YANGGUANG_DEMO=off，或去掉它。",
      "is for real use only; also set YANGGUANG_DEMO=off, or leave it out.",
    );
  }
}

function readDataDirectory(reader: Reader): Choice<string> {
  const value = reader.text("YANGGUANG_DATA_DIR");
  if (value === undefined) return { value: join(INSTALL_ROOT, ".data"), chosen: false };
  return { value: resolve(value), chosen: true };
}

function readPort(reader: Reader): Choice<number> {
  const words = ["1 到 65535 之间的端口号", "a port number from 1 to 65535"] as const;
  const value = reader.parse("PORT", parsePort, ...words);
  return value === undefined ? { value: DEFAULT_PORT, chosen: false } : { value, chosen: true };
}

/** Checks the environment as a whole; on failure, everything that is wrong with it. */
export function readConfig(environment: Environment): Result<Config, readonly Failure[]> {
  const reader = new Reader(environment);
  refuseUnknown(reader, environment);
  const isOn = (name: string): boolean | undefined => {
    const chosen = reader.parse(name, parseSwitch, "on 或 off", "on or off");
    return chosen === undefined ? undefined : chosen === "on";
  };
  const demo = isOn("YANGGUANG_DEMO") ?? true;
  const outside = demo ? undefined : readOutside(reader);
  if (demo) refuseOutside(reader);
  const inUse = <Value>(name: string, parse: Parse<Value>, words: readonly [string, string]) =>
    demo ? reader.parse(name, parse, ...words) : reader.require(name, parse, ...words);
  const publicUrl = inUse("YANGGUANG_PUBLIC_URL", httpUrl, HTTP_WORDS);
  const config: Config = {
    outside,
    host: reader.text("HOST") ?? "127.0.0.1",
    port: readPort(reader),
    publicUrl,
    databaseUrl: reader.parse("DATABASE_URL", postgresUrl, ...POSTGRES_WORDS),
    databaseAppUrl: reader.parse("YANGGUANG_DATABASE_APP_URL", postgresUrl, ...POSTGRES_WORDS),
    dataDirectory: readDataDirectory(reader),
    masterKey: inUse("YANGGUANG_MASTER_KEY", parseMasterKey, KEY_WORDS),
    logLevel:
      reader.parse(
        "YANGGUANG_LOG_LEVEL",
        (value) => LOG_LEVELS.find((level) => level === value),
        `${LOG_LEVELS.join("、")} 之一`,
        `one of ${LOG_LEVELS.join(", ")}`,
      ) ?? (demo ? "warn" : "info"),
    policy: inUse("YANGGUANG_POLICY", parsePath, FILE_WORDS) ?? DEMO_POLICY,
    logName:
      reader.parse("YANGGUANG_LOG_NAME", parseLogName, ...LOG_NAME_WORDS) ??
      (demo || publicUrl === undefined ? DEMO_LOG_NAME : `${publicUrl.host}/log`),
    logSm: isOn("YANGGUANG_LOG_SM") ?? false,
  };
  if (config.databaseAppUrl !== undefined && config.databaseUrl === undefined) {
    reader.complain(
      "config.app-url-alone",
      "YANGGUANG_DATABASE_APP_URL",
      "只能与 DATABASE_URL 一起使用。",
      "works only together with DATABASE_URL.",
    );
  }
  return reader.problems.length === 0 ? ok(config) : err(reader.problems);
}

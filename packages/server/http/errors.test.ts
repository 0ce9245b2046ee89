import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { failure } from "@yangguang/core/domain/result.ts";
import type { TestPlatform } from "../testing/platform.ts";
import { SEASON, startTestPlatform } from "../testing/platform.ts";
import { makeApp } from "./app.ts";
import { Refusal } from "./refusals.ts";

const SECRET = "330782201803151234";

let platform: TestPlatform;
let app: FastifyInstance;
const lines: string[] = [];

const log = pino(
  { level: "info" },
  new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString());
      done();
    },
  }),
);

beforeAll(async () => {
  platform = await startTestPlatform();
  const http = {
    services: platform.services,
    seasonId: SEASON,
    city: { zh: "永康市", en: "Yongkang" },
    publicUrl: "http://localhost",
    log,
  };
  const oidc = { issuer: "http://localhost:1", clientId: "test", clientSecret: "test" };
  app = await makeApp(http, { oidc, limitRates: true });
  app.get("/test/bug", () => {
    throw new Error(`cannot read ${SECRET}`);
  });
  app.get("/test/database", () => {
    throw Object.assign(new Error("the database system is shutting down"), { code: "57P03" });
  });
  app.get("/test/stale", () => {
    throw new Refusal(409, [failure("page.stale", "内容已被修改。", "It was changed.")]);
  });
  app.post("/test/post", () => "done");
});

afterAll(async () => {
  await app.close();
  await platform.stop();
});

describe("pages that could not be given", () => {
  test("a bug gives a number, and a log line with it but without what was entered", async () => {
    const reply = await app.inject({ url: `/test/bug?name=${SECRET}` });
    expect(reply.statusCode).toBe(500);
    expect(reply.headers["content-type"]).toContain("text/html");
    const line = lines.find((one) => one.includes("request failed")) ?? "{}";
    const { correlationId, route, places } = JSON.parse(line) as Record<string, unknown>;
    expect(correlationId).toMatch(/^[\w-]{12}$/);
    expect(reply.body).toContain(correlationId);
    expect(route).toBe("/test/bug");
    expect(places).not.toEqual([]);
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("a database that is away is no bug: try again soon", async () => {
    const reply = await app.inject({ url: "/test/database" });
    expect(reply.statusCode).toBe(503);
    expect(reply.headers["retry-after"]).toBe("10");
  });

  test("an unknown address says so, in the language asked for", async () => {
    const zh = await app.inject({ url: "/no/such/page" });
    expect(zh.statusCode).toBe(404);
    expect(zh.body).toContain("没有这个页面");
    const en = await app.inject({ url: "/no/such/page", headers: { "accept-language": "en" } });
    expect(en.body).toContain('lang="en"');
  });

  test("a refusal's words are shown, with the way back to where one came from", async () => {
    const reply = await app.inject({
      url: "/test/stale",
      headers: { host: "localhost", referer: "http://localhost/officer/inbox?page=2" },
    });
    expect(reply.statusCode).toBe(409);
    expect(reply.body).toContain("内容已被修改。");
    expect(reply.body).toContain('href="/officer/inbox?page=2"');
    const foreign = await app.inject({
      url: "/test/stale",
      headers: { host: "localhost", referer: "http://elsewhere.example/trap" },
    });
    expect(foreign.body).not.toContain("/trap");
  });

  test("a form that is too large or no form at all", async () => {
    const large = await app.inject({
      method: "POST",
      url: "/test/post",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: `note=${"x".repeat(300_000)}`,
    });
    expect(large.statusCode).toBe(400);
    expect(large.headers["content-type"]).toContain("text/html");
    const strange = await app.inject({
      method: "POST",
      url: "/test/post",
      headers: { "content-type": "text/csv" },
      payload: "a,b",
    });
    expect(strange.statusCode).toBe(400);
  });

  test("a season that is not there yet", async () => {
    expect((await app.inject({ url: "/policy" })).statusCode).toBe(503);
    const home = await app.inject({ url: "/" });
    expect(home.statusCode).toBe(200);
  });

  test("too many requests from one address", async () => {
    let reply = await app.inject({ url: "/healthz", remoteAddress: "203.0.113.9" });
    for (let count = 0; count < 700 && reply.statusCode === 200; count += 1) {
      reply = await app.inject({ url: "/healthz", remoteAddress: "203.0.113.9" });
    }
    expect(reply.statusCode).toBe(429);
    expect(reply.headers["content-type"]).toContain("text/html");
    expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
    expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
  });
});

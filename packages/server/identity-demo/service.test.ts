import { fileURLToPath } from "node:url";
import * as oidc from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DemoCity } from "../demo/city.ts";
import { loadCity } from "../demo/load-city.ts";
import type { Directory } from "./identities.ts";
import { makeDirectory } from "./identities.ts";
import type { RunningIdentityService } from "./service.ts";
import { startIdentityService } from "./service.ts";

const CLIENT = {
  clientId: "yangguang",
  clientSecret: "not-a-secret-of-anybody-0123456789",
  redirectUris: ["http://127.0.0.1:8080/sign-in/callback"],
};
const [CALLBACK = ""] = CLIENT.redirectUris;

let city: DemoCity;
let directory: Directory;
let service: RunningIdentityService;
let client: oidc.Configuration;

beforeAll(async () => {
  const policy = fileURLToPath(
    new URL("../../../policies/yongkang-urban-primary-2024.yaml", import.meta.url),
  );
  const loaded = loadCity({ policy, seed: 1, children: 60 });
  city = loaded.city;
  directory = makeDirectory(city, loaded.policy.plan);
  service = await startIdentityService({ ...CLIENT, host: "127.0.0.1", port: 0 }, directory);
  client = await oidc.discovery(
    new URL(service.issuer),
    CLIENT.clientId,
    CLIENT.clientSecret,
    undefined,
    { execute: [oidc.allowInsecureRequests] },
  );
});

afterAll(() => service.stop());

/** As much of a browser as a form without scripts needs. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(url, service.issuer), {
      redirect: "manual",
      headers: { cookie },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page, or until the product's own address. */
  async follow(url: string, form?: Readonly<Record<string, string>>): Promise<Response | URL> {
    let response = await this.open(url, form);
    for (;;) {
      const to = response.headers.get("location");
      if (to === null) return response;
      if (to.startsWith(CALLBACK)) return new URL(to);
      response = await this.open(to);
    }
  }
}

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});

interface Attempt {
  readonly url: string;
  readonly verifier: string;
}

async function attempt(extra: Readonly<Record<string, string>> = {}): Promise<Attempt> {
  const verifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    scope: "openid profile",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: "the-state",
    nonce: "the-nonce",
    ...extra,
  });
  return { url: url.href, verifier };
}

async function loginPage(extra?: Readonly<Record<string, string>>) {
  const { url, verifier } = await attempt(extra);
  const page = await browser.follow(url);
  if (page instanceof URL) throw new Error("no page was shown");
  const html = await page.text();
  const action = /action="(\/interaction\/[^"/]+)"/.exec(html)?.[1] ?? "";
  return { html, action, verifier, headers: page.headers };
}

const exchange = async (callback: Response | URL, verifier: string) => {
  if (!(callback instanceof URL)) throw new Error(await callback.text());
  const tokens = await oidc.authorizationCodeGrant(client, callback, {
    pkceCodeVerifier: verifier,
    expectedState: "the-state",
    expectedNonce: "the-nonce",
  });
  return tokens.claims();
};

async function signInAs(sub: string) {
  const { action, verifier } = await loginPage();
  return exchange(await browser.follow(action, { sub, lang: "zh" }), verifier);
}

describe("signing in", () => {
  test("as a guardian tells name, role and document", async () => {
    const [family] = city.families;
    if (family === undefined) throw new Error("no family to try");
    const { guardian } = family;
    expect(await signInAs(guardian.id)).toMatchObject({
      sub: "demo-a1-mother",
      name: guardian.name,
      role: "guardian",
      document: {
        kind: "resident-id",
        number: guardian.document.number,
        name: guardian.name,
        assurance: "verified",
      },
    });
  });

  test("as an officer tells no document; as a school's user, the school", async () => {
    const officer = await signInAs("bureau-second");
    expect(officer).toMatchObject({ role: "bureau" });
    expect(officer).not.toHaveProperty("document");
    expect(officer).not.toHaveProperty("school");
    expect(await signInAs("school-jiefang")).toMatchObject({ role: "school", school: "jiefang" });
  });

  test("asks anew each time, so that one browser can play several parts", async () => {
    expect(await signInAs("bureau")).toMatchObject({ sub: "bureau" });
    expect(await signInAs("clerk")).toMatchObject({ sub: "clerk" });
    expect(await signInAs("demo-twins-mother")).toMatchObject({ role: "guardian" });
  });

  test("by document and name works for any guardian, in whatever form the number is typed", async () => {
    const child = city.children.find(({ family }) => family === "family-7");
    if (child === undefined) throw new Error("the city is too small");
    const { action, verifier } = await loginPage();
    const { number } = child.applicant.document;
    const spaced = `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14).toLowerCase()}`;
    const callback = await browser.follow(`${action}/guardian`, {
      kind: "",
      number: spaced,
      name: ` ${child.applicant.name} `,
      lang: "zh",
    });
    expect(await exchange(callback, verifier)).toMatchObject({ sub: child.applicant.id });
  });

  test("by passport needs the kind of document", async () => {
    const foreign = city.families.find(({ id }) => id === "foreign")?.guardian;
    if (foreign === undefined) throw new Error("no foreign family");
    const typed = { number: foreign.document.number, name: foreign.name, lang: "en" };
    const { action, verifier } = await loginPage();
    const refused = await browser.follow(`${action}/guardian`, { ...typed, kind: "" });
    if (refused instanceof URL) throw new Error("it was accepted");
    expect(await refused.text()).toContain("Choose the kind of document first");
    const accepted = await browser.follow(`${action}/guardian`, { ...typed, kind: "passport" });
    expect(await exchange(accepted, verifier)).toMatchObject({
      document: { kind: "passport", number: foreign.document.number },
    });
  });

  test("keeps what was typed and says what is wrong with it", async () => {
    const { action } = await loginPage();
    const page = await browser.follow(`${action}/guardian`, {
      kind: "",
      number: "330799199001011234<",
      name: '张"三',
      lang: "zh",
    });
    if (page instanceof URL) throw new Error("it was accepted");
    const html = await page.text();
    expect(html).toContain('role="alert"');
    expect(html).toContain("330799199001011234&#60;");
    expect(html).toContain("张&#34;三");
  });

  test("with another's name is refused", async () => {
    const [family, other] = city.families;
    if (family === undefined || other === undefined) throw new Error("no families to try");
    const found = directory.findGuardian(
      undefined,
      family.guardian.document.number,
      other.guardian.name,
    );
    expect(found).toMatchObject({ ok: false, error: { code: "demo-identity.unknown" } });
  });

  test("can be called off", async () => {
    const { action } = await loginPage();
    const callback = await browser.follow(`${action}/cancel`, {});
    if (!(callback instanceof URL)) throw new Error("it did not go back");
    expect(callback.searchParams.get("error")).toBe("access_denied");
    expect(callback.searchParams.get("state")).toBe("the-state");
  });

  test("as nobody shows the page again", async () => {
    const { action } = await loginPage();
    const page = await browser.follow(action, { sub: "demo-nobody", lang: "zh" });
    expect(page).not.toBeInstanceOf(URL);
  });
});

describe("the page", () => {
  test("offers every family, officer and school, with what each shows", async () => {
    const { html } = await loginPage();
    for (const { guardian, shows } of city.families) {
      expect(html).toContain(shows.zh);
      expect(html).toContain(`value="${guardian.id}"`);
    }
    for (const sub of ["bureau", "bureau-second", "clerk", "supervisor", "school-jiefang"]) {
      expect(html).toContain(`value="${sub}"`);
    }
  });

  test("puts first whom a link has chosen", async () => {
    const { html } = await loginPage({ login_hint: "demo-twins-mother" });
    const name = directory.bySub("demo-twins-mother")?.name;
    expect(html).toContain(`以此身份登录 ${name}`);
    expect(html.indexOf('value="demo-twins-mother"')).toBeLessThan(
      html.indexOf('value="demo-a1-mother"'),
    );
    expect((await loginPage({ login_hint: "nobody" })).html).not.toContain("以此身份登录");
  });

  test("is in English where the link or the browser asks for it", async () => {
    expect((await loginPage({ ui_locales: "en" })).html).toContain('<html lang="en">');
    const { html, action } = await loginPage();
    expect(html).toContain('<html lang="zh-CN">');
    const other = await browser.follow(`${action}?lang=en`);
    if (other instanceof URL) throw new Error("no page was shown");
    expect(await other.text()).toContain('<html lang="en">');
  });

  test("has no script, and forbids any", async () => {
    const { html, headers } = await loginPage();
    expect(html).not.toMatch(/<script|\son\w+=|javascript:/i);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("belongs to the browser that began the sign-in", async () => {
    const { action } = await loginPage();
    browser = new Browser();
    const response = await browser.open(action, { sub: "bureau", lang: "zh" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("登录未完成");
  });
});

describe("the protocol", () => {
  const refusal = async (change: (parameters: URLSearchParams) => void): Promise<string> => {
    const url = new URL((await attempt()).url);
    change(url.searchParams);
    const reply = await browser.follow(url.href);
    return reply instanceof URL ? String(reply.searchParams.get("error")) : `${reply.status}`;
  };

  test("needs a proof key", async () => {
    expect(
      await refusal((parameters) => {
        parameters.delete("code_challenge");
        parameters.delete("code_challenge_method");
      }),
    ).toBe("invalid_request");
  });

  test("knows one client and where it may return to", async () => {
    expect(await refusal((parameters) => parameters.set("client_id", "other"))).toBe("400");
    expect(
      await refusal((parameters) => parameters.set("redirect_uri", "http://evil.example/")),
    ).toBe("400");
  });

  test("gives nothing for a code with the wrong proof, or twice", async () => {
    const { action, verifier } = await loginPage();
    const callback = await browser.follow(action, { sub: "bureau", lang: "zh" });
    await expect(exchange(callback, oidc.randomPKCECodeVerifier())).rejects.toMatchObject({
      error: "invalid_grant",
    });
    const again = await loginPage();
    const second = await browser.follow(again.action, { sub: "bureau", lang: "zh" });
    await exchange(second, again.verifier);
    await expect(exchange(second, again.verifier)).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect(verifier).not.toBe(again.verifier);
  });
});

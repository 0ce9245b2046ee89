import type { FastifyInstance, FastifyRequest } from "fastify";
import * as oidc from "openid-client";
import { parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { IdentityDocumentKind } from "@yangguang/core/domain/identity.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { routes } from "@yangguang/web/routes.ts";
import type { Identity, Role } from "../services/accounts.ts";
import { signIn } from "../services/accounts.ts";
import type { HttpContext } from "./context.ts";
import { backOf } from "./forms.ts";
import { Refusal } from "./refusals.ts";
import { dropSession, giveSession } from "./sessions.ts";

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const CALLBACK = "/sign-in/callback";
const ATTEMPT_COOKIE = "yg-sign-in";
const ATTEMPT_MINUTES = 10;
const SCOPE = "openid profile";

/** What must come back with the identity service's answer; sealed into a cookie meanwhile. */
interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly back: string;
}

const ROLES: readonly Role[] = [
  "guardian",
  "clerk",
  "bureau",
  "school",
  "supervisor",
  "contributor",
];

/** Where a role's work begins. */
const HOME_OF: Readonly<Record<Role, string>> = {
  guardian: routes.children.pattern,
  clerk: routes.counter.pattern,
  bureau: routes.officer.pattern,
  school: routes.school.pattern,
  supervisor: routes.supervisor.pattern,
  contributor: routes.contributor.pattern,
};

/** OpenID Connect with PKCE; the service vouches for name, role and document. */
export function registerSignIn(
  app: FastifyInstance,
  http: HttpContext,
  settings: OidcSettings,
): void {
  const service = makeDiscovery(settings);

  app.get("/sign-in/start", async (request, reply) => {
    const query = request.query as Readonly<Record<string, string | undefined>>;
    const attempt: Attempt = {
      verifier: oidc.randomPKCECodeVerifier(),
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      back: query["back"] === undefined ? "" : backOf(query),
    };
    const hint = query["login_hint"];
    const address = oidc.buildAuthorizationUrl(await service(), {
      redirect_uri: http.publicUrl + CALLBACK,
      scope: SCOPE,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: "S256",
      state: attempt.state,
      nonce: attempt.nonce,
      ...(hint === undefined ? {} : { login_hint: hint }),
    });
    reply.setCookie(ATTEMPT_COOKIE, sealAttempt(http, attempt), {
      path: "/sign-in",
      httpOnly: true,
      sameSite: "lax",
      secure: http.publicUrl.startsWith("https:"),
      maxAge: ATTEMPT_MINUTES * 60,
    });
    return reply.redirect(address.href, 303);
  });

  app.get(CALLBACK, async (request, reply) => {
    const attempt = openAttempt(http, request);
    const claims = await exchange(http, await service(), request, attempt);
    const identity = identityOf(settings.issuer, claims);
    giveSession(http, reply, await signIn(http.services, identity));
    reply.clearCookie(ATTEMPT_COOKIE, { path: "/sign-in" });
    return reply.redirect(attempt.back === "" ? HOME_OF[identity.role] : attempt.back, 303);
  });

  app.post(routes.signOut.pattern, async (request, reply) => {
    await dropSession(http, request, reply);
    return reply.redirect("/", 303);
  });
}

/** Asks for the service's addresses when first needed, and again if that failed. */
function makeDiscovery(settings: OidcSettings): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | null = null;
  return async () => {
    known ??= discover(settings);
    try {
      return await known;
    } catch {
      known = null;
      throw new Refusal(503, [serviceDown]);
    }
  };
}

const discover = ({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute: issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [],
  });

const sealAttempt = (http: HttpContext, attempt: Attempt): string =>
  http.services.keys.seal("sign-in", "attempt", JSON.stringify(attempt)).toString("base64url");

function openAttempt(http: HttpContext, request: FastifyRequest): Attempt {
  try {
    const sealed = Buffer.from(request.cookies[ATTEMPT_COOKIE] ?? "", "base64url");
    return JSON.parse(http.services.keys.open("sign-in", "attempt", sealed)) as Attempt;
  } catch {
    throw new Refusal(400, [attemptLost]);
  }
}

async function exchange(
  http: HttpContext,
  configuration: oidc.Configuration,
  request: FastifyRequest,
  attempt: Attempt,
): Promise<oidc.IDToken> {
  try {
    const tokens = await oidc.authorizationCodeGrant(
      configuration,
      new URL(request.url, http.publicUrl),
      {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
      },
    );
    const claims = tokens.claims();
    if (claims) return claims;
  } catch (error) {
    http.log.warn({ error: error instanceof Error ? error.name : "unknown" }, "sign-in refused");
  }
  throw new Refusal(400, [attemptLost]);
}

/** The service's claims are input like any other: each is checked before it is believed. */
function identityOf(issuer: string, claims: oidc.IDToken): Identity {
  const role = ROLES.find((candidate) => candidate === claims["role"]);
  const name = parsePersonName(textOf(claims["name"]));
  if (role === undefined || !name.ok) throw new Refusal(400, [claimsIncomplete]);
  const school = typeof claims["school"] === "string" ? claims["school"] : null;
  const contributor = typeof claims["contributor"] === "string" ? claims["contributor"] : null;
  if ((role === "school") !== (school !== null)) throw new Refusal(400, [claimsIncomplete]);
  if ((role === "contributor") !== (contributor !== null)) {
    throw new Refusal(400, [claimsIncomplete]);
  }
  return {
    issuer,
    subject: claims.sub,
    role,
    name: name.value,
    school,
    contributor,
    person: role === "guardian" ? guardianOf(claims, name.value) : null,
  };
}

const textOf = (claim: unknown): string => (typeof claim === "string" ? claim : "");

function guardianOf(claims: oidc.IDToken, name: string): Identity["person"] {
  const document = claims["document"] as { kind?: unknown; number?: unknown } | undefined;
  const parsed = parseIdentityDocument(
    document?.kind as IdentityDocumentKind | undefined,
    textOf(document?.number),
  );
  if (!parsed.ok) throw new Refusal(400, [claimsIncomplete, parsed.error]);
  const { kind, number, birthDate } = parsed.value;
  return { document: { kind, number }, name, birthDate };
}

const attemptLost = failure(
  "sign-in.lost",
  "登录未完成或已超时，请重新登录。",
  "The sign-in was not completed or timed out. Please sign in again.",
);

const serviceDown = failure(
  "sign-in.service-down",
  "统一身份认证暂时无法连接，请过几分钟再试。已填写的内容不会丢失。",
  "The identity service cannot be reached. Try again in a few minutes; nothing you entered is lost.",
);

const claimsIncomplete = failure(
  "sign-in.incomplete",
  "身份认证平台没有给出完整的身份信息，请联系教育局。",
  "The identity service did not give complete identity details. Please contact the education bureau.",
);

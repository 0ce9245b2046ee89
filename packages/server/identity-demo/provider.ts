import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider } from "oidc-provider";
import type { Configuration } from "oidc-provider";
import type { DemoIdentity, Directory } from "./identities.ts";
import { makeMemoryAdapter } from "./memory-adapter.ts";
import { errorPage } from "./pages.ts";

export interface ClientSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the product may be returned to; each must match to the letter. */
  readonly redirectUris: readonly string[];
}

const MINUTES = 60;
const CLAIMS = ["name", "role", "school", "contributor", "document"] as const;

/** What the product is told of somebody, all of it in the ID token. */
export const claimsOf = (identity: DemoIdentity) => ({
  sub: identity.sub,
  name: identity.name,
  role: identity.role,
  ...(identity.school === null ? {} : { school: identity.school }),
  ...(identity.contributor === null ? {} : { contributor: identity.contributor }),
  ...(identity.document === null
    ? {}
    : { document: { ...identity.document, name: identity.name, assurance: "verified" } }),
});

/**
 * An OpenID Connect provider for one client: authorization code with PKCE. It remembers nobody:
 * each sign-in asks anew, so that one browser can play several parts.
 */
export function makeProvider(
  issuer: string,
  client: ClientSettings,
  directory: Directory,
): Provider {
  const provider = new Provider(issuer, configuration(client, directory));
  provider.proxy = issuer.startsWith("https:");
  return provider;
}

function configuration(client: ClientSettings, directory: Directory): Configuration {
  return {
    adapter: makeMemoryAdapter(Date.now),
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [...client.redirectUris],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    pkce: { required: () => true },
    scopes: ["openid", "profile"],
    claims: { openid: ["sub"], profile: [...CLAIMS] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => {
      const identity = directory.bySub(sub);
      return identity && { accountId: sub, claims: async () => claimsOf(identity) };
    },
    loadExistingGrant: async (ctx) => {
      const { client: asking, session } = ctx.oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({
        clientId: asking.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    // Sessions are not kept, so nothing may depend on one.
    expiresWithSession: () => false,
    ttl: {
      AccessToken: 5 * MINUTES,
      AuthorizationCode: MINUTES,
      Grant: 10 * MINUTES,
      IdToken: 5 * MINUTES,
      Interaction: 30 * MINUTES,
      Session: 10 * MINUTES,
    },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    jwks: { keys: [signingKey()] },
    renderError: (ctx, out) => {
      ctx.type = "html";
      ctx.body = errorPage(out.error_description ?? out.error);
    },
  };
}

/** Made anew at each start; clients fetch the public part. */
function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" };
}

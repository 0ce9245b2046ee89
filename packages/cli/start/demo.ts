import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import type { AgencyUrls } from "@yangguang/server/agencies/connect.ts";
import type { Config } from "@yangguang/server/config.ts";
import { INSTALL_ROOT } from "@yangguang/server/config.ts";
import type { DemoCity } from "@yangguang/server/demo/city.ts";
import { makeCity } from "@yangguang/server/demo/city.ts";
import type { OidcSettings } from "@yangguang/server/http/sign-in.ts";
import { startBeside } from "./beside.ts";
import type { Life } from "./life.ts";
import type { Narrator } from "./narrator.ts";
import { STEPS } from "./narrator.ts";
import { reservePort } from "./ports.ts";

/** Always the same city, so that a later start finds the families of the first. */
const CITY_SEED = 1;
const CLIENT_ID = "yangguang";
const MOST_TRIES = 5;

export interface DemoPlan {
  readonly config: Config;
  readonly policy: Policy;
  readonly children: number;
  readonly port: number;
  readonly publicUrl: string;
}

export interface DemoWorld {
  readonly agencies: AgencyUrls;
  readonly oidc: OidcSettings;
  readonly city: DemoCity;
}

/** Starts what in real use is outside: the agencies and the identity service, as processes. */
export async function startDemoWorld(
  plan: DemoPlan,
  narrator: Narrator,
  life: Life,
): Promise<Result<DemoWorld>> {
  const [agencies, oidc] = await Promise.all([
    startAgencies(plan, narrator, life),
    startIdentityService(plan, narrator, life),
  ]);
  if (!agencies.ok) return agencies;
  if (!oidc.ok) return oidc;
  const city = makeCity(plan.policy, { seed: CITY_SEED, children: plan.children });
  return ok({ agencies: agencies.value, oidc: oidc.value, city });
}

const script = (...path: readonly string[]): string =>
  join(INSTALL_ROOT, "packages", "server", ...path);

const citySettings = ({ config, children }: DemoPlan) => ({
  DEMO_POLICY: config.policy,
  DEMO_SEED: String(CITY_SEED),
  DEMO_CHILDREN: String(children),
});

async function startAgencies(
  plan: DemoPlan,
  narrator: Narrator,
  life: Life,
): Promise<Result<AgencyUrls>> {
  const started = await startBeside({
    name: text("各部门模拟服务", "the agencies' simulators"),
    script: script("agencies", "main.ts"),
    environment: { ...citySettings(plan), AGENCIES_HOST: "127.0.0.1" },
  });
  if (!started.ok) return started;
  await life.atEnd(started.value.stop);
  life.endsWith(started.value.lost);
  narrator.say(STEPS.agencies);
  return ok((started.value.ready as { readonly urls: AgencyUrls }).urls);
}

/**
 * Where its port is, is part of its name: its accounts belong to its address. So it stands beside
 * the platform's own port, at each start the same, or at the next free one.
 */
async function startIdentityService(
  plan: DemoPlan,
  narrator: Narrator,
  life: Life,
): Promise<Result<OidcSettings>> {
  const wanted = { value: plan.port + 1, chosen: false };
  for (let tries = 1; ; tries += 1) {
    const reserved = await reservePort(plan.config.host, wanted);
    if (!reserved.ok) return reserved;
    const { port, release } = reserved.value;
    await release();
    const oidc = identityAt(plan, port);
    const started = await startBeside({
      name: text("演示身份认证服务", "the demo identity service"),
      script: script("identity-demo", "main.ts"),
      environment: {
        ...citySettings(plan),
        IDENTITY_HOST: plan.config.host,
        IDENTITY_PORT: String(port),
        IDENTITY_ISSUER: oidc.issuer,
        IDENTITY_CLIENT_ID: oidc.clientId,
        IDENTITY_CLIENT_SECRET: oidc.clientSecret,
        IDENTITY_REDIRECT_URIS: `${plan.publicUrl}/sign-in/callback`,
      },
    });
    if (started.ok) {
      await life.atEnd(started.value.stop);
      life.endsWith(started.value.lost);
      narrator.say(STEPS.identity);
      return ok(oidc);
    }
    // Somebody else, such as a second copy, may have taken the port while Node started.
    const taken = started.error.message.en.includes("EADDRINUSE");
    if (!taken || tries === MOST_TRIES) return started;
  }
}

function identityAt({ publicUrl }: DemoPlan, port: number): OidcSettings {
  const issuer = new URL(publicUrl);
  issuer.protocol = "http:";
  issuer.port = String(port);
  const clientSecret = randomBytes(24).toString("base64url");
  return { issuer: issuer.origin, clientId: CLIENT_ID, clientSecret };
}

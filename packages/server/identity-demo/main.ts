import { citySettings, loadCity, needed, neededCount } from "../demo/load-city.ts";
import { serveBeside } from "../demo/side-process.ts";
import { makeDirectory } from "./identities.ts";
import { startIdentityService } from "./service.ts";

/**
 * The demo identity service as a process of its own. Environment: `DEMO_POLICY`, `DEMO_SEED`,
 * `DEMO_CHILDREN`, `IDENTITY_HOST`, `IDENTITY_PORT` (0 for a free one), `IDENTITY_CLIENT_ID`,
 * `IDENTITY_CLIENT_SECRET`, `IDENTITY_REDIRECT_URIS` (separated by spaces); if wished
 * `IDENTITY_ISSUER`, its address as browsers reach it. Prints `{"issuer": "http://…"}`.
 */
const { env } = process;

await serveBeside(async () => {
  const { policy, city } = loadCity(citySettings(env));
  const issuer = env["IDENTITY_ISSUER"];
  const service = await startIdentityService(
    {
      host: needed(env, "IDENTITY_HOST"),
      port: neededCount(env, "IDENTITY_PORT"),
      clientId: needed(env, "IDENTITY_CLIENT_ID"),
      clientSecret: needed(env, "IDENTITY_CLIENT_SECRET"),
      redirectUris: needed(env, "IDENTITY_REDIRECT_URIS").split(" "),
      ...(issuer === undefined ? {} : { issuer }),
    },
    makeDirectory(city, policy.plan),
  );
  return { ready: { issuer: service.issuer }, stop: service.stop };
});

import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Directory } from "./identities.ts";
import { makeLoginApp } from "./login-app.ts";
import type { ClientSettings } from "./provider.ts";
import { makeProvider } from "./provider.ts";

export interface IdentitySettings extends ClientSettings {
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** As browsers and the product reach it; absent: from host and port. */
  readonly issuer?: string;
}

export interface RunningIdentityService {
  readonly issuer: string;
  readonly stop: () => Promise<void>;
}

/** The issuer is part of the provider and may name a port known only once the server listens. */
const notReady: RequestListener = (_request, response) => response.writeHead(503).end();

/** Starts the demo identity service. */
export async function startIdentityService(
  settings: IdentitySettings,
  directory: Directory,
): Promise<RunningIdentityService> {
  let listener = notReady;
  const server = createServer((request, response) => listener(request, response));
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;
  const issuer = settings.issuer ?? `http://${settings.host}:${port}`;
  const provider = makeProvider(issuer, settings, directory);
  const login = await makeLoginApp(provider, directory);
  const protocol = provider.callback();
  listener = (request, response) => {
    forgetSession(request);
    if (request.url?.startsWith("/interaction/")) login.routing(request, response);
    else void protocol(request, response);
  };
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await login.close();
    },
  };
}

function listen(server: Server, { host, port }: IdentitySettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Who signed in last time must not decide who signs in now. */
function forgetSession(request: IncomingMessage): void {
  const kept = (request.headers.cookie ?? "")
    .split(/;\s*/)
    .filter((cookie) => !/^_session(?:\.|=)/.test(cookie));
  request.headers.cookie = kept.join("; ");
}

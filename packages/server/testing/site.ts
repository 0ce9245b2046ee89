import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { makeApp } from "../http/app.ts";
import { makeLog } from "../log.ts";
import type { Identity, Role } from "../services/accounts.ts";
import { signIn } from "../services/accounts.ts";
import type { Services } from "../services/context.ts";
import type { PersonDetails } from "../services/people.ts";
import { SEASON } from "./platform.ts";

/** The web server on a test's services, asked without a network. */
export interface TestSite {
  readonly app: FastifyInstance;
  /** A browser of its own; with an identity, signed in. */
  visitor(identity: Identity | null): Promise<Visitor>;
  stop(): Promise<void>;
}

export interface Visitor {
  /** Somebody else sits down at the same browser. */
  signIn(identity: Identity): Promise<void>;
  open(path: string): Promise<Page>;
  /** Sends the form of that id on a page, with its hidden fields and these values. */
  send(page: Page, form: string, values: FormValues): Promise<Page>;
  /** Posts to any address, with nothing but these values. */
  post(path: string, values: FormValues): Promise<Page>;
}

export type FormValues = Readonly<Record<string, string | readonly string[]>>;

export interface Page {
  readonly status: number;
  readonly html: string;
  /** What can be read on it. */
  readonly text: string;
  /** Where it redirects to; "" where it does not. */
  readonly to: string;
}

export async function startTestSite(services: Services): Promise<TestSite> {
  const app = await makeApp(
    {
      services,
      seasonId: SEASON,
      city: { zh: "永康市", en: "Yongkang" },
      publicUrl: "http://localhost",
      log: makeLog("silent"),
    },
    {
      oidc: { issuer: "http://localhost:1", clientId: "test", clientSecret: "test" },
      limitRates: false,
    },
  );
  return {
    app,
    visitor: async (identity) => {
      const visitor = makeVisitor(app, services);
      if (identity !== null) await visitor.signIn(identity);
      return visitor;
    },
    stop: () => app.close(),
  };
}

function makeVisitor(app: FastifyInstance, services: Services): Visitor {
  const cookies = new Map<string, string>();
  const ask = async (method: "GET" | "POST", url: string, payload?: string): Promise<Page> => {
    const response = await app.inject({
      method,
      url,
      cookies: Object.fromEntries(cookies),
      ...(payload === undefined
        ? {}
        : { payload, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    });
    keepCookies(cookies, response);
    const { location = "" } = response.headers;
    const html = response.body;
    return { status: response.statusCode, html, text: textOf(html), to: location };
  };
  const post = (path: string, values: FormValues): Promise<Page> =>
    ask("POST", path, encodeForm(values));
  return {
    signIn: async (identity) => {
      cookies.set("yg-session", await signIn(services, identity));
    },
    open: (path) => ask("GET", path),
    post,
    send: (page, id, values) => {
      const { action, hidden } = findForm(page, id);
      return post(action, { ...hidden, ...values });
    },
  };
}

function keepCookies(cookies: Map<string, string>, response: LightMyRequestResponse): void {
  for (const { name, value, maxAge, expires } of response.cookies) {
    const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 0);
    if (gone) cookies.delete(name);
    else cookies.set(name, value);
  }
}

const textOf = (html: string): string =>
  html
    .replaceAll(/<(script|svg|head)\b.*?<\/\1>/gs, "")
    .replaceAll(/<(?:textarea|input)\b[^>]*value="([^"]*)"[^>]*>/g, " [$1] ")
    .replaceAll(/<\/(?:p|li|h\d|option|div|td|th|dt|dd|label)>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ");

const encodeForm = (values: FormValues): string =>
  new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : value.map((each) => [name, each]),
    ),
  ).toString();

/** @throws if the page has no such form. */
export function findForm(
  { html, status }: Page,
  id: string,
): { readonly action: string; readonly hidden: Readonly<Record<string, string>> } {
  const [, form] = new RegExp(`(<form [^>]*id="${id}".*?</form>)`, "s").exec(html) ?? [];
  const action = /^<form [^>]*action="([^"]*)"/.exec(form ?? "")?.[1];
  if (form === undefined || action === undefined) {
    throw new Error(`no form “${id}” on this page (${status})`);
  }
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return { action, hidden: Object.fromEntries(hidden.map(([, name, value]) => [name, value])) };
}

/** Whom the identity service vouches for. */
export const guardianIdentity = (person: PersonDetails): Identity => ({
  issuer: "test",
  subject: person.document.number,
  role: "guardian",
  name: person.name,
  school: null,
  contributor: null,
  person,
});

export const staffIdentity = (
  role: Exclude<Role, "guardian" | "school" | "contributor">,
  name: string,
): Identity => ({
  issuer: "test",
  subject: `${role}-${name}`,
  role,
  name,
  school: null,
  contributor: null,
  person: null,
});

import formbody from "@fastify/formbody";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { DOCUMENT_KINDS } from "@yangguang/core/domain/identity.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { errors } from "oidc-provider";
import type { InteractionResults, Provider } from "oidc-provider";
import { Type } from "typebox";
import type { Directory } from "./identities.ts";
import type { Typed } from "./pages.ts";
import { CONTENT_SECURITY_POLICY, errorPage, loginPage } from "./pages.ts";

const Uid = Type.Object({ uid: Type.String() });
const Query = Type.Object({ lang: Type.Optional(Type.String()) });
const field = () => Type.String({ maxLength: 200, default: "" });
const Chosen = Type.Object({ sub: field(), lang: field() });
const TypedForm = Type.Object({ kind: field(), number: field(), name: field(), lang: field() });

const NOTHING_TYPED: Typed = { kind: "", number: "", name: "" };

interface Shown {
  readonly language: Language | null;
  readonly typed: Typed;
  readonly problem: Failure | null;
}

/** The pages on which somebody chooses an identity; all under `/interaction/`. */
export async function makeLoginApp(
  provider: Provider,
  directory: Directory,
): Promise<FastifyInstance> {
  const app = fastify({ logger: false });
  await app.register(formbody);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
    reply.header("cache-control", "no-store");
    reply.header("referrer-policy", "no-referrer");
    reply.header("x-content-type-options", "nosniff");
  });
  app.setErrorHandler(explain);
  addRoutes(app, provider, directory);
  await app.ready();
  return app;
}

function addRoutes(app: FastifyInstance, provider: Provider, directory: Directory): void {
  const pages = app.withTypeProvider<TypeBoxTypeProvider>();
  const signIn = (request: FastifyRequest, reply: FastifyReply, sub: string) =>
    finish(provider, request, reply, { login: { accountId: sub, remember: false } });

  pages.get(
    "/interaction/:uid",
    { schema: { params: Uid, querystring: Query } },
    (request, reply) => {
      const language = languageOf(request.query.lang);
      return show(provider, directory, request, reply, {
        language,
        typed: NOTHING_TYPED,
        problem: null,
      });
    },
  );
  pages.post("/interaction/:uid", { schema: { params: Uid, body: Chosen } }, (request, reply) => {
    const { sub, lang } = request.body;
    if (directory.bySub(sub) !== undefined) return signIn(request, reply, sub);
    const language = languageOf(lang);
    return show(provider, directory, request, reply, {
      language,
      typed: NOTHING_TYPED,
      problem: null,
    });
  });
  pages.post(
    "/interaction/:uid/guardian",
    { schema: { params: Uid, body: TypedForm } },
    (request, reply) => {
      const { lang, ...typed } = request.body;
      const kind = DOCUMENT_KINDS.find((one) => one === typed.kind);
      const found = directory.findGuardian(kind, typed.number, typed.name);
      if (found.ok) return signIn(request, reply, found.value.sub);
      const language = languageOf(lang);
      return show(provider, directory, request, reply, { language, typed, problem: found.error });
    },
  );
  pages.post("/interaction/:uid/cancel", { schema: { params: Uid } }, (request, reply) =>
    finish(provider, request, reply, { error: "access_denied", error_description: "cancelled" }),
  );
}

async function show(
  provider: Provider,
  directory: Directory,
  request: FastifyRequest,
  reply: FastifyReply,
  { language, typed, problem }: Shown,
): Promise<FastifyReply> {
  const { uid, params } = await provider.interactionDetails(request.raw, reply.raw);
  const hint = params["login_hint"];
  const page = loginPage({
    uid,
    language: language ?? preferredLanguage(request, params["ui_locales"]),
    directory,
    hinted: typeof hint === "string" ? directory.bySub(hint) : undefined,
    typed,
    problem,
  });
  return reply.type("text/html; charset=utf-8").send(page);
}

async function finish(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
  result: InteractionResults,
): Promise<FastifyReply> {
  return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
}

function explain(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type("text/html; charset=utf-8");
  if (error instanceof errors.OIDCProviderError) {
    return reply.code(400).send(errorPage(error.error_description ?? error.error));
  }
  return reply.code(500).send(errorPage("internal error"));
}

const languageOf = (written: string | undefined): Language | null =>
  written === "zh" || written === "en" ? written : null;

/** The link's wish, else the browser's; Chinese where neither says English. */
function preferredLanguage(request: FastifyRequest, locales: unknown): Language {
  const wished = typeof locales === "string" ? locales : request.headers["accept-language"];
  return /^\s*en/i.test(wished ?? "") ? "en" : "zh";
}

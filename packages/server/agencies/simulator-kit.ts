import { setTimeout as wait } from "node:timers/promises";
import swagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify from "fastify";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import { Type } from "typebox";
import type { Static } from "typebox";
import type { DemoPerson, Registers } from "../demo/registers.ts";
import { DOCUMENT_CODES } from "./reading.ts";
import type { AgencyCredentials } from "./signing.ts";
import { isSignedBy } from "./signing.ts";

export interface SimulatorOptions extends AgencyCredentials {
  /** Opens `/_control/faults`, by which tests make the agency misbehave. */
  readonly faults: boolean;
  readonly clock: () => number;
}

export type Simulator = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export const Fault = Type.Union([
  Type.Object({ kind: Type.Literal("none") }),
  Type.Object({ kind: Type.Literal("slow"), ms: Type.Integer({ minimum: 1, maximum: 600_000 }) }),
  Type.Object({
    kind: Type.Literal("error"),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
  }),
  Type.Object({ kind: Type.Literal("garbage") }),
  Type.Object({ kind: Type.Literal("wrong-charset") }),
  Type.Object({ kind: Type.Literal("half") }),
  Type.Object({ kind: Type.Literal("endless") }),
  Type.Object({ kind: Type.Literal("down") }),
]);
export type Fault = Static<typeof Fault>;

export const FAULTS_PATH = "/_control/faults";

/** A server that checks signatures, describes itself at `/openapi.json` and can be made to fail. */
export async function makeSimulator(
  title: string,
  options: SimulatorOptions,
  addRoutes: (app: Simulator) => void,
): Promise<Simulator> {
  const app: Simulator = fastify({ logger: false, forceCloseConnections: true });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title, version: "1", description: "演示用模拟系统。A simulator for the demo." },
    },
  });
  const bodies = keepRawBodies(app);
  let fault: Fault = { kind: "none" };
  if (options.faults) {
    app.post(FAULTS_PATH, { schema: { body: Fault, hide: true } }, (request, reply) => {
      fault = request.body;
      return reply.send({ fault });
    });
  }
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  await app.register((agency, _options, done) => {
    agency.addHook("preValidation", async (request, reply) => {
      await misbehave(fault, request, reply);
      if (reply.sent) return;
      const why = refusalOf(request, bodies.get(request) ?? "", options);
      if (why !== null) await reply.code(403).send({ error: why });
    });
    addRoutes(agency.withTypeProvider<TypeBoxTypeProvider>());
    done();
  });
  return app;
}

/** Signatures cover the bytes as sent, so these are kept beside the parsed body. */
function keepRawBodies(app: Simulator): WeakMap<FastifyRequest, string> {
  const bodies = new WeakMap<FastifyRequest, string>();
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const sent = body.toString();
    bodies.set(request, sent);
    try {
      done(null, JSON.parse(sent));
    } catch {
      done(Object.assign(new Error("the body is not JSON"), { statusCode: 400 }));
    }
  });
  return bodies;
}

/** Why a query is turned away: nobody looks into a register unsigned, or without saying why. */
function refusalOf(
  { headers, url }: FastifyRequest,
  body: string,
  { appKey, appSecret, clock }: SimulatorOptions,
): string | null {
  const header = (name: string): string => {
    const value = headers[name];
    return typeof value === "string" ? value : "";
  };
  const request = { path: url, body, timestamp: Number(header("x-timestamp")) };
  const signed =
    header("x-app-key") === appKey &&
    isSignedBy(appSecret, request, header("x-signature"), clock());
  if (!signed) return "signature";
  if (header("x-purpose") === "" || header("x-consent-ref") === "") return "purpose and consent";
  return null;
}

const GARBAGE = "<html><body><h1>系统维护中</h1></body></html>";
const HALF = '{"code":"00","status":200,"returnCode":"0","success":true,"datas":[{"xm":"';
/** 系统错误 in GB 18030, which is not UTF-8. */
const GB18030 = Buffer.from("7b226d7367223a22cfb5cdb3b4edcef3227d", "hex");

async function misbehave(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  switch (fault.kind) {
    case "none":
      return;
    case "slow":
      await wait(fault.ms, undefined, { ref: false });
      return;
    case "error":
      await reply.code(fault.status).send({ error: "simulated" });
      return;
    case "garbage":
      await reply.type("text/html").send(GARBAGE);
      return;
    case "wrong-charset":
      await reply.type("application/json; charset=gb18030").send(GB18030);
      return;
    case "half":
      await reply.type("application/json").send(HALF);
      return;
    case "endless":
      await reply.type("application/json").send(`[${"0,".repeat(1_000_000)}0]`);
      return;
    case "down":
      reply.hijack();
      request.raw.socket.destroy();
      return;
  }
}

/** Entries by the document of the person they are about. */
export function byDocument<Entry>(
  entries: readonly Entry[],
  documentOf: (entry: Entry) => IdentityDocument,
): ReadonlyMap<string, readonly Entry[]> {
  return Map.groupBy(entries, (entry) => {
    const { kind, number } = documentOf(entry);
    return wireKey(DOCUMENT_CODES[kind], number);
  });
}

/** A document as agencies send it about: its kind's code and its number. */
export const wireKey = (code: string, number: string): string => `${code}:${number}`;

export const wireDocument = ({ document }: DemoPerson) => ({
  code: DOCUMENT_CODES[document.kind],
  number: document.number,
});

/** Applicants, as wire keys, of children for whom the agency has no answer ready. */
export function silentApplicants(
  registers: Registers,
  source: "social-insurance" | "residence",
): ReadonlySet<string> {
  const silent = new Set(registers.silent[source]);
  const guardians = registers.kin.filter(
    ({ child, guardian }) => guardian && silent.has(child.document.number),
  );
  return new Set(
    guardians.map(({ relative }) => {
      const { code, number } = wireDocument(relative);
      return wireKey(code, number);
    }),
  );
}

/** An instant in China's civil time, as `2024-06-01 09:30:00`. */
export const civilTimeOf = (instant: number): string =>
  new Date(instant + 8 * 60 * 60 * 1000).toISOString().slice(0, 19).replace("T", " ");

import type { FastifyInstance } from "fastify";
import { Registry, collectDefaultMetrics } from "prom-client";
import { isReady } from "../services/readiness.ts";
import type { HttpContext } from "./context.ts";

/** `/healthz`: the process lives. `/readyz`: it can serve, database included. `/metrics`: Prometheus. */
export function registerHealth(app: FastifyInstance, http: HttpContext): void {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/readyz", async (_, reply) => {
    const ready = await isReady(http.services);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "database unreachable" });
  });

  app.get("/metrics", async (_, reply) => {
    reply.type(metrics.contentType);
    return metrics.metrics();
  });
}

import type { FastifyReply } from "fastify";
import type { JSX } from "preact";
import { renderPage } from "@yangguang/web/page.ts";

/** Sends a whole page. It may name a child or carry a session's token, so nothing keeps a copy. */
export const sendPage = (reply: FastifyReply, page: JSX.Element, status = 200): FastifyReply =>
  reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(renderPage(page));

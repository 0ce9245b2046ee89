import type { FastifyReply } from "fastify";
import type { JSX } from "preact";
import type { PageContext, PageProps } from "@yangguang/web/page.ts";
import { renderPage } from "@yangguang/web/page.ts";

/** Sends a whole page. It may name a child or carry a session's token, so nothing keeps a copy. */
export const sendPage = <View>(
  reply: FastifyReply,
  Page: (props: PageProps<View>) => JSX.Element,
  view: View,
  page: PageContext,
  status = 200,
): FastifyReply =>
  reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(renderPage(Page({ view, page })));

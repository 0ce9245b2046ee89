import type { FastifyRequest } from "fastify";
import { isUuid } from "@yangguang/core/domain/ids.ts";
import { fields } from "@yangguang/web/routes.ts";
import { Refusal } from "./refusals.ts";

/** A parameter of the query, trimmed; the first one where it is repeated, "" where it is absent. */
export function queryOf(request: FastifyRequest): (name: string) => string {
  const query = request.query as Readonly<Record<string, string | readonly string[] | undefined>>;
  return (name) => {
    const value = Object.hasOwn(query, name) ? query[name] : undefined;
    return ((typeof value === "string" ? value : value?.[0]) ?? "").trim();
  };
}

/** The page of a list that was asked for; the first where that is no number. */
export function pageNumber(query: (name: string) => string): number {
  const asked = query(fields.page);
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1;
}

/** One of the known words, or "" for anything else. */
export const oneOf = <Word extends string>(known: readonly Word[], asked: string): Word | "" =>
  known.find((word) => word === asked) ?? "";

/** A part of the path, as the route's pattern names it. */
export const pathPart = (request: FastifyRequest, name: string): string =>
  (request.params as Readonly<Record<string, string | undefined>>)[name] ?? "";

/** The id of something in the path; what cannot be an id does not exist. */
export function pathId(request: FastifyRequest, name: string): string {
  const id = pathPart(request, name);
  if (!isUuid(id)) throw new Refusal(404);
  return id;
}

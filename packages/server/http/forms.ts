import { createHash } from "node:crypto";
import { fields } from "@yangguang/web/routes.ts";
import type { FastifyRequest } from "fastify";
import { Refusal } from "./refusals.ts";
import { failure } from "@yangguang/core/domain/result.ts";

/** A posted form: text fields, some of them repeated. */
export interface PostedForm {
  /** The first value, trimmed of outer white space; "" where the field is absent. */
  text(name: string): string;
  all(name: string): readonly string[];
  ticked(name: string): boolean;
  /** Names and values of fields that start with `prefix`, which is cut off. */
  startingWith(prefix: string): ReadonlyMap<string, string>;
  /**
   * Idempotency key of this form on this page with what was entered: a second click has the same,
   * a page that was gone back to and filled in anew has not.
   */
  readonly key: string;
  /** The version that the page showed; -1 where it carries none. */
  readonly version: number;
}

const MOST_CHARACTERS = 5000;

export function readForm(request: FastifyRequest): PostedForm {
  const body = (request.body ?? {}) as Readonly<Record<string, string | string[] | undefined>>;
  const all = (name: string): readonly string[] => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return values.map((item) => item.trim());
  };
  for (const name of Object.keys(body)) {
    if (all(name).some((value) => value.length > MOST_CHARACTERS)) throw tooLong(name);
  }
  const text = (name: string): string => all(name)[0] ?? "";
  const key = text(fields.key);
  if (!/^[\w.:-]{8,200}$/.test(key)) throw new Refusal(400, [noKey]);
  return {
    text,
    all,
    ticked: (name) => text(name) !== "",
    startingWith: (prefix) =>
      new Map(
        Object.keys(body)
          .filter((name) => name.startsWith(prefix))
          .map((name) => [name.slice(prefix.length), text(name)]),
      ),
    key: `${key}.${digestOf(body)}`,
    version: /^\d{1,9}$/.test(text(fields.version)) ? Number(text(fields.version)) : -1,
  };
}

/** Of all that was entered; the session's token may change between two clicks. */
function digestOf(body: Readonly<Record<string, unknown>>): string {
  const entered = Object.entries(body)
    .filter(([name]) => name !== fields.csrf)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(entered)).digest("base64url");
}

const noKey = failure(
  "form.no-key",
  "页面不完整，请返回上一页刷新后再提交。您的草稿没有丢失。",
  "The page is incomplete. Go back, reload it and send again. Your draft is not lost.",
);

const tooLong = (name: string): Refusal =>
  new Refusal(400, [
    failure(
      "form.too-long",
      `内容过长（最多${MOST_CHARACTERS}字），请缩短后再提交。`,
      `Too long (at most ${MOST_CHARACTERS} characters). Shorten it and send again.`,
      name,
    ),
  ]);

/** Any origin would do: it only shows whether a reference leaves it. */
const HERE = "http://here.invalid";

/**
 * A path of this site to go back to, read as browsers read it (they drop tabs and ends of lines, and
 * take a backslash for a slash); anything else leads home.
 */
export function backOf(
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const [given = "/"] = [query[fields.back]].flat();
  if (!given.startsWith("/") || !URL.canParse(given, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(given, HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

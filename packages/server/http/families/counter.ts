import { DOCUMENT_KINDS, parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import { parsePersonName } from "@yangguang/core/domain/names.ts";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { failure, ok } from "@yangguang/core/domain/result.ts";
import { CounterPage } from "@yangguang/web/counters/counter.tsx";
import type { CounterView } from "@yangguang/web/counters/views.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { FastifyInstance } from "fastify";
import { findFamilyAtCounter } from "../../services/families.ts";
import { seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, requireRole } from "../context.ts";
import type { PostedForm } from "../forms.ts";
import { readForm } from "../forms.ts";
import { openAtCounter } from "./counter-families.ts";
import type { Outcome } from "./outcome.ts";
import { answer, statusOf } from "./outcome.ts";

/** Where a clerk finds the family of a guardian who stands at the counter. */
export function registerCounter(app: FastifyInstance, http: HttpContext): void {
  app.get(routes.counter.pattern, async (request, reply) => {
    requireRole(request, "clerk");
    return answer(http, request, reply, await counterPage(http, NOTHING_ENTERED, []));
  });

  app.post(routes.counter.pattern, async (request, reply) => {
    const clerk = requireRole(request, "clerk");
    const form = readForm(request);
    const entered = readEntered(form);
    const read = readGuardian(entered);
    const found = read.failures.length > 0 ? null : await find(http, clerk.id, read);
    const failures = found === null ? read.failures : found.ok ? [] : [found.error];
    if (found === null || !found.ok) {
      return answer(http, request, reply, await counterPage(http, entered, failures));
    }
    openAtCounter(http, request, reply, clerk, found.value);
    const to = routes.counterFamily.path({ guardian: found.value });
    return answer(http, request, reply, { to });
  });
}

type Entered = Pick<CounterView, "guardianName" | "guardianDocument" | "statement">;

const NOTHING_ENTERED: Entered = { guardianName: "", guardianDocument: "", statement: false };

const readEntered = (form: PostedForm): Entered => ({
  guardianName: form.text(fields.guardianName),
  guardianDocument: form.text(fields.guardianDocument),
  statement: form.ticked(fields.statement),
});

async function counterPage(
  http: HttpContext,
  entered: Entered,
  failures: readonly Failure[],
): Promise<Outcome> {
  const season = seasonView(await currentSeason(http));
  const view: CounterView = { season, ...entered, failures };
  return {
    show: (page) => CounterPage({ view, page }),
    ...(failures.length > 0 ? { status: statusOf(failures) } : {}),
  };
}

interface Guardian {
  readonly name: string;
  readonly documents: readonly IdentityDocument[];
  readonly failures: readonly Failure[];
}

function readGuardian({ guardianName, guardianDocument, statement }: Entered): Guardian {
  const name = parsePersonName(guardianName);
  const documents = readDocuments(guardianDocument);
  return {
    name: name.ok ? name.value : "",
    documents: documents.ok ? documents.value : [],
    failures: [
      ...(name.ok ? [] : [{ ...name.error, place: fields.guardianName }]),
      ...(documents.ok ? [] : [{ ...documents.error, place: fields.guardianDocument }]),
      ...(statement ? [] : [noStatement]),
    ],
  };
}

/**
 * Every document that the number can be: most numbers show their kind, but a permit's may also be a
 * passport's. The register then knows at most one of them.
 */
export function readDocuments(raw: string): Result<readonly IdentityDocument[]> {
  const told = parseIdentityDocument(undefined, raw);
  if (told.ok) return ok([told.value]);
  if (told.error.code !== "identity.kind-needed") return told;
  const possible = DOCUMENT_KINDS.filter((kind) => kind !== "birth-certificate").flatMap((kind) => {
    const document = parseIdentityDocument(kind, raw);
    return document.ok ? [document.value] : [];
  });
  return possible.length > 0 ? ok(possible) : told;
}

const find = (
  http: HttpContext,
  clerkId: string,
  { name, documents }: Guardian,
): Promise<Result<string>> => {
  const plain = documents.map(({ kind, number }) => ({ kind, number }));
  return findFamilyAtCounter(http.services, name, plain, clerkId);
};

const noStatement = failure(
  "counter.no-statement",
  "请先向监护人宣读并得到同意，再勾选。",
  "Read the statement to the guardian first, and tick once he or she agrees.",
  fields.statement,
);

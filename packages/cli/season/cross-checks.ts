import type { IdentityDocument } from "@yangguang/core/domain/identity.ts";
import { DOCUMENT_KINDS, parseIdentityDocument } from "@yangguang/core/domain/identity.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import type { ColumnId } from "./columns.ts";
import type { ParsedChild } from "./read-row.ts";

export interface CrossProblem {
  readonly row: number;
  readonly column: ColumnId;
  readonly failure: Failure;
  readonly value: string;
}

const keyOf = ({ kind, number }: Pick<IdentityDocument, "kind" | "number">): string =>
  `${kind}:${number}`;

/** What can be judged only when all rows are known: one row a child, and siblings who share a lot. */
export class CrossChecks {
  readonly #children: ParsedChild[] = [];
  readonly #rowsByDocument = new Map<string, number[]>();

  /** `child` is null where the row was refused, yet its document may stand on another row too. */
  add(row: number, document: IdentityDocument | null, child: ParsedChild | null): void {
    if (document !== null) {
      const key = keyOf(document);
      const rows = this.#rowsByDocument.get(key);
      if (rows === undefined) this.#rowsByDocument.set(key, [row]);
      else rows.push(row);
    }
    if (child !== null) this.#children.push(child);
  }

  /** The children who remain, their lot groups filled in, and what is wrong with the others. */
  finish(): { readonly rows: readonly ParsedChild[]; readonly problems: readonly CrossProblem[] } {
    const problems: CrossProblem[] = [];
    let children = this.#withoutProblems(
      this.#children,
      (child) => this.#duplicate(child),
      problems,
    );
    // A sibling refused here may be the one whom another child names, so this goes on until none is.
    for (;;) {
      const byRow = new Map(children.map((child) => [child.row, child]));
      const before = children.length;
      children = this.#withoutProblems(
        children,
        (child) => this.#lotProblem(child, byRow),
        problems,
      );
      if (children.length === before) return { rows: this.#grouped(children), problems };
    }
  }

  #withoutProblems(
    children: readonly ParsedChild[],
    judge: (child: ParsedChild) => CrossProblem | null,
    problems: CrossProblem[],
  ): ParsedChild[] {
    return children.filter((child) => {
      const problem = judge(child);
      if (problem !== null) problems.push(problem);
      return problem === null;
    });
  }

  #duplicate({ row, child }: ParsedChild): CrossProblem | null {
    const rows = this.#rowsByDocument.get(keyOf(child.document)) ?? [];
    if (rows.length < 2) return null;
    const others = rows.filter((other) => other !== row).slice(0, 5);
    return {
      row,
      column: "child.document",
      value: child.document.number,
      failure: failure(
        "child.duplicate",
        `第${[row, ...others].toSorted((one, other) => one - other).join("、")}行是同一名儿童（证件号码相同）。每名儿童只能有一行，请删去多余的行。`,
        `Rows ${[row, ...others].toSorted((one, other) => one - other).join(", ")} are the same child (same document number). Keep one row for each child.`,
      ),
    };
  }

  /** The row of the sibling, by whatever kind of document the number may be of. */
  #rowsOf(number: string): readonly number[] {
    return DOCUMENT_KINDS.flatMap((kind) => {
      const document = parseIdentityDocument(kind, number);
      return document.ok ? (this.#rowsByDocument.get(keyOf(document.value)) ?? []) : [];
    });
  }

  #lotProblem(child: ParsedChild, byRow: ReadonlyMap<number, ParsedChild>): CrossProblem | null {
    if (child.lotSharedWith === null) return null;
    const refuse = (code: string, zh: string, en: string): CrossProblem => ({
      row: child.row,
      column: "lot.sharedWith",
      value: child.lotSharedWith ?? "",
      failure: failure(code, zh, en),
    });
    const [siblingRow] = this.#rowsOf(child.lotSharedWith);
    if (siblingRow === undefined) {
      return refuse(
        "lot.sibling-missing",
        "文件中没有持此证件号码的儿童。请核对号码；不共用摇号号码的请留空。",
        "No child in the file has this document number. Check it, or leave the cell empty if no lot is shared.",
      );
    }
    if (siblingRow === child.row) {
      return refuse(
        "lot.own-number",
        "这是该儿童自己的证件号码。请填写兄弟姐妹的号码，或留空。",
        "This is the child's own number. Enter the sibling's, or leave the cell empty.",
      );
    }
    const sibling = byRow.get(siblingRow);
    if (sibling === undefined) {
      return refuse(
        "lot.sibling-rejected",
        `第${siblingRow}行的兄弟姐妹信息有误，未能读入。请先改正该行。`,
        `The sibling in row ${siblingRow} could not be read. Correct that row first.`,
      );
    }
    if (this.#sameFamily(child, sibling)) return null;
    return refuse(
      "lot.not-a-sibling",
      `与第${siblingRow}行的儿童监护人不同，且对方没有填写本儿童的号码。共用摇号号码须由双方互相填写。`,
      `The child in row ${siblingRow} has another guardian and does not name this child. To share a lot, each must name the other.`,
    );
  }

  #sameFamily(one: ParsedChild, other: ParsedChild): boolean {
    const guardians = [one.guardian, other.guardian].filter((guardian) => guardian !== null);
    const documents = new Set(guardians.map(({ document }) => keyOf(document)));
    if (guardians.length === 2 && documents.size === 1) return true;
    return other.lotSharedWith !== null && this.#rowsOf(other.lotSharedWith).includes(one.row);
  }

  /** Siblings named one after another form one group, called after its first row. */
  #grouped(children: readonly ParsedChild[]): readonly ParsedChild[] {
    const first = new Map<number, number>();
    const root = (row: number): number => {
      const above = first.get(row) ?? row;
      return above === row ? row : root(above);
    };
    for (const { row, lotSharedWith } of children) {
      if (lotSharedWith === null) continue;
      const [sibling = row] = this.#rowsOf(lotSharedWith);
      const [one, other] = [root(row), root(sibling)];
      first.set(Math.max(one, other), Math.min(one, other));
      first.set(Math.min(one, other), Math.min(one, other));
    }
    if (first.size === 0) return children;
    return children.map((child) =>
      first.has(child.row) ? { ...child, lotGroup: `row-${root(child.row)}` } : child,
    );
  }
}

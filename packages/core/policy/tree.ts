import type { Node, YAMLError } from "yaml";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Failure, Result } from "../domain/result.ts";
import { err, failure, ok } from "../domain/result.ts";

/** Where a value stands in the file, for people: "line 40, column 3, steps[2].mechanism". */
export type Place = string;

/** A policy file as plain values, each with its place. */
export type Tree =
  | {
      readonly kind: "scalar";
      readonly value: string | number | boolean | null;
      readonly path: string;
      readonly place: Place;
    }
  | {
      readonly kind: "list";
      readonly items: readonly Tree[];
      readonly path: string;
      readonly place: Place;
    }
  | {
      readonly kind: "map";
      readonly entries: ReadonlyMap<string, Entry>;
      readonly path: string;
      readonly place: Place;
    };

interface Entry {
  readonly keyPlace: Place;
  readonly tree: Tree;
}

/** Far more than any policy needs; the parser recurses and must not run out of stack. */
const DEEPEST_NESTING = 60;
const LONGEST_FILE = 2_000_000;

/** Reads YAML 1.2 (JSON is a part of it) without anchors, aliases and tags. */
export function parseTree(source: string): Result<Tree, readonly Failure[]> {
  const unreadable = tooLargeOrDeep(source);
  if (unreadable !== null) return err([unreadable]);
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const placeAt = (offset: number, path: string): Place => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}${path === "" ? "" : `, ${path}`}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return err(faults.map((fault) => syntaxFailure(fault, placeAt(fault.pos[0], ""))));
  }
  const problems: Failure[] = [];
  const tree = toTree(document.contents, "", placeAt, problems);
  return problems.length > 0 ? err(problems) : ok(tree);
}

function tooLargeOrDeep(source: string): Failure | null {
  if (source.length > LONGEST_FILE) {
    return failure(
      "policy.too-large",
      "文件过大，不像是招生政策。请检查是否选错了文件。",
      "The file is too large to be a policy. Check that it is the right file.",
      "line 1, column 1",
    );
  }
  let brackets = 0;
  for (const [index, line] of source.split("\n").entries()) {
    const lead = /^[\s\-?:]*/.exec(line)?.[0] ?? "";
    for (const character of line) {
      if (character === "[" || character === "{") brackets += 1;
      if (character === "]" || character === "}") brackets = Math.max(0, brackets - 1);
    }
    if (brackets > DEEPEST_NESTING || lead.length > 4 * DEEPEST_NESTING) {
      return failure(
        "policy.too-deep",
        "嵌套层数过多。请检查括号是否成对、缩进是否正确。",
        "Nested too deeply. Check that brackets are closed and the indentation is right.",
        `line ${index + 1}, column 1`,
      );
    }
  }
  return null;
}

const SYNTAX_WORDS_ZH: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "同一个键写了两次，请删去其中一个",
  BAD_INDENT: "缩进不对，或括号没有成对",
  TAB_AS_INDENT: "缩进请用空格，不要用制表符",
  MULTIPLE_DOCS: "一个文件只能写一份政策，请删去多余的“---”",
  MISSING_CHAR: "缺少标点，如引号、冒号或括号",
  UNEXPECTED_TOKEN: "此处不应有这些字符",
};

const syntaxFailure = (fault: YAMLError, place: Place): Failure =>
  failure(
    "policy.syntax",
    `不是有效的 YAML：${SYNTAX_WORDS_ZH[fault.code] ?? fault.message}。请改正后重新提交。`,
    `Not valid YAML: ${fault.message}. Mend it and submit again.`,
    place,
  );

type PlaceAt = (offset: number, path: string) => Place;

/** Nodes that the parser made without errors; what cannot be part of a policy is a problem. */
function toTree(node: Node | null, path: string, placeAt: PlaceAt, problems: Failure[]): Tree {
  const place = placeAt(node?.range?.[0] ?? 0, path);
  const none: Tree = { kind: "scalar", value: null, path, place };
  if (node === null) return none;
  if (isAlias(node) || node.anchor !== undefined || node.tag !== undefined) {
    problems.push(
      failure(
        "policy.yaml-feature",
        "政策文件不使用锚点（&）、别名（*）和标签（!），请把内容完整写出。",
        "A policy uses no anchors (&), aliases (*) or tags (!). Write the content out in full.",
        place,
      ),
    );
    return none;
  }
  if (isMap(node)) return mapToTree(node.items, { path, place, placeAt, problems });
  if (isSeq(node)) {
    const items = node.items.map((item, index) =>
      toTree(item as Node | null, `${path}[${index}]`, placeAt, problems),
    );
    return { kind: "list", items, path, place };
  }
  const value = isScalar(node) ? node.value : null;
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return { kind: "scalar", value, path, place };
  }
  return { kind: "scalar", value: Number(value), path, place };
}

function mapToTree(
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  at: { path: string; place: Place; placeAt: PlaceAt; problems: Failure[] },
): Tree {
  const entries = new Map<string, Entry>();
  for (const { key, value } of pairs) {
    if (!isScalar(key)) {
      at.problems.push(
        failure(
          "policy.yaml-feature",
          "键只能是一个词，不能是列表或其他结构。",
          "A key must be a single word, not a list or another structure.",
          at.place,
        ),
      );
      continue;
    }
    const name = key.source ?? String(key.value);
    const path = at.path === "" ? name : `${at.path}.${name}`;
    const keyPlace = at.placeAt(key.range?.[0] ?? 0, path);
    const tree = toTree(value as Node | null, path, at.placeAt, at.problems);
    // A key without a value has no place of its own.
    const placed = value === null ? { ...tree, place: keyPlace } : tree;
    entries.set(name, { keyPlace, tree: placed });
  }
  return { kind: "map", entries, path: at.path, place: at.place };
}

/** Gives the place of a path such as "steps[2].order"; of its nearest ancestor where it is absent. */
export function placesOf(root: Tree): (path: string) => Place {
  const places = new Map<string, Place>();
  const visit = (tree: Tree): void => {
    places.set(tree.path, tree.place);
    if (tree.kind === "list") tree.items.forEach(visit);
    if (tree.kind === "map") for (const entry of tree.entries.values()) visit(entry.tree);
  };
  visit(root);
  return (path) => {
    for (
      let known = path;
      ;
      known = known.slice(0, Math.max(0, known.search(/(\.[^.[\]]+|\[\d+\])$/)))
    ) {
      const place = places.get(known);
      if (place !== undefined) return place;
    }
  };
}

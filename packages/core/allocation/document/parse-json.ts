import type { Failure, Result } from "../../domain/result.ts";
import { err, failure, ok } from "../../domain/result.ts";
import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";

/** No document nests nearly so deep; a stack is not to be filled by brackets. */
const DEEPEST = 60;

/**
 * Reads a JSON text (RFC 8259) and says of a mistake on which line and in which column it stands,
 * in the same words on every engine. A key that an object has twice is a mistake too: the built-in
 * reader would drop one of the two in silence.
 */
export function parseJson(source: string): Result<unknown> {
  try {
    return ok(new JsonReader(source).whole());
  } catch (problem) {
    if (problem instanceof Mistake) return err(problem.failure);
    throw problem;
  }
}

class Mistake extends Error {
  readonly failure: Failure;
  constructor(found: Failure) {
    super(found.message.en);
    this.failure = found;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;
const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Below it are the control characters; past the end of the text is no number at all. */
const SPACE_SIGN = 0x20;

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class JsonReader {
  readonly #source: string;
  #position = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#position < this.#source.length) {
      this.#fail(text("文件到这里应当结束", "the document should end here"));
    }
    return value;
  }

  #value(depth: number): unknown {
    this.#skipSpace();
    if (depth > DEEPEST) this.#fail(text("括号套得太深", "brackets are nested too deep"));
    const first = this.#source[this.#position];
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#list(depth);
    if (first === '"') return this.#string();
    const number = this.#match(NUMBER);
    if (number !== null) return Number(number);
    const start = this.#position;
    const word = this.#match(WORD);
    if (word !== null && Object.hasOwn(WORDS, word)) return WORDS[word];
    this.#position = start;
    return this.#fail(text("这里应是一个值", "a value is expected here"));
  }

  #object(depth: number): unknown {
    const entries = new Map<string, unknown>();
    this.#position += 1;
    if (this.#takes("}")) return {};
    do {
      this.#skipSpace();
      const start = this.#position;
      if (this.#source[start] !== '"') {
        this.#fail(text("这里应是带双引号的键", "a key in double quotes is expected here"));
      }
      const key = this.#string();
      if (entries.has(key)) {
        this.#position = start;
        this.#fail(text(`键“${key}”写了两次`, `the key “${key}” is written twice`));
      }
      if (!this.#takes(":")) this.#fail(text("这里应是冒号", "a colon is expected here"));
      entries.set(key, this.#value(depth + 1));
    } while (this.#takes(","));
    if (!this.#takes("}")) this.#fail(text("这里应是 , 或 }", "a , or a } is expected here"));
    return Object.fromEntries(entries);
  }

  #list(depth: number): unknown {
    const items: unknown[] = [];
    this.#position += 1;
    if (this.#takes("]")) return items;
    do items.push(this.#value(depth + 1));
    while (this.#takes(","));
    if (!this.#takes("]")) this.#fail(text("这里应是 , 或 ]", "a , or a ] is expected here"));
    return items;
  }

  /** Goes on to the closing quote; the built-in reader then turns escapes into characters. */
  #string(): string {
    const start = this.#position;
    let escaped = false;
    this.#position += 1;
    for (;;) {
      const unit = this.#source.charCodeAt(this.#position);
      if (unit === QUOTE) break;
      if (unit === BACKSLASH) {
        escaped = true;
        if (this.#match(ESCAPE) === null) {
          this.#fail(text("这里的 \\ 用法不对", "this \\ is not a known escape"));
        }
      } else if (unit >= SPACE_SIGN) {
        this.#position += 1;
      } else {
        this.#fail(
          text(
            "文字没有结束的引号，或含有须转义的控制字符",
            "the text has no closing quote, or holds a control character that must be escaped",
          ),
        );
      }
    }
    this.#position += 1;
    return escaped
      ? (JSON.parse(this.#source.slice(start, this.#position)) as string)
      : this.#source.slice(start + 1, this.#position - 1);
  }

  #skipSpace(): void {
    this.#match(SPACE);
  }

  /** Passes over the sign, and space before it, if it comes next. */
  #takes(sign: string): boolean {
    this.#skipSpace();
    if (this.#source[this.#position] !== sign) return false;
    this.#position += 1;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#source)?.[0] ?? null;
    if (found !== null) this.#position += found.length;
    return found;
  }

  #fail(what: Text): never {
    const before = this.#source.slice(0, this.#position).split(/\r\n|\n|\r/);
    const [line, column] = [before.length, Array.from(before.at(-1) ?? "").length + 1];
    throw new Mistake(
      failure(
        "document.json",
        `不是有效的 JSON：${what.zh}。`,
        `Not valid JSON: ${what.en}.`,
        `line ${line}, column ${column}`,
      ),
    );
  }
}

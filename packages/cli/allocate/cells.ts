/**
 * A cell as the document would have it. What cannot be understood stays text, so that the
 * document's reader refuses it in the same words wherever it came from.
 */
export type ReadCell = (text: string) => unknown;

const words: ReadCell = (text) => text;

const number: ReadCell = (text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);

const yesOrNo: ReadCell = (text) =>
  /^(?:yes|true|1|是)$/i.test(text) || (/^(?:no|false|0|否)$/i.test(text) ? false : text);

const parts = (text: string, separator: string): readonly string[] =>
  text.split(separator).map((part) => part.trim());

const list =
  (separator: string): ReadCell =>
  (text) =>
    parts(text, separator);

/** "s1>s2=s3": s1 first, then s2 and s3 tied. */
const ranking: ReadCell = (text) =>
  parts(text, ">").map((rank) => (rank.includes("=") ? parts(rank, "=") : rank));

/** "0x9f" and 64 hex digits are hex, all else is a whole number. */
const lot: ReadCell = (text) =>
  text.startsWith("0x") || /^[0-9a-fA-F]{64}$/.test(text) ? text : number(text);

/** "c1:3;c2:9" */
const bySchool =
  (read: ReadCell): ReadCell =>
  (text) =>
    Object.fromEntries(
      parts(text, ";").map((pair) => {
        const [school = "", value = ""] = parts(pair, ":");
        return [school, read(value)];
      }),
    );

/** One for all schools, or one for each. */
const points: ReadCell = (text) => (text.includes(":") ? bySchool(number)(text) : number(text));

/** "minority:1", "minority:1:hard" (stays empty), "minority:1:girls" (handed on to the girls). */
const reserves: ReadCell = (text) =>
  parts(text, ";").map((reserve) => {
    const [group = "", seats = "", rule] = parts(reserve, ":");
    const base = { group, seats: number(seats) };
    if (rule === undefined) return base;
    return rule === "hard" ? { ...base, hard: true } : { ...base, handOn: rule };
  });

const groupsWith =
  (key: string): ReadCell =>
  (text) =>
    parts(text, ";").map((pair) => {
      const [group = "", value = ""] = parts(pair, ":");
      return { group, [key]: number(value) };
    });

export const SCHOOL_COLUMNS: ReadonlyMap<string, ReadCell> = new Map([
  ["id", words],
  ["name", words],
  ["seats", number],
  ["priority", ranking],
  ["reserves", reserves],
  ["precedence", list(">")],
  ["caps", groupsWith("atMost")],
  ["rates", groupsWith("percentAtLeast")],
]);

export const APPLICANT_COLUMNS: ReadonlyMap<string, ReadCell> = new Map([
  ["id", words],
  ["choices", list(">")],
  ["groups", list(";")],
  ["category", words],
  ["lot", lot],
  ["lots", bySchool(lot)],
  ["family", words],
  ["points", points],
  ["guaranteed", words],
  ["consent", yesOrNo],
  ["distances", bySchool(number)],
]);

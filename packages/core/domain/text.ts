/** Words for a person, in both languages of the product. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Text;

export const text = (zh: string, en: string): Text => ({ zh, en });

/** Joins texts with the punctuation of each language. */
export function joinTexts(parts: readonly Text[]): Text {
  return {
    zh: parts.map((part) => part.zh).join("、"),
    en: parts.map((part) => part.en).join(", "),
  };
}

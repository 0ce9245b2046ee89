import type { Language } from "@yangguang/core/domain/text.ts";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** Chinese is written first; every other language is one more file with the same keys. */
export type TextKey = keyof typeof zh;

/** Keys whose words need no values: for lists of keys. */
export type PlainTextKey = {
  [Key in TextKey]: [ParameterNames<(typeof zh)[Key]>] extends [never] ? Key : never;
}[TextKey];

export type Catalogue = Readonly<Record<TextKey, string>>;

export const LANGUAGES: Readonly<
  Record<Language, { readonly name: string; readonly tag: string; readonly catalogue: Catalogue }>
> = {
  zh: { name: "中文", tag: "zh-CN", catalogue: zh },
  en: { name: "English", tag: "en", catalogue: en },
};

type ParameterNames<Message extends string> =
  Message extends `${string}{${infer Name}}${infer Rest}` ? Name | ParameterNames<Rest> : never;

type Parameters<Key extends TextKey> = [ParameterNames<(typeof zh)[Key]>] extends [never]
  ? []
  : [values: Readonly<Record<ParameterNames<(typeof zh)[Key]>, string | number>>];

/** A key's words as they stand in the catalogue, for a script that puts the values in itself. */
export const patternOf = (page: { readonly language: Language }, key: TextKey): string =>
  LANGUAGES[page.language].catalogue[key];

/**
 * The words of a key in the page's language. `{name}` stands for a value; `{name|one|other}` for
 * the first word where the value is 1 and for the second otherwise.
 */
export function t<Key extends TextKey>(
  page: { readonly language: Language },
  key: Key,
  ...values: Parameters<Key>
): string {
  const given: Readonly<Record<string, string | number>> = values[0] ?? {};
  return LANGUAGES[page.language].catalogue[key].replaceAll(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (_, name: string, one: string | undefined, other: string | undefined) => {
      const value = given[name];
      if (value === undefined) throw new Error(`text ${key} lacks a value for ${name}`);
      if (one === undefined || other === undefined) return String(value);
      return Number(value) === 1 ? one : other;
    },
  );
}

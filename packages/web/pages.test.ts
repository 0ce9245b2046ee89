import { describe, expect, it } from "vitest";
import type { Language } from "@yangguang/core/domain/text.ts";
import { examplePage } from "./examples/page-example.ts";
import { pageExamples } from "./examples/index.ts";
import { renderPage } from "./page.ts";
import { fields } from "./routes.ts";
import type { Tag } from "./testing/html.ts";
import { named, tagsOf, textOf } from "./testing/html.ts";

interface Rendered {
  readonly name: string;
  readonly language: Language;
  readonly html: string;
  readonly tags: readonly Tag[];
}

const PAGES: readonly Rendered[] = (["zh", "en"] as const).flatMap((language) =>
  pageExamples.map((example) => {
    const html = renderPage(example.render(examplePage(example, language)));
    return { name: example.name, language, html, tags: tagsOf(html) };
  }),
);

/** What is wrong on which page: each check names its finds, so that a failure says where. */
const findOn = (
  pages: readonly Rendered[],
  find: (page: Rendered) => readonly string[],
): readonly string[] =>
  pages.flatMap((page) => find(page).map((what) => `${page.language} ${page.name}: ${what}`));

const idsOf = ({ tags }: Rendered): readonly string[] =>
  tags.flatMap(({ attributes }) => attributes["id"] ?? []);

const describeTag = ({ name, attributes }: Tag): string => `${name} ${JSON.stringify(attributes)}`;

const hiddenValue = (html: string, name: string): string =>
  named(html, "input").find(({ attributes }) => attributes["name"] === name)?.attributes["value"] ??
  "";

const formsOf = ({ html }: Rendered): readonly string[] =>
  html
    .split("<form")
    .slice(1)
    .map((rest) => `<form${rest.split("</form>")[0] ?? ""}`);

describe("every page in every state and language", () => {
  it("has examples of its own name", () => {
    const names = pageExamples.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("is one document, in its language, with one main heading", () => {
    const wrong = findOn(PAGES, ({ html, language }) => [
      ...(html.startsWith("<!doctype html>\n<html ") ? [] : ["no document"]),
      ...(named(html, "h1").length === 1 ? [] : ["not one h1"]),
      ...(named(html, "main").length === 1 ? [] : ["not one main"]),
      ...(named(html, "html")[0]?.attributes["lang"] === (language === "zh" ? "zh-CN" : "en")
        ? []
        : ["wrong language"]),
    ]);
    expect(wrong).toEqual([]);
  });

  it("leaves no value out of its words", () => {
    const wrong = findOn(
      PAGES,
      ({ html }) =>
        textOf(html).match(/undefined|NaN|\[object \w+\]|Invalid Date|\{\w+[|}]/g) ?? [],
    );
    expect(wrong).toEqual([]);
  });

  it("has ids that are unique", () => {
    const wrong = findOn(PAGES, (page) =>
      idsOf(page).filter((id, index, ids) => ids.indexOf(id) !== index),
    );
    expect(wrong).toEqual([]);
  });

  it("points only at ids that are there: labels, hints, errors, links within the page", () => {
    const wrong = findOn(PAGES, (page) => {
      const known = new Set(idsOf(page));
      return page.tags
        .flatMap(({ name, attributes }) => [
          ...(name === "label" ? [attributes["for"] ?? "(label without for)"] : []),
          ...(attributes["aria-describedby"]?.split(" ") ?? []),
          ...(attributes["aria-labelledby"]?.split(" ") ?? []),
          ...(attributes["href"]?.startsWith("#") === true ? [attributes["href"].slice(1)] : []),
        ])
        .filter((id) => !known.has(id));
    });
    expect(wrong).toEqual([]);
  });

  it("has a label for every control", () => {
    const wrong = findOn(PAGES, ({ html, tags }) => {
      const labelled = new Set(named(html, "label").map(({ attributes }) => attributes["for"]));
      return tags
        .filter(({ name }) => ["input", "select", "textarea"].includes(name))
        .filter(({ attributes }) => attributes["type"] !== "hidden")
        .filter(({ attributes }) => !labelled.has(attributes["id"] ?? ""))
        .map(describeTag);
    });
    expect(wrong).toEqual([]);
  });

  it("has nothing that the content security policy would refuse", () => {
    const wrong = findOn(PAGES, ({ tags }) =>
      tags
        .filter(
          ({ name, attributes }) =>
            name === "style" ||
            (name === "script" && attributes["src"] === undefined) ||
            Object.keys(attributes).some((key) => key === "style" || /^on[a-z]/.test(key)),
        )
        .map(describeTag),
    );
    expect(wrong).toEqual([]);
  });

  it("sends the token and a key of its own with every form that changes something", () => {
    const wrong = findOn(PAGES, (page) => {
      const posting = formsOf(page).filter(
        (form) => named(form, "form")[0]?.attributes["method"] === "post",
      );
      const keys = posting.map((form) => hiddenValue(form, fields.key));
      return [
        ...posting.filter((form) => hiddenValue(form, fields.csrf) !== "token-of-the-session"),
        ...keys.filter((key) => !key.startsWith("c2FtcGxlLWtleQ.")),
        ...keys.filter((key, index) => keys.indexOf(key) !== index),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("shows the words of every error beside its field and above the form", () => {
    // The components page shows a summary by itself.
    const wrong = findOn(
      PAGES.filter(({ name }) => name !== "components"),
      ({ html }) =>
        [...html.matchAll(/<a href="#f-([^"]+)">([^<]+)<\/a>/g)]
          .map(([, , words = ""]) => words)
          .filter((words) => html.split(words).length < 3),
    );
    expect(wrong).toEqual([]);
  });
});

describe("languages", () => {
  it("differ on every page", () => {
    const english = PAGES.filter(({ language }) => language === "en");
    const same = PAGES.filter(({ language }) => language === "zh").filter(
      (page, index) => textOf(page.html) === textOf(english[index]?.html ?? ""),
    );
    expect(same.map(({ name }) => name)).toEqual([]);
  });

  it("leave no Chinese in English headings, labels and buttons", () => {
    // Names of people stay as they are; the words of a notice are quoted, and marked as Chinese.
    const ownNames = /[*阿应]\S*|买买提|胡立新|程远/g;
    const wrong = findOn(
      PAGES.filter(({ language }) => language === "en"),
      ({ html }) =>
        [...html.matchAll(/<(label|button|legend|h2|h3|th)\b[^>]*>(.*?)<\/\1>/gs)]
          .map(([, , inner = ""]) => inner.replaceAll(/<span[^>]*lang="zh-CN">[^<]*<\/span>/g, ""))
          .map((inner) => textOf(inner))
          .filter((words) => /[一-鿿]/.test(words.replaceAll(ownNames, ""))),
    );
    expect(wrong).toEqual([]);
  });
});

/** Reads rendered HTML as tests need it: tags with their attributes, and the text between them. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&amp;": "&",
};

const decode = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);

export const tagsOf = (html: string): readonly Tag[] =>
  [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name = "", attributes = ""]) => ({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)].map(
          ([, key = "", value = ""]) => [key, decode(value)],
        ),
      ),
    }),
  );

/** All text that a reader sees, in order, parted by single spaces. */
export const textOf = (html: string): string =>
  decode(html.replaceAll(/<title>.*?<\/title>/gs, " ").replaceAll(/<[^>]*>/g, " "))
    .replaceAll(/\s+/g, " ")
    .trim();

export const named = (html: string, name: string): readonly Tag[] =>
  tagsOf(html).filter((tag) => tag.name === name);

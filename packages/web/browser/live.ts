/** Parts of a page that follow the run: the server writes them, this puts the newer ones in place. */

const liveParts = (of: Document): readonly HTMLElement[] => [
  ...of.querySelectorAll<HTMLElement>("[data-live]"),
];

const markOfPage = (): string =>
  document.querySelector<HTMLElement>("[data-mark]")?.dataset["mark"] ?? "";

export type Refreshed = "done" | "offline" | "signed-out";

/** Asks for this page once more and takes over its live parts; what was folded open stays open. */
export async function refresh(): Promise<Refreshed> {
  let html: string;
  try {
    const reply = await fetch(location.href, { headers: { accept: "text/html" } });
    if (reply.redirected) return "signed-out";
    if (!reply.ok) return "offline";
    html = await reply.text();
  } catch {
    return "offline";
  }
  const newer = new DOMParser().parseFromString(html, "text/html");
  for (const part of liveParts(document)) {
    const other = newer.getElementById(part.id);
    if (other !== null && !isInUse(part)) replace(part, other);
  }
  return "done";
}

/** Somebody is filling in a form here: what was entered stays, and the server judges it. */
function isInUse(part: HTMLElement): boolean {
  const { activeElement } = document;
  const fields = [
    ...part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea"),
  ];
  return fields.some(
    (field) =>
      field === activeElement ||
      field.value !== field.defaultValue ||
      (field instanceof HTMLInputElement && field.checked !== field.defaultChecked),
  );
}

function replace(part: HTMLElement, newer: HTMLElement): void {
  const open = new Set(
    [...part.querySelectorAll<HTMLDetailsElement>("details[open][data-keep]")].map(
      ({ dataset }) => dataset["keep"],
    ),
  );
  for (const details of newer.querySelectorAll<HTMLDetailsElement>("details[data-keep]")) {
    if (open.has(details.dataset["keep"])) details.open = true;
  }
  for (const { name, value } of newer.attributes) part.setAttribute(name, value);
  part.replaceChildren(...newer.childNodes);
}

/**
 * Calls when the run has moved on from what the page shows. A hidden page does not listen: browsers
 * open few connections to one server. Thousands who watch do not ask in the same instant.
 *
 * @param spreadMs over which time their asking is spread
 */
export function watch(address: string, spreadMs: number, moved: () => void): void {
  let source: EventSource | null = null;
  let due: ReturnType<typeof setTimeout> | undefined;
  const listen = (): void => {
    source = new EventSource(address);
    source.addEventListener("message", ({ data }) => {
      if (data === markOfPage() || due !== undefined) return;
      due = setTimeout(() => {
        due = undefined;
        moved();
      }, Math.random() * spreadMs);
    });
  };
  const follow = (): void => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (source === null) listen();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

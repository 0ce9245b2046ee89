import type { DraftKey } from "../registry/drafts.ts";
import { draftsOf, lockDrafts, saveDraft } from "../registry/drafts.ts";
import { inTransaction } from "../registry/connect.ts";
import type { DraftContent } from "../registry/tables.ts";
import type { Services } from "./context.ts";

export type { DraftContent } from "../registry/tables.ts";
export type { DraftKey } from "../registry/drafts.ts";

const NO_DRAFT: DraftContent = {
  consentToCheck: false,
  disputes: [],
  factsConfirmed: false,
  choices: [],
  consentsToRedistribution: false,
  siblings: [],
  choicesMade: false,
  consents: [],
};

/** What has been entered for a child so far; null where nothing has. */
export async function findDraft(services: Services, key: DraftKey): Promise<DraftContent | null> {
  const drafts = await draftsOf(services.db, key.seasonId, key.accountId);
  return drafts.find((draft) => draft.child_id === key.childId)?.content ?? null;
}

/** Keeps what was just entered beside what was entered before, in this tab or another. */
export async function changeDraft(
  services: Services,
  key: DraftKey,
  change: Partial<DraftContent>,
): Promise<void> {
  const now = new Date(services.clock());
  const { seasonId, accountId, childId } = key;
  await inTransaction(services.db, async (tx) => {
    await lockDrafts(tx, accountId);
    const drafts = await draftsOf(tx, seasonId, accountId);
    const draft = drafts.find(({ child_id: child }) => child === childId)?.content ?? NO_DRAFT;
    await saveDraft(tx, key, { ...draft, ...change }, now);
  });
}

/** Choices, wishes and with whom to share a lot. */
export type DraftWishes = Pick<DraftContent, "choices" | "consentsToRedistribution" | "siblings">;

/**
 * Keeps a child's choices. Sharing a lot is mutual: the drafts of the siblings, where there are
 * any, are brought into line.
 */
export async function keepWishes(
  services: Services,
  key: DraftKey,
  wishes: DraftWishes,
): Promise<void> {
  const now = new Date(services.clock());
  const { seasonId, accountId, childId } = key;
  await inTransaction(services.db, async (tx) => {
    await lockDrafts(tx, accountId);
    const drafts = await draftsOf(tx, seasonId, accountId);
    const own = drafts.find((draft) => draft.child_id === childId)?.content ?? NO_DRAFT;
    await saveDraft(tx, key, { ...own, ...wishes, choicesMade: true }, now);
    for (const { child_id: sibling, content } of drafts) {
      const shares = wishes.siblings.includes(sibling);
      if (sibling === childId || shares === content.siblings.includes(childId)) continue;
      const siblings = shares
        ? [...content.siblings, childId]
        : content.siblings.filter((other) => other !== childId);
      const siblingKey = { seasonId, accountId, childId: sibling };
      await saveDraft(tx, siblingKey, { ...content, siblings }, now);
    }
  });
}

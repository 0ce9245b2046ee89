import type { RunFolder } from "@yangguang/core/verify/folder.ts";
import type { VerifyProgress } from "@yangguang/core/verify/verify-run.ts";
import type { ReceiptReport } from "@yangguang/core/verify/verify-receipt.ts";
import { verifyReceipt } from "@yangguang/core/verify/verify-receipt.ts";
import { verifyRun } from "@yangguang/core/verify/verify-run.ts";
import type { VerifyReport } from "@yangguang/core/verify/report.ts";

/** What the page asks for. */
export interface VerifyQuestion {
  /** Address of the run's folder, a slash at the end. */
  readonly folder: string;
  /** As printed in the notice; empty: not known. */
  readonly trust: string;
  /** A family's receipt, to be checked in place of the run. */
  readonly receipt: Uint8Array | null;
}

export type VerifyAnswer =
  | { readonly kind: "progress"; readonly progress: VerifyProgress }
  | { readonly kind: "report"; readonly report: VerifyReport }
  | { readonly kind: "receipt"; readonly report: ReceiptReport }
  | { readonly kind: "failed"; readonly why: string };

/** The worker's own side; the types of pages do not know it. */
declare const self: {
  addEventListener(
    name: "message",
    listener: (event: { readonly data: VerifyQuestion }) => void,
  ): void;
  postMessage(answer: VerifyAnswer): void;
};

/** A worker answers the page that started it; there is no origin to name. */
const tell = (answer: VerifyAnswer): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  self.postMessage(answer);
};

/** The run is checked apart from the page, which stays alive meanwhile, on a slow phone too. */
self.addEventListener("message", ({ data }) => {
  void answer(data);
});

async function answer({ folder, trust, receipt }: VerifyQuestion): Promise<void> {
  const published: RunFolder = {
    async read(path) {
      const response = await fetch(folder + path);
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
  const known = trust === "" ? {} : { trust };
  try {
    if (receipt !== null) {
      const report = await verifyReceipt(receipt, { ...known, folder: published });
      return tell({ kind: "receipt", report });
    }
    const report = await verifyRun(published, {
      ...known,
      onProgress: (progress) => {
        tell({ kind: "progress", progress });
      },
    });
    tell({ kind: "report", report });
  } catch (error) {
    tell({
      kind: "failed",
      why: error instanceof Error ? error.message : String(error),
    });
  }
}

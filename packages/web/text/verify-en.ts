import type { verifyZh } from "./verify-zh.ts";

/** English words of the page on which anybody verifies a run; part of the one catalogue in en.ts. */
export const verifyEn: Readonly<Record<keyof typeof verifyZh, string>> = {
  "cutoffs.few": "fewer than 5: not shown",
  "verify.title": "Verify it yourself",
  "verify.intro":
    "You need not trust the bureau, nor us: your own device can compute the whole run again. The public files hold no names, documents, addresses or points.",
  "verify.start": "Verify on this device",
  "verify.trust": "Fingerprint of the witnesses' keys",
  "verify.trustHint":
    "Copy the 64 digits from the notice, a newspaper or the notary. Without them the check works too, but only against the keys that the platform itself gives.",
  "verify.trustPublished": "Fingerprint that the platform publishes",
  "verify.receipt": "Check your own proof (optional)",
  "verify.receiptHint":
    "Choose the file that you saved, and it alone is checked. It does not leave your device.",
  "verify.receiptHolds":
    "The proof holds: it is in the public log, and agrees with the roll, the lot and the result.",
  "verify.receiptFails":
    "The proof does not agree. Keep it and this page, and ask the notary; it says below which check it is.",
  "verify.working": "Downloading and computing; please keep this page open …",
  "verify.holds":
    "Everything agrees. The roll, the lots, the seats and the cutoffs are exactly what computing them anew gives.",
  "verify.soFar":
    "Everything agrees so far. The run is not over; verify again once the results are announced.",
  "verify.fails":
    "Something does not agree. Keep this page and tell the notary, the press or other parents; it says below which check it is.",
  "verify.void":
    "This run was declared void and its outcome does not stand; the log says why and by whom.",
  "verify.failed": "The check could not be completed. Look to your connection and try again.",
  "verify.noScript":
    "Verifying on this page needs scripts. Or download all files and verify them with one of the programs below.",
  "verify.proved": "What has been proved",
  "verify.notProved": "What has not",
  "verify.checks": "Check by check",
  "verify.from": "from",
  "verify.expected": "expected",
  "verify.found": "found",
  "verify.result.holds": "agrees",
  "verify.result.fails": "does not agree",
  "verify.result.absent": "not there yet",
  "verify.result.notPublic": "not public",
  "verify.others": "Verify with another program",
  "verify.othersText":
    "These two share not one line of code. What they download can be verified offline, or by somebody you trust.",
  "verify.cli": "The product's own command:",
  "verify.python": "A program of Python's standard library alone:",
  "verify.folder": "Where all public files are:",
  "verify.specification":
    "How to verify is written down in the specification; anybody may write another program.",
  "receipt.proof": "Proof to keep",
  "receipt.proofText":
    "The public log holds this version, and the witnesses have cosigned it. Keep the file: it proves what you sent, and that you had sent it, even if the platform denied it. It holds what you entered for your child, so do not publish it.",
  "receipt.proofFile": "Save the proof",
  "receipt.proofCheck": "Check a proof",
  "receipt.proofSoon":
    "Being written into the public log and cosigned by the witnesses, which takes less than a minute. Reload this page shortly to save the proof.",
};

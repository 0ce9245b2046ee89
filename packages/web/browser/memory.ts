import { sha256 } from "@noble/hashes/sha2.js";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import { deviceText, readDevice } from "@yangguang/core/draw/contributor.ts";
import { toHex, utf8 } from "@yangguang/core/draw/encoding.ts";

/** What this browser remembers for a contributor: the device with its secrets, and the log it saw. */
export interface Memory {
  /** Undefined where nothing (or nothing whole) is kept for this run and contributor. */
  readonly load: () => ContributorDevice | undefined;
  /** False where the browser does not keep it: nothing may be sent then. */
  readonly keep: (device: ContributorDevice) => boolean;
  /** False where the log no longer begins with what it showed this browser before. */
  readonly sawBefore: (texts: readonly string[]) => boolean;
}

/** The parts of `localStorage` that are used. */
export type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

export function memoryOf(storage: Storage, run: string, id: string): Memory {
  const deviceKey = `yangguang/contributor/${run}/${id}`;
  const seenKey = `yangguang/seen/${run}`;
  return {
    load() {
      const text = storage.getItem(deviceKey);
      if (text === null) return undefined;
      const device = readDevice(text);
      return device.ok && device.value.run === run && device.value.id === id
        ? device.value
        : undefined;
    },
    keep(device) {
      const text = deviceText(device);
      try {
        storage.setItem(deviceKey, text);
        return storage.getItem(deviceKey) === text;
      } catch {
        return false;
      }
    },
    sawBefore(texts) {
      const [count = "", digest] = (storage.getItem(seenKey) ?? "").split(" ");
      const before = Number(count);
      if (digest !== undefined && digestOf(texts.slice(0, before)) !== digest) return false;
      if (texts.length >= before) {
        try {
          storage.setItem(seenKey, `${texts.length} ${digestOf(texts)}`);
        } catch {
          // A full store forgets what was seen; keep() above tells of that before anything is sent.
        }
        return true;
      }
      return false;
    },
  };
}

/** No text holds a line's end: canonical JSON escapes it. */
const digestOf = (texts: readonly string[]): string => toHex(sha256(utf8(texts.join("\n"))));

/**
 * The device to go on with, where a file of the same contributor is imported: of one pair of keys
 * the one that has dealt more, otherwise the file's.
 */
export function mergeDevices(
  own: ContributorDevice | undefined,
  imported: ContributorDevice,
): ContributorDevice {
  const same = own?.secrets.signing === imported.secrets.signing;
  return own !== undefined && same && own.deals.length > imported.deals.length ? own : imported;
}

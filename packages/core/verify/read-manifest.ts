import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import type { JsonValue } from "../log/canonical-json.ts";
import { ascends, hasKeys, isHex, isInteger, isObject, readJsonLine } from "./read-json.ts";

/** manifest.json of docs/specification.md, section 2.1. */
export interface Manifest {
  readonly run: string;
  readonly files: readonly ListedFile[];
}

export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A path that stays within the folder, on a disk and under an address. */
const PATH = /^(?!\.)[A-Za-z0-9._-]+(?:\/(?!\.)[A-Za-z0-9._-]+)*$/;

const isListed = (value: JsonValue): value is JsonValue & ListedFile =>
  isObject(value) &&
  hasKeys(value, ["bytes", "path", "sha256"]) &&
  isInteger(value["bytes"], 0) &&
  isHex(value["sha256"], 32) &&
  typeof value["path"] === "string" &&
  PATH.test(value["path"]);

export function readManifest(bytes: Uint8Array): Result<Manifest> {
  const json = readJsonLine(bytes);
  if (!json.ok) return json;
  const manifest = json.value;
  if (isObject(manifest) && hasKeys(manifest, ["files", "run", "v"]) && manifest["v"] === 1) {
    const { files, run } = manifest;
    if (typeof run === "string" && Array.isArray(files) && files.every(isListed)) {
      if (ascends(files.map(({ path }) => path))) return ok({ run, files });
    }
  }
  return fail(
    "manifest.form",
    "文件清单（manifest.json）不符合规范。",
    "The list of files (manifest.json) is not as specified.",
  );
}

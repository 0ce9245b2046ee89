import { text } from "../../domain/text.ts";
import { damaged, missing } from "../loaded.ts";
import type { Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";

/** Whether every file is the one that the manifest lists. Comes last: it reads what nobody read. */
export async function checkFiles(material: Material): Promise<Evidence> {
  const { manifest, files, run } = material;
  const say = writer("files", text("每个文件的长度和SHA-256", "length and SHA-256 of every file"), [
    "manifest.json",
  ]);
  if (manifest.bytes === null) return say.fails([missing("manifest.json")]);
  if (manifest.value === null)
    return say.fails([damaged("manifest.json", manifest.failure?.message)]);
  const faults: Fault[] = [];
  if (manifest.value.run !== run) {
    faults.push(
      fault(
        run,
        manifest.value.run,
        "文件清单属于另一次运行。",
        "The list of files is of another run.",
      ),
    );
  }
  const listed = new Set(manifest.value.files.map(({ path }) => path));
  for (const { path, bytes, sha256 } of manifest.value.files) {
    const seen = await files.seen(path);
    if (seen === null) faults.push(missing(path));
    else if (seen.bytes !== bytes || seen.sha256 !== sha256) {
      faults.push(
        fault(
          `${bytes} bytes, ${sha256}`,
          `${seen.bytes} bytes, ${seen.sha256}`,
          `文件 ${path} 与清单不符：下载损坏，或被改动。`,
          `${path} is not the file that is listed: the download is damaged, or it was changed.`,
          [path],
        ),
      );
    }
  }
  for (const path of files.found) {
    if (path === "manifest.json" || listed.has(path)) continue;
    faults.push(
      fault("-", path, `文件 ${path} 不在清单中。`, `${path} is not in the list of files.`, [path]),
    );
  }
  return say.judge(faults, `${listed.size} files`);
}

import { toBase64 } from "@yangguang/core/log/bytes.ts";
import { formatVkey, type NoteKey } from "@yangguang/core/log/note-key.ts";
import type { Cosigned } from "./witness.ts";

export interface WitnessView {
  readonly key: NoteKey;
  readonly logs: readonly { readonly log: NoteKey; readonly last: Cosigned | undefined }[];
  readonly evidence: number;
}

const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Who the witness is and what it signed last, for somebody who opens its address. */
export function witnessPage({ key, logs, evidence }: WitnessView): string {
  const forked =
    evidence === 0
      ? ""
      : `<p><strong>警告：本见证方保存了 ${evidence} 份日志分叉的证据。 ·
Warning: this witness holds ${evidence} proofs that a log has forked.</strong></p>`;
  return `<!doctype html>
<html lang="zh"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(key.name)}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}
code{overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .75rem}</style></head><body>
<h1>${escape(key.name)}</h1>
<p>本机是公开日志的见证方：只有当日志仅在原有内容之后增加、没有改动或删除时，才为它签名。它看不到任何儿童的资料。</p>
<p lang="en">This is a witness of a public log: it signs only where the log has grown, and nothing
in it was altered or dropped. It sees nothing about any child.</p>
${forked}
<dl><dt>公钥 · Key</dt><dd><code>${escape(formatVkey(key))}</code></dd></dl>
${logs.map(logLines).join("\n")}
</body></html>
`;
}

function logLines({ log, last }: WitnessView["logs"][number]): string {
  const signed =
    last === undefined
      ? "<dd>尚未签名 · nothing signed yet</dd>"
      : `<dd>${last.size} 条 · entries<br><code>${toBase64(last.root)}</code><br>
<time>${new Date(last.time * 1000).toISOString()}</time></dd>`;
  return `<dl><dt>日志 · Log</dt><dd><code>${escape(formatVkey(log))}</code></dd>
<dt>最近签名 · Last signed</dt>${signed}</dl>`;
}

import { createHash } from "node:crypto";
import { DOCUMENT_KINDS, DOCUMENT_KIND_LABELS } from "@yangguang/core/domain/identity.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Language, Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { DemoIdentity, Directory, OfferedIdentity } from "./identities.ts";

const escape = (raw: string): string =>
  raw.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f4f6f8;color:#1b2733;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif}
main{max-width:34rem;margin:0 auto;padding:1rem}
header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
h1{font-size:1.35rem;margin:.5rem 0}
h2{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.25rem 0 .75rem}
.note{background:#fff6dd;border-left:4px solid #b26a00;padding:.5rem .75rem;border-radius:4px}
.wrong{background:#fdecea;border-left:4px solid #b3261e;padding:.5rem .75rem;border-radius:4px}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
button{font:inherit;width:100%;min-height:3rem;text-align:left;padding:.5rem .75rem;background:#fff;color:inherit;border:1px solid #8a99a8;border-radius:8px;cursor:pointer}
button:hover{border-color:#0b57a4;background:#f0f6fd}
button:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid #0b57a4;outline-offset:2px}
button strong{display:block}
button.main{background:#0b57a4;border-color:#0b57a4;color:#fff}
button.plain{width:auto;border:0;background:none;color:#0b57a4;text-decoration:underline}
label{display:block;margin:.5rem 0 .25rem}
input,select{font:inherit;width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid #6b7a89;border-radius:8px;background:#fff;color:inherit}
form.typed button{margin-top:.75rem;text-align:center}
summary{padding:.5rem 0;cursor:pointer}
a{color:#0b57a4}`;

/** Nothing but this style and forms: no script, no picture, no other site. */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; frame-ancestors 'none'`;

const WORDS = {
  title: text("统一身份认证（演示）", "Identity service (demonstration)"),
  note: text(
    "这里代替“浙里办”等身份认证平台。所有人员都是虚构的，请选择一个身份登录。",
    "This stands in for a national or provincial identity platform. Everybody here is invented; choose whom to sign in as.",
  ),
  passed: text(
    "登录后，将把姓名、身份和证件号码告知“阳光入学”。",
    "Signing in tells Yangguang the name, the role and the document's number.",
  ),
  hinted: text("以此身份登录", "Sign in as"),
  families: text("家长", "Families"),
  officers: text("工作人员", "Officers"),
  schools: text("学校用户（每校一名）", "School users, one for each school"),
  typed: text("其他监护人", "Any other guardian"),
  typedNote: text(
    "填写演示城市中任何一位监护人的证件号码和姓名。",
    "Enter the document number and name of any guardian of the demo city.",
  ),
  kind: text("证件类型", "Kind of document"),
  byNumber: text("按号码识别（18位号码）", "Told by the number (18 digits)"),
  number: text("证件号码", "Document number"),
  name: text("姓名", "Name"),
  signIn: text("登录", "Sign in"),
  cancel: text("取消，返回", "Cancel and go back"),
  other: text("English", "中文"),
  failed: text("登录未完成", "The sign-in was not completed"),
  again: text("请返回“阳光入学”重新登录。", "Please go back to Yangguang and sign in again."),
} as const satisfies Readonly<Record<string, Text>>;

const ROLES: Readonly<Record<DemoIdentity["role"], Text>> = {
  guardian: text("家长", "guardian"),
  clerk: text("窗口", "clerk"),
  bureau: text("教育局", "bureau"),
  school: text("学校", "school"),
  supervisor: text("监督", "supervisor"),
  contributor: text("共同摇号", "contributor"),
};

export interface Typed {
  readonly kind: string;
  readonly number: string;
  readonly name: string;
}

export interface LoginPage {
  readonly uid: string;
  readonly language: Language;
  readonly directory: Directory;
  /** Who a link has chosen already. */
  readonly hinted: DemoIdentity | undefined;
  readonly typed: Typed;
  readonly problem: Failure | null;
}

const document = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>`;

export function loginPage(page: LoginPage): string {
  const { language, directory, uid, hinted } = page;
  const say = (key: keyof typeof WORDS): string => escape(WORDS[key][language]);
  const action = `/interaction/${encodeURIComponent(uid)}`;
  const list = (offered: readonly OfferedIdentity[]): string =>
    `<ul>${offered.map((identity) => `<li>${offer(action, identity, language)}</li>`).join("")}</ul>`;
  const otherLanguage = language === "zh" ? "en" : "zh";
  return document(
    language,
    WORDS.title[language],
    `<header><h1>${say("title")}</h1><a href="?lang=${otherLanguage}" lang="${otherLanguage}">${say("other")}</a></header>
<p class="note">${say("note")}</p>
${hinted === undefined ? "" : hint(action, hinted, language)}
<h2>${say("families")}</h2>${list(directory.families)}
<h2>${say("officers")}</h2>${list(directory.officers)}
<details><summary>${say("schools")}</summary>${list(directory.schools)}</details>
<h2 id="typed">${say("typed")}</h2>${typedForm(action, page)}
<p>${say("passed")}</p>
<form method="post" action="${action}/cancel"><button class="plain">${say("cancel")}</button></form>`,
  );
}

const signInForm = (action: string, sub: string, language: Language, button: string): string =>
  `<form method="post" action="${action}"><input type="hidden" name="lang" value="${language}"><input type="hidden" name="sub" value="${escape(sub)}">${button}</form>`;

const offer = (action: string, identity: OfferedIdentity, language: Language): string =>
  signInForm(
    action,
    identity.sub,
    language,
    `<button><strong>${escape(identity.name)}</strong>${escape(identity.shows[language])}</button>`,
  );

const hint = (action: string, identity: DemoIdentity, language: Language): string =>
  signInForm(
    action,
    identity.sub,
    language,
    `<button class="main"><strong>${escape(WORDS.hinted[language])} ${escape(identity.name)}</strong>${escape(ROLES[identity.role][language])}</button>`,
  );

function typedForm(action: string, { language, typed, problem }: LoginPage): string {
  const say = (key: keyof typeof WORDS): string => escape(WORDS[key][language]);
  const options = DOCUMENT_KINDS.map(
    (kind) =>
      `<option value="${kind}"${kind === typed.kind ? " selected" : ""}>${escape(DOCUMENT_KIND_LABELS[kind][language])}</option>`,
  );
  const wrong =
    problem === null
      ? ""
      : `<p class="wrong" role="alert" id="wrong">${escape(problem.message[language])}</p>`;
  return `<form class="typed" method="post" action="${action}/guardian#typed">
<p>${say("typedNote")}</p>${wrong}
<input type="hidden" name="lang" value="${language}">
<label for="kind">${say("kind")}</label><select id="kind" name="kind"><option value="">${say("byNumber")}</option>${options.join("")}</select>
<label for="number">${say("number")}</label><input id="number" name="number" autocomplete="off" required value="${escape(typed.number)}"${problem === null ? "" : ' aria-describedby="wrong"'}>
<label for="name">${say("name")}</label><input id="name" name="name" autocomplete="off" required value="${escape(typed.name)}">
<button class="main">${say("signIn")}</button></form>`;
}

/** Shown where the protocol itself went wrong; `detail` is the protocol's own English. */
export const errorPage = (detail: string): string =>
  document(
    "zh",
    WORDS.failed.zh,
    `<h1>${escape(WORDS.failed.zh)}</h1><p>${escape(WORDS.again.zh)}</p>
<div lang="en"><h1>${escape(WORDS.failed.en)}</h1><p>${escape(WORDS.again.en)}</p><p><code>${escape(detail)}</code></p></div>`,
  );

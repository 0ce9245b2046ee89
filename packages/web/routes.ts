/**
 * Every address and every form field of the product's pages, in one place. Pages build links with
 * `path`, the HTTP layer registers `pattern`; neither writes an address by hand.
 *
 * | Form (POST) | Route | Fields besides csrf, key and (where there is one) version |
 * |---|---|---|
 * | Sign out | `signOut` | – |
 * | Start an application | `*.applyStart` | `consentToCheck` |
 * | Confirm facts | `*.applyFacts`, `*.amend`, `*.correct` | `wrong.<fact>`, `note.<fact>`; `correct` also `reply` |
 * | Choices | `*.applyChoices`, `*.changeChoices` | `choice.<rank>`, `redistribution`, `sibling` (repeated), `do` = `save` or a choice command |
 * | Consent | `*.applyConsent` | `consent.<purpose>` |
 * | Submit | `*.applyReview` | – |
 * | Withdraw, accept, decline | `*.withdraw`, `*.accept`, `*.decline` | `sure` |
 * | Find a family | `counter` | `guardianName`, `guardianDocument`, `statement` |
 * | Claim, release | `claim`, `release` | – |
 * | Confirm facts and approve | `approve` | `confirmed.<fact>`, `none.<fact>`, `basis.<fact>` |
 * | Ask for a correction | `askCorrection` | `reason` (repeated), `askText` |
 * | Reject | `reject` | `rule`, `rejectText` |
 * | Reopen | `reopen` | `reopenText` |
 * | Timetable | `timetable` | `opens.<window>`, `closes.<window>`, `why`, `do` = `save`, `open:<window>` or `close:<window>` |
 * | Freeze, allocate, announce, close the season | `freeze`, `allocate`, `announce`, `closeSeason` | `sure`; `freeze` also `do` = `ask` |
 * | Draw of the platform alone | `draw` | `dice`, `diceAgain`, `reader`, `secondReader` |
 * | Draw of several | `draw` | `do` = `close` or `seed` with `sure`, `read` with `dice`, `reader`, `read-again` with `diceAgain`, `secondReader` |
 * | Void a run | `voidRun` | `do` = `ask` with `reason`, otherwise `sure` |
 * | Register, mark absent | `register`, `markAbsent` | – |
 *
 * Look-ups are GET forms: `zones` and `results` (`address`, `pid`), lists (`q`, `status`, `school`,
 * `reason`, `claimed`, `page`). A failure's `place` is the field's name.
 */

type ParamNames<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

type PathArguments<Pattern extends string> = [ParamNames<Pattern>] extends [never]
  ? []
  : [params: Readonly<Record<ParamNames<Pattern>, string>>];

export interface Route<Pattern extends string> {
  /** As Fastify wants it: `/results/:pid`. */
  readonly pattern: Pattern;
  readonly path: (...args: PathArguments<Pattern>) => string;
}

function route<const Pattern extends string>(pattern: Pattern): Route<Pattern> {
  return {
    pattern,
    path: (...args) => {
      const params: Readonly<Record<string, string>> = args[0] ?? {};
      return pattern.replaceAll(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(params[name] ?? ""),
      );
    },
  };
}

/** The same steps for a guardian on a phone and for a clerk at a counter. */
const applicationRoutes = <const Prefix extends string>(prefix: Prefix) => ({
  applyStart: route(`${prefix}/apply/:child`),
  applyFacts: route(`${prefix}/apply/:child/facts`),
  applyChoices: route(`${prefix}/apply/:child/choices`),
  applyConsent: route(`${prefix}/apply/:child/consent`),
  applyReview: route(`${prefix}/apply/:child/review`),
  application: route(`${prefix}/applications/:application`),
  receipt: route(`${prefix}/applications/:application/receipt`),
  /** The receipt as a file that anybody can check offline. */
  receiptFile: route(`${prefix}/applications/:application/receipt.json`),
  changeChoices: route(`${prefix}/applications/:application/choices`),
  amend: route(`${prefix}/applications/:application/amend`),
  correct: route(`${prefix}/applications/:application/correct`),
  withdraw: route(`${prefix}/applications/:application/withdraw`),
  accept: route(`${prefix}/applications/:application/accept`),
  decline: route(`${prefix}/applications/:application/decline`),
  result: route(`${prefix}/applications/:application/result`),
  notice: route(`${prefix}/applications/:application/notice`),
});

export const routes = {
  home: route("/"),
  policy: route("/policy"),
  how: route("/how"),
  schools: route("/schools"),
  zones: route("/zones"),
  results: route("/results"),
  resultsTable: route("/results.csv"),
  result: route("/results/:pid"),
  cutoffs: route("/cutoffs"),
  run: route("/run"),
  components: route("/ui"),
  /** GET with `language` (`zh`, `en`) or `elder` (`on`, `off`), and `back` (a path of this site): sets a cookie, redirects. */
  preferences: route("/preferences"),
  signIn: route("/sign-in"),
  /** GET with `back`: leads on to the identity service. */
  signInStart: route("/sign-in/start"),
  signOut: route("/sign-out"),

  children: route("/family"),
  counter: route("/counter"),
  counterFamily: route("/counter/families/:guardian"),

  officer: route("/officer"),
  inbox: route("/officer/inbox"),
  case: route("/officer/cases/:application"),
  claim: route("/officer/cases/:application/claim"),
  release: route("/officer/cases/:application/release"),
  approve: route("/officer/cases/:application/approve"),
  askCorrection: route("/officer/cases/:application/ask-correction"),
  reject: route("/officer/cases/:application/reject"),
  reopen: route("/officer/cases/:application/reopen"),
  applications: route("/officer/applications"),
  plan: route("/officer/schools"),
  timetable: route("/officer/timetable"),
  freeze: route("/officer/freeze"),
  draw: route("/officer/draw"),
  allocate: route("/officer/allocate"),
  announce: route("/officer/announce"),
  closeSeason: route("/officer/close"),
  voidRun: route("/officer/void"),

  school: route("/school"),
  register: route("/school/children/:application/register"),
  markAbsent: route("/school/children/:application/absent"),

  supervisor: route("/supervisor"),

  contributor: route("/contributor"),
  /** POST of JSON: `{csrf, entry}`; see docs/specification.md, section 6. */
  contribute: route("/contributor/entries"),
  /** The ceremony as data, for contributors' devices and whoever watches. */
  ceremony: route("/run/ceremony.json"),
  /** Server-sent events: one whenever the run has moved on. */
  runEvents: route("/run/events"),
  /** The folder of docs/specification.md, section 2; its files follow after a slash. */
  runFiles: route("/run/:attempt/files"),
  verify: route("/verify"),
} as const;

/** Who fills in an application: the guardian, or a clerk on the family's behalf. */
export type Audience = "family" | "counter";

export const applicationRoutesOf = {
  family: applicationRoutes("/family"),
  counter: applicationRoutes("/counter"),
} as const satisfies Record<Audience, unknown>;

/** Names of form fields and query parameters. */
export const fields = {
  csrf: "csrf",
  /** Idempotency key: the same key never does the same thing twice. */
  key: "key",
  /** The application's version that the page showed; another version makes the page stale. */
  version: "version",
  /** Which of a form's buttons was pressed. */
  command: "do",
  back: "back",
  language: "language",
  elder: "elder",

  consentToCheck: "consentToCheck",
  wrong: (fact: string) => `wrong.${fact}`,
  note: (fact: string) => `note.${fact}`,
  reply: "reply",
  choice: (rank: number) => `choice.${rank}`,
  redistribution: "redistribution",
  sibling: "sibling",
  consent: (purpose: string) => `consent.${purpose}`,
  sure: "sure",

  guardianName: "guardianName",
  guardianDocument: "guardianDocument",
  statement: "statement",

  confirmed: (fact: string) => `confirmed.${fact}`,
  none: (fact: string) => `none.${fact}`,
  basis: (fact: string) => `basis.${fact}`,
  reason: "reason",
  askText: "askText",
  rule: "rule",
  rejectText: "rejectText",
  reopenText: "reopenText",

  opens: (window: string) => `opens.${window}`,
  closes: (window: string) => `closes.${window}`,
  why: "why",
  dice: "dice",
  diceAgain: "diceAgain",
  reader: "reader",
  secondReader: "secondReader",

  address: "address",
  pid: "pid",
  query: "q",
  status: "status",
  school: "school",
  claimed: "claimed",
  page: "page",
} as const;

/** A path with a query; empty values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}

export const staticPath = (file: string): string => `/static/${file}`;

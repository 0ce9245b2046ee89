import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { routes, staticPath } from "../routes.ts";
import { t } from "../text/translate.ts";
import { Badge } from "../ui/badge/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import type { VerifyView } from "./views.ts";

/**
 * Whoever doubts the run computes it anew, on the own device. Without scripts the page says where
 * the files are and which programs check them.
 */
export const VerifyPage = ({ view, page }: PageProps<VerifyView>): JSX.Element => (
  <Layout page={page} title={t(page, "verify.title")} scripts={["verify.js"]}>
    <p>{say(page, view.season.title)}</p>
    <p>{t(page, "verify.intro")}</p>
    <div data-verify="no-script">
      <Notice tone="info">{t(page, "verify.noScript")}</Notice>
    </div>
    <Here page={page} view={view} />
    <Report page={page} />
    <Others page={page} view={view} />
  </Layout>
);

interface Part {
  readonly page: PageContext;
  readonly view: VerifyView;
}

const Here = ({ page, view }: Part): JSX.Element => (
  <section
    class="card"
    hidden
    data-verify="run"
    data-folder={view.folderPath}
    data-worker={staticPath("verify-worker.js")}
  >
    <div class="field">
      <label for="trust">{t(page, "verify.trust")}</label>
      <p class="hint" id="trust-hint">
        {t(page, "verify.trustHint")}
      </p>
      <input
        id="trust"
        type="text"
        data-verify="trust"
        maxLength={64}
        autocomplete="off"
        spellcheck={false}
        aria-describedby="trust-hint"
      />
      <p class="hint">
        {t(page, "verify.trustPublished")}: <span class="code">{view.trust}</span>
      </p>
    </div>
    <div class="field">
      <label for="receipt">{t(page, "verify.receipt")}</label>
      <p class="hint" id="receipt-hint">
        {t(page, "verify.receiptHint")}
      </p>
      <input
        id="receipt"
        type="file"
        accept="application/json,.json"
        data-verify="receipt"
        aria-describedby="receipt-hint"
      />
    </div>
    <button type="button" class="button" data-verify="start">
      {t(page, "verify.start")}
    </button>
    <Outcome page={page} />
  </section>
);

/** How far it is, and then what came of it. */
const Outcome = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <div role="status">
    <p hidden data-verify="working">
      {t(page, "verify.working")}{" "}
      <progress data-verify="progress" aria-label={t(page, "verify.working")} />
    </p>
    <Verdict name="holds">
      <Notice tone="good">{t(page, "verify.holds")}</Notice>
    </Verdict>
    <Verdict name="so-far">
      <Notice tone="good">{t(page, "verify.soFar")}</Notice>
    </Verdict>
    <Verdict name="void">
      <Notice tone="warning">{t(page, "verify.void")}</Notice>
    </Verdict>
    <Verdict name="fails">
      <Notice tone="bad">{t(page, "verify.fails")}</Notice>
    </Verdict>
    <Verdict name="receipt-holds">
      <Notice tone="good">{t(page, "verify.receiptHolds")}</Notice>
    </Verdict>
    <Verdict name="receipt-fails">
      <Notice tone="bad">{t(page, "verify.receiptFails")}</Notice>
    </Verdict>
    <Verdict name="failed">
      <Notice tone="warning">
        {t(page, "verify.failed")} <span data-verify="why" />
      </Notice>
    </Verdict>
  </div>
);

const Verdict = (props: { readonly name: string; readonly children: JSX.Element }): JSX.Element => (
  <div hidden data-verify={props.name}>
    {props.children}
  </div>
);

const Report = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <section hidden data-verify="report" tabIndex={-1} aria-labelledby="verify-checks">
    <div class="columns" data-verify="conclusions">
      <div class="card">
        <h2>{t(page, "verify.proved")}</h2>
        <ul data-verify="proved" />
      </div>
      <div class="card">
        <h2>{t(page, "verify.notProved")}</h2>
        <ul data-verify="not-proved" />
      </div>
    </div>
    <details class="card" data-verify="details">
      <summary id="verify-checks">{t(page, "verify.checks")}</summary>
      <ol class="plain checks" data-verify="checks" />
    </details>
    <template data-verify="row">
      <li>
        <p>
          <Result page={page} />
          <strong data-cell="recomputed" /> <span class="hint" data-cell="check" />
        </p>
        <p data-cell="message" />
        <p class="hint">
          {t(page, "verify.from")}: <span class="code" data-cell="from" />
        </p>
        <p class="hint" data-if="expected">
          {t(page, "verify.expected")}: <span class="code" data-cell="expected" />
        </p>
        <p class="hint" data-if="found">
          {t(page, "verify.found")}: <span class="code" data-cell="found" />
        </p>
      </li>
    </template>
  </section>
);

const Result = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <>
    <span hidden data-result="holds">
      <Badge tone="good">{t(page, "verify.result.holds")}</Badge>{" "}
    </span>
    <span hidden data-result="fails">
      <Badge tone="bad">{t(page, "verify.result.fails")}</Badge>{" "}
    </span>
    <span hidden data-result="absent">
      <Badge tone="neutral">{t(page, "verify.result.absent")}</Badge>{" "}
    </span>
    <span hidden data-result="not-public">
      <Badge tone="neutral">{t(page, "verify.result.notPublic")}</Badge>{" "}
    </span>
  </>
);

const Others = ({ page, view }: Part): JSX.Element => (
  <section>
    <h2>{t(page, "verify.others")}</h2>
    <p>{t(page, "verify.othersText")}</p>
    <p>{t(page, "verify.folder")}</p>
    <p class="code command">{view.folderUrl}</p>
    <p>{t(page, "verify.cli")}</p>
    <p class="code command">npx yangguang verify {view.folderUrl}</p>
    <p>{t(page, "verify.python")}</p>
    <p class="code command">python3 verifiers/python/verify.py {view.folderUrl}</p>
    <p>{t(page, "verify.specification")}</p>
    <p>
      <a href={routes.run.path()}>{t(page, "run.title")}</a>
    </p>
  </section>
);

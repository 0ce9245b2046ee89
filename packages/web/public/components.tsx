import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { t } from "../text/translate.ts";
import type { ComponentExamples } from "../ui/examples.ts";
import { Layout } from "../ui/layout/index.tsx";

export interface ComponentsView {
  readonly components: readonly ComponentExamples[];
}

/** Every component in every way it can look. */
export const ComponentsPage = ({ view, page }: PageProps<ComponentsView>): JSX.Element => (
  <Layout page={page} title={t(page, "components.title")}>
    <p>{t(page, "components.intro")}</p>
    {view.components.map(({ component, purpose, examples }) => (
      <section key={component} class="component">
        <h2>{component}</h2>
        <p class="hint" lang="en">
          {purpose}
        </p>
        {examples.map((example) => (
          <section key={example.name} class="example">
            <h3>{example.name}</h3>
            {example.render(page)}
          </section>
        ))}
      </section>
    ))}
  </Layout>
);

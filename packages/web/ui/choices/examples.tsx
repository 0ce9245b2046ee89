import { text } from "@yangguang/core/domain/text.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { SCHOOLS } from "../../examples/data.ts";
import { fields, routes } from "../../routes.ts";
import type { ComponentExamples } from "../examples.ts";
import { ChoiceList } from "./index.tsx";

export const choicesExamples: ComponentExamples = {
  component: "choices",
  purpose: "The ranked list of schools; works by keyboard and without scripts.",
  examples: [
    {
      name: "three ranks, the second refused",
      render: (page) => (
        <form method="get" action={routes.components.path()}>
          <ChoiceList
            page={page}
            options={SCHOOLS.map(({ id, name, seats }, index) => ({
              id,
              name,
              seats,
              ownZone: index === 0,
              distance: 380 + index * 700,
              lastCutoffs: [text("2023年 C 类 66 分", "2023, C: 66 points")],
            }))}
            min={1}
            max={3}
            chosen={["dasixiang", "dasixiang", ""]}
            failures={[
              failure(
                "example.twice",
                "大司巷小学填了两次，请换一所或清除。",
                "Dasixiang is listed twice. Choose another school or clear it.",
                fields.choice(2),
              ),
            ]}
          />
        </form>
      ),
    },
  ],
};

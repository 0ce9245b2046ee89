import { routes } from "../../routes.ts";
import { t } from "../../text/translate.ts";
import type { ComponentExamples } from "../examples.ts";
import { Filled, Stats } from "./index.tsx";

export const statExamples: ComponentExamples = {
  component: "stat",
  purpose: "A few large figures, and how full a school is.",
  examples: [
    {
      name: "figures",
      render: (page) => (
        <Stats
          stats={[
            { label: t(page, "home.schools"), value: 24, href: routes.schools.path() },
            { label: t(page, "home.seats"), value: "4,365" },
          ]}
        />
      ),
    },
    {
      name: "filled",
      render: (page) => (
        <Filled
          label={t(page, "seats.filledLabel", { filled: 201, seats: 270 })}
          filled={201}
          seats={270}
        />
      ),
    },
  ],
};

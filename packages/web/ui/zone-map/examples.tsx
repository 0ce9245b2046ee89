import { map } from "../../examples/data.ts";
import type { ComponentExamples } from "../examples.ts";
import { ZoneMap } from "./index.tsx";

export const zoneMapExamples: ComponentExamples = {
  component: "zone-map",
  purpose: "The city's zones and schools, with the zone found.",
  examples: [
    { name: "plain", render: (page) => <ZoneMap page={page} map={map()} /> },
    {
      name: "a zone found",
      render: (page) => <ZoneMap page={page} map={map({ zone: "z6", at: [1620, 1480] })} />,
    },
  ],
};

import { t } from "../../text/translate.ts";
import type { ComponentExamples } from "../examples.ts";
import { QrCode } from "./index.tsx";

export const qrExamples: ComponentExamples = {
  component: "qr",
  purpose: "An address to scan, drawn on the server.",
  examples: [
    {
      name: "a receipt",
      render: (page) => (
        <QrCode url="https://rx.example.cn/results/3f2a9c41" label={t(page, "receipt.qr")} />
      ),
    },
  ],
};

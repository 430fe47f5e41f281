import type { AriaLabelConfig } from "@xyflow/react";
import { t } from "../i18n/i18n.ts";

const directions = ["up", "down", "left", "right"] as const;

/** Labels of the canvas's own parts for screen readers. */
export function ariaLabels(readOnly: boolean): Partial<AriaLabelConfig> {
  return {
    "node.a11yDescription.default": readOnly
      ? t("canvas:help.readBlock")
      : t("canvas:help.editBlock"),
    "node.a11yDescription.keyboardDisabled": t("canvas:help.block"),
    "node.a11yDescription.ariaLiveMessage": ({ direction }) =>
      t("canvas:help.moved", { direction: directionText(direction) }),
    "edge.a11yDescription.default": readOnly
      ? t("canvas:help.readConnection")
      : t("canvas:help.editConnection"),
    "controls.ariaLabel": t("canvas:zoom"),
    "controls.zoomIn.ariaLabel": t("canvas:zoomIn"),
    "controls.zoomOut.ariaLabel": t("canvas:zoomOut"),
    "controls.fitView.ariaLabel": t("canvas:showAll"),
    "minimap.ariaLabel": t("canvas:minimap"),
    "handle.ariaLabel": t("canvas:point"),
  };
}

/** React Flow names the direction in English. */
function directionText(direction: string): string {
  const known = directions.find((one) => one === direction);
  return known === undefined ? direction : t(`canvas:help.direction.${known}`);
}

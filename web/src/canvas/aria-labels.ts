import type { AriaLabelConfig } from "@xyflow/react";

/** Labels of the canvas's own parts for screen readers. */
export function ariaLabels(readOnly: boolean): Partial<AriaLabelConfig> {
  return {
    "node.a11yDescription.default": readOnly
      ? "Press Enter to select the block, Escape to leave it."
      : "Press Enter to select the block, arrow keys to move it, Delete to remove it.",
    "node.a11yDescription.keyboardDisabled": "Press Enter to select the block.",
    "node.a11yDescription.ariaLiveMessage": ({ direction }) => `Moved the block ${direction}.`,
    "edge.a11yDescription.default": readOnly
      ? "Press Enter to select the connection."
      : "Press Enter to select the connection, Delete to remove it.",
    "controls.ariaLabel": "Zoom",
    "controls.zoomIn.ariaLabel": "Zoom in",
    "controls.zoomOut.ariaLabel": "Zoom out",
    "controls.fitView.ariaLabel": "Show everything",
    "minimap.ariaLabel": "Minimap of the workflow",
    "handle.ariaLabel": "Connection point",
  };
}

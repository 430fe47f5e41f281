import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "../Builder.module.css";

interface Props {
  side: "left" | "right";
  label: string;
  /** Docked beside the canvas; on a narrow screen a drawer over it, or a sheet below it where both must be seen. */
  mode: "docked" | "drawer" | "sheet";
  onClose(): void;
  children: ReactNode;
}

/** What stands beside the canvas, or over it. */
export function Side({ side, label, mode, onClose, children }: Props) {
  if (mode !== "drawer") {
    return (
      <aside
        className={`${classes["side"]} ${classes[mode === "sheet" ? "sheet" : side]}`}
        aria-label={label}
      >
        {children}
      </aside>
    );
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position={side}
      size={side === "left" ? 320 : 440}
      withCloseButton={false}
      padding={0}
      attributes={{ content: { "aria-label": label } }}
      styles={{ body: { height: "100%", display: "flex", flexDirection: "column" } }}
    >
      {children}
    </Drawer>
  );
}

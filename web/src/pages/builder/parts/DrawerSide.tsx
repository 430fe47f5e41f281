import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  side: "left" | "right";
  label: string;
  onClose(): void;
  children: ReactNode;
}

/** What stands over the canvas on a narrow screen. */
export function DrawerSide({ side, label, onClose, children }: Props) {
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

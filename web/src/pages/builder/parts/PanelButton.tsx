import { Button } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Panel } from "../hooks/use-builder-search.ts";

interface Props {
  name: Panel;
  icon: Icon;
  tone?: "bad";
  panel: Panel | undefined;
  onPanel(panel: Panel | undefined): void;
  children: ReactNode;
}

/** Opens a panel, and closes it when it is open. */
export function PanelButton({ name, icon: SignIcon, tone, panel, onPanel, children }: Props) {
  const isOpen = panel === name;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      c={tone === "bad" ? "light-dark(#a2261a, #fbb3aa)" : "light-dark(#3b424d, #c3c9d3)"}
      fw={500}
      leftSection={<SignIcon size={15} aria-hidden />}
      aria-pressed={isOpen}
      onClick={() => onPanel(isOpen ? undefined : name)}
    >
      {children}
    </Button>
  );
}

import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

interface Props {
  label: string;
  icon: Icon;
  disabled?: boolean;
  isDangerous?: boolean;
  onClick(): void;
}

export function ToolButton({ label, icon: SignIcon, disabled, isDangerous, onClick }: Props) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c={isDangerous && !disabled ? "light-dark(#a2261a, #fbb3aa)" : undefined}
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        <SignIcon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

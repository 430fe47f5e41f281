import { ActionIcon, Menu, Switch, Text, UnstyledButton } from "@mantine/core";
import { IconClock, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Binding } from "../../api/workflows.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import classes from "./TriggerList.module.css";
import { useRemoveBinding, useSwitchBinding } from "./use-binding.ts";

interface Props {
  binding: Binding;
  readOnly: boolean;
  onOpen(): void;
  onDialog: ((isOpen: boolean) => void) | undefined;
}

/** One trigger: its event, its description, its switch. */
export function TriggerRow({ binding, readOnly, onOpen, onDialog }: Props) {
  const { role, source, eventType, words, enabled } = binding;
  const menu = useRef<HTMLButtonElement>(null);
  const [asks, setAsks] = useState(false);
  const ask = (does: boolean) => {
    setAsks(does);
    onDialog?.(does);
  };
  /** The menu's entry is gone when a dialog closes: the focus comes back to its button. */
  const fromMenu = (open: () => void) => () => {
    menu.current?.focus();
    open();
  };
  const switching = useSwitchBinding(binding);
  const removing = useRemoveBinding(binding, () => ask(false));
  const name = source === "schedule" ? "Regular start" : eventType.name;

  return (
    <li className={classes["row"]} data-off={!enabled || undefined}>
      <UnstyledButton className={classes["open"]} onClick={onOpen}>
        <RoleIcon role={role} />
        <span className={classes["text"]}>
          <Text size="sm" fw={600} span>
            {source === "schedule" && (
              <IconClock size={14} aria-hidden className={classes["clock"]} />
            )}
            {name}
          </Text>
          {source === "event" && eventType.key !== eventType.name && (
            <Text size="xs" ff="monospace" span>
              {eventType.key}
            </Text>
          )}
          <Text size="xs" span>
            {words}
          </Text>
        </span>
      </UnstyledButton>
      <Switch
        size="xs"
        mt={4}
        aria-label={`${role === "start" ? "Start" : "Stop"} by ${name}`}
        checked={enabled}
        disabled={readOnly}
        onChange={({ currentTarget }) => switching.mutate(currentTarget.checked)}
      />
      {!readOnly && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              ref={menu}
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`What to do with ${name}`}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={fromMenu(onOpen)}
            >
              Edit
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTrash size={14} aria-hidden />}
              c="var(--mantine-color-error)"
              onClick={fromMenu(() => ask(true))}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asks}
        title={`Delete ${name}?`}
        action="Delete"
        isDangerous
        isPending={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => ask(false)}
      >
        <Text size="sm">
          {role === "start"
            ? "It will start no more runs, and its record of past launches is lost: a new trigger counts from zero. To keep the record, switch it off instead. Active runs go on."
            : "It will end no more runs, and keep none from starting."}
        </Text>
      </ConfirmDialog>
    </li>
  );
}

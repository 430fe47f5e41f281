import { ActionIcon, Menu, Switch, Text, UnstyledButton } from "@mantine/core";
import { IconClock, IconDots, IconHistory, IconPencil, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { Binding } from "../../api/workflows.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { capitalized } from "../../ui/text.ts";
import classes from "./TriggerList.module.css";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { withMessages } from "../../i18n/with-messages.ts";
import { OutlookText } from "./OutlookText.tsx";
import { triggerName } from "./trigger-name.ts";
import { useRemoveBinding, useSwitchBinding } from "./use-binding.ts";

const ReplayDialog = lazy(() =>
  withMessages(import("../bulk-actions/ReplayDialog.tsx"), "bulk-actions", "words").then(
    (module) => ({ default: module.ReplayDialog }),
  ),
);

interface Props {
  binding: Binding;
  readOnly: boolean;
  onOpen(): void;
  onDialog: ((isOpen: boolean) => void) | undefined;
}

type Asked = "switch" | "delete" | "replay";

/** One trigger: its event, its description, its switch. */
export function TriggerRow({ binding, readOnly, onOpen, onDialog }: Props) {
  const { id, role, source, eventType, workflow, words, enabled } = binding;
  const menu = useRef<HTMLButtonElement>(null);
  const [asks, setAsks] = useState<Asked | null>(null);
  const ask = (about: Asked | null) => {
    setAsks(about);
    onDialog?.(about !== null);
  };
  /** The menu's entry is gone when a dialog closes: the focus comes back to its button. */
  const fromMenu = (open: () => void) => () => {
    menu.current?.focus();
    open();
  };
  const switching = useSwitchBinding(binding);
  const removing = useRemoveBinding(binding, () => ask(null));
  const name = triggerName(binding);
  const isLive = workflow.status === "active";
  const turn = (to: boolean) => (isLive ? ask("switch") : switching.mutate(to));

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
            {capitalized(apiWords(words))}
          </Text>
        </span>
      </UnstyledButton>
      <Switch
        size="xs"
        mt={4}
        aria-label={t(`triggers:row.${role}`, { name })}
        checked={enabled}
        disabled={readOnly}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      {!readOnly && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              ref={menu}
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("triggers:row.menu", { name })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={fromMenu(onOpen)}
            >
              {t("triggers:row.edit")}
            </Menu.Item>
            {role === "start" && source === "event" && (
              <Menu.Item
                leftSection={<IconHistory size={14} aria-hidden />}
                disabled={!isLive || !enabled}
                onClick={fromMenu(() => ask("replay"))}
              >
                {t("triggers:row.replay")}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconTrash size={14} aria-hidden />}
              c="var(--mantine-color-error)"
              onClick={fromMenu(() => ask("delete"))}
            >
              {t("triggers:row.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asks === "switch"}
        title={
          enabled ? t("triggers:ask.switchOff", { name }) : t("triggers:ask.switchOn", { name })
        }
        action={enabled ? t("triggers:ask.off") : t("triggers:ask.on")}
        onConfirm={() => {
          switching.mutate(!enabled);
          ask(null);
        }}
        onClose={() => ask(null)}
      >
        <OutlookText
          workflowId={workflow.id}
          planned={{ does: "update", bindingId: id, change: { enabled: !enabled } }}
        />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asks === "delete"}
        title={t("triggers:ask.delete", { name })}
        action={t("triggers:ask.deleteIt")}
        isDangerous
        isPending={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => ask(null)}
      >
        <OutlookText workflowId={workflow.id} planned={{ does: "delete", bindingId: id }} />
      </ConfirmDialog>
      {asks === "replay" && (
        <Suspense fallback={null}>
          <ReplayDialog bindingId={id} name={name} onClose={() => ask(null)} />
        </Suspense>
      )}
    </li>
  );
}

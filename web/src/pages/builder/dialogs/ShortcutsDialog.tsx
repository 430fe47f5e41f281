import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import { t } from "../../../i18n/i18n.ts";

const isMac = navigator.userAgent.includes("Mac");
const ctrl = isMac ? "⌘" : "Ctrl";

const shortcuts = [
  { what: "add", keys: ["A"] },
  { what: "remove", keys: ["Delete"] },
  { what: "duplicate", keys: [ctrl, "D"] },
  { what: "clipboard", keys: [ctrl, "C / X / V"] },
  { what: "all", keys: [ctrl, "A"] },
  { what: "several", keys: ["Shift"], with: "drag" },
  { what: "more", keys: [ctrl], with: "click" },
  { what: "move", keys: [], with: "arrows" },
  { what: "undo", keys: [ctrl, "Z"] },
  { what: "redo", keys: [ctrl, "Shift", "Z"] },
  { what: "save", keys: [ctrl, "S"] },
  { what: "zoom", keys: ["+ / −"] },
  { what: "fit", keys: ["0"] },
  { what: "next", keys: ["Tab", "Enter"] },
  { what: "leave", keys: ["Esc"] },
  { what: "help", keys: ["?"] },
] as const;

/** Keys by the signs on them, and last what is done with the mouse or has no sign. */
function keysOf(shortcut: (typeof shortcuts)[number]): readonly string[] {
  return "with" in shortcut
    ? [...shortcut.keys, t(`builder-dialogs:shortcuts.${shortcut.with}`)]
    : shortcut.keys;
}

export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("builder-dialogs:shortcuts.title")}>
      <Stack gap={8}>
        {shortcuts.map((shortcut) => (
          <Group key={shortcut.what} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(`builder-dialogs:shortcuts.what.${shortcut.what}`)}</Text>
            <Group gap={4} wrap="nowrap">
              {keysOf(shortcut).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Text size="sm" mt="xs">
          {t("builder-dialogs:shortcuts.note")}
        </Text>
      </Stack>
    </Modal>
  );
}

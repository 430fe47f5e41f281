import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";

const isMac = navigator.userAgent.includes("Mac");
const ctrl = isMac ? "⌘" : "Ctrl";

const shortcuts: [string, string[]][] = [
  ["Add a block after the selected one", ["A"]],
  ["Delete what is selected", ["Delete"]],
  ["Duplicate", [ctrl, "D"]],
  ["Copy, cut, paste", [ctrl, "C / X / V"]],
  ["Select all", [ctrl, "A"]],
  ["Select several", ["Shift", "drag"]],
  ["Add to the selection", [ctrl, "click"]],
  ["Move the selected block", ["Arrow keys"]],
  ["Undo", [ctrl, "Z"]],
  ["Redo", [ctrl, "Shift", "Z"]],
  ["Save now", [ctrl, "S"]],
  ["Zoom in, zoom out", ["+ / −"]],
  ["Show everything", ["0"]],
  ["Next block, then select it", ["Tab", "Enter"]],
  ["Leave the selection, close the panel", ["Esc"]],
  ["This list", ["?"]],
];

export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Stack gap={8}>
        {shortcuts.map(([what, keys]) => (
          <Group key={what} justify="space-between" wrap="nowrap">
            <Text size="sm">{what}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Text size="sm" mt="xs">
          The list view does the same without dragging: it adds, connects and deletes blocks.
        </Text>
      </Stack>
    </Modal>
  );
}

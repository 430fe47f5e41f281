import { Button, Textarea } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { useBuilder } from "../builder-context.ts";
import { setNote } from "../commands/settings.ts";
import { t } from "../../../i18n/i18n.ts";

/** A remark for colleagues; nothing that runs reads it. */
export function NoteField({ block }: { block: CanvasBlock }) {
  const { store, canEdit } = useBuilder();
  const [isOpen, setIsOpen] = useState(block.note !== undefined);
  const [isAsked, setIsAsked] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isAsked) input.current?.focus();
  }, [isAsked]);
  if (!isOpen && block.note === undefined) {
    if (!canEdit) return null;
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        c="light-dark(#3b424d, #c3c9d3)"
        fw={500}
        style={{ alignSelf: "flex-start" }}
        leftSection={<IconNote size={15} aria-hidden />}
        onClick={() => {
          setIsOpen(true);
          setIsAsked(true);
        }}
      >
        {t("builder:block.addNote")}
      </Button>
    );
  }
  return (
    <Textarea
      label={t("builder:block.note")}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={1_000}
      ref={input}
      readOnly={!canEdit}
      value={block.note ?? ""}
      onChange={({ currentTarget: { value } }) =>
        store.getState().change((definition) => setNote(definition, block.id, value), {
          together: `note ${block.id}`,
        })
      }
    />
  );
}

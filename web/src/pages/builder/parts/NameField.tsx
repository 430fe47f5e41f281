import { ActionIcon, Group, Title, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useBuilder } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import { NameInput } from "./NameInput.tsx";
import { usePatchWorkflow } from "./use-patch-workflow.ts";

/** The workflow's name; edited in place. */
export function NameField() {
  const { workflow, canEdit } = useBuilder();
  const { mutate } = usePatchWorkflow(workflow.id);
  const [typed, setTyped] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);

  const end = (name: string | null) => {
    setTyped(null);
    const trimmed = name?.trim() ?? "";
    if (trimmed !== "" && trimmed !== workflow.name) mutate({ name: trimmed });
    requestAnimationFrame(() => pencil.current?.focus());
  };

  if (typed !== null) return <NameInput name={typed} onEnd={end} />;
  return (
    <Group gap={4} wrap="nowrap" style={{ minWidth: 0 }}>
      <Title order={1} size="h3" lineClamp={1} title={workflow.name}>
        {workflow.name}
      </Title>
      {canEdit && (
        <Tooltip label={t("builder:name.rename")}>
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("builder:name.renameLabel")}
            onClick={() => setTyped(workflow.name)}
          >
            <IconPencil size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

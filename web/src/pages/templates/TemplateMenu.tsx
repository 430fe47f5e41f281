import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { DeleteTemplateDialog } from "./DeleteTemplateDialog.tsx";
import { RenameTemplateDialog } from "./RenameTemplateDialog.tsx";
import type { Template } from "./template.ts";

interface Props {
  template: Template;
  revision: number;
  onRename(renamed: Template): void;
}

/** What is done rarely to a template. */
export function TemplateMenu({ template, revision, onRename }: Props) {
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("templates:more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen("rename")}>{t("templates:renameOpen")}</Menu.Item>
          <Menu.Item color="red" onClick={() => setOpen("delete")}>
            {t("templates:deleteTemplate")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "rename" && (
        <RenameTemplateDialog
          template={template}
          revision={revision}
          onRename={onRename}
          onClose={close}
        />
      )}
      {open === "delete" && <DeleteTemplateDialog template={template} onClose={close} />}
    </>
  );
}

import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileImport, IconPlus, IconSparkles } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { t } from "../../i18n/i18n.ts";

/** How to create a workflow; which dialog is open stands in the address. */
export function NewWorkflowMenu() {
  const navigate = useNavigate({ from: "/workflows" });
  const button = useRef<HTMLButtonElement>(null);
  const open = (dialog: string) => () => {
    // Where the focus comes back to when the dialog closes.
    button.current?.focus();
    void navigate({ to: "/workflows", search: (former) => ({ ...former, new: dialog }) });
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button ref={button} rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t("workflows-list:new.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={open("blank")}>
          {t("workflows-list:none.blank")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSparkles size={16} />} onClick={open("example")}>
          {t("workflows-list:new.fromExample")}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport size={16} />} onClick={open("import")}>
          {t("workflows-list:none.import")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

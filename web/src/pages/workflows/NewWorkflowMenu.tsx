import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileImport, IconPlus, IconSparkles } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";

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
          New workflow
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={open("blank")}>
          Start from scratch
        </Menu.Item>
        <Menu.Item leftSection={<IconSparkles size={16} />} onClick={open("example")}>
          From an example
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport size={16} />} onClick={open("import")}>
          Import a file
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

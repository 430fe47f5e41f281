import { Button, Popover } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { IssuesAlert } from "./IssuesAlert.tsx";

interface Props {
  verb: string;
  workflow: Pick<Workflow, "draft" | "problems">;
  onShowIssues(): void;
}

/** A button that can't be used yet and says why; it takes the focus, so that the reason can be heard. */
export function BlockedButton({ verb, workflow, onShowIssues }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={340} trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconAlertTriangle size={14} aria-hidden />}
          aria-label={t("workflows:issues.blocked", { verb })}
          onClick={() => setIsOpen(!isOpen)}
        >
          {verb}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <IssuesAlert
          workflow={workflow}
          consequence={t("workflows:issues.consequence", { verb })}
          onShowIssues={() => {
            setIsOpen(false);
            onShowIssues();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

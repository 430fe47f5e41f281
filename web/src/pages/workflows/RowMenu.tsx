import { Menu } from "@mantine/core";
import { IconBolt, IconPlayerPlay } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { ActivateDialog } from "./ActivateDialog.tsx";
import { TriggersDialog } from "./TriggersDialog.tsx";
import { WorkflowMenu } from "./WorkflowMenu.tsx";

/** What can be done with a workflow from the list. */
export function RowMenu({ workflow }: { workflow: WorkflowItem }) {
  const { id, name, status } = workflow;
  const mayManage = useMay("manage");
  const navigate = useNavigate();
  const [open, setOpen] = useState<"activate" | "conditions" | null>(null);
  const close = () => setOpen(null);
  const showIssues = () =>
    void navigate({ to: "/workflows/$id", params: { id }, search: { panel: "issues" } });
  return (
    <>
      <WorkflowMenu
        workflow={workflow}
        canResume
        entries={(fromMenu) => (
          <>
            <Menu.Item
              leftSection={<IconBolt size={16} />}
              onClick={fromMenu(() => setOpen("conditions"))}
            >
              {t("workflows:menu.triggers")}
            </Menu.Item>
            {mayManage && status === "draft" && (
              <Menu.Item
                leftSection={<IconPlayerPlay size={16} />}
                onClick={fromMenu(() => setOpen("activate"))}
              >
                {t("workflows:menu.activate")}
              </Menu.Item>
            )}
          </>
        )}
      />
      <TriggersDialog id={id} name={name} opened={open === "conditions"} onClose={close} />
      <ActivateDialog
        id={id}
        name={name}
        verb="activate"
        opened={open === "activate"}
        onShowIssues={showIssues}
        onClose={close}
      />
    </>
  );
}

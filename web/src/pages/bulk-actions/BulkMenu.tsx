import { Button, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconList,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconVersions,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { RunActionKind } from "../../api/bulk-actions.ts";
import { bulkRunsOf } from "../../api/bulk-actions.ts";
import type { Query } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { BulkDialog } from "./BulkDialog.tsx";

const icons = {
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  retry: IconRefresh,
  move: IconVersions,
  stop: IconPlayerStop,
} as const;
const kinds = ["pause", "resume", "retry", "move", "stop"] as const;

/** What can be done to all runs that a list is narrowed down to. */
export function BulkMenu({ filter }: { filter: Query }) {
  const mayManage = useMay("manage");
  const navigate = useNavigate();
  const [action, setAction] = useState<RunActionKind | null>(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t("bulk-actions:menu")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayManage &&
            kinds.map((kind) => {
              const Icon = icons[kind];
              // Runs move between versions of one workflow.
              const isOff = kind === "move" && filter["workflowId"] === undefined;
              return (
                <Menu.Item
                  key={kind}
                  disabled={isOff}
                  leftSection={<Icon size={16} aria-hidden />}
                  onClick={() => setAction(kind)}
                >
                  {t(isOff ? "bulk-actions:moveNeeds" : `bulk-actions:item.${kind}`)}
                </Menu.Item>
              );
            })}
          {mayManage && <Menu.Divider />}
          <Menu.Item
            leftSection={<IconList size={16} aria-hidden />}
            onClick={() => void navigate({ to: "/bulk-actions", search: {} })}
          >
            {t("bulk-actions:item.list")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {action !== null && (
        <BulkDialog action={action} runs={bulkRunsOf(filter)} onClose={() => setAction(null)} />
      )}
    </>
  );
}

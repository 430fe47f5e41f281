import { ActionIcon, Button, Collapse, Group, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowUpRight, IconEye, IconEyeOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Dependencies } from "../../api/event-types.ts";
import { Copy } from "../../ui/Copy.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./DependencyList.module.css";
import { WorkflowPreview } from "./WorkflowPreview.tsx";

type Item = Dependencies["starts"][number] | Dependencies["stops"][number];

export function DependencyRow({ item }: { item: Item }) {
  const [isOpen, { toggle }] = useDisclosure();
  const { workflowId, workflowName, status, enabled, runsLast7Days, lastRunAt } = item;
  const preview = isOpen ? "Hide the preview" : "Preview";
  return (
    <li className={classes["row"]}>
      <Group gap="xs" justify="space-between" align="flex-start">
        <div style={{ flex: "1 1 240px", minWidth: 0 }}>
          <Group gap={8}>
            <Text fw={600} size="sm">
              {workflowName}
            </Text>
            <StatusBadge value={status} />
            {!enabled && <StatusBadge value="off" label="switched off" />}
          </Group>
          <Text size="sm">{"frequency" in item ? item.frequency : item.words}</Text>
          <Text size="xs" className={classes["quiet"]} component="div">
            {runsLast7Days === 1 ? "1 run" : `${runsLast7Days} runs`} in 7 days
            {lastRunAt !== null && (
              <>
                , the last <Time at={lastRunAt} />
              </>
            )}
          </Text>
        </div>
        <Group gap={6} wrap="nowrap">
          <Tooltip label={preview}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${preview} of ${workflowName}`}
              aria-expanded={isOpen}
              onClick={toggle}
            >
              {isOpen ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            </ActionIcon>
          </Tooltip>
          <Copy value={workflowId} what="the workflow's id" />
          <Button
            component={Link}
            to={`/workflows/${workflowId}`}
            size="compact-sm"
            variant="default"
            rightSection={<IconArrowUpRight size={14} aria-hidden />}
            aria-label={`Open the workflow ${workflowName}`}
          >
            Open
          </Button>
        </Group>
      </Group>
      <Collapse expanded={isOpen}>{isOpen && <WorkflowPreview id={workflowId} />}</Collapse>
    </li>
  );
}

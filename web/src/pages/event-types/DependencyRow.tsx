import { ActionIcon, Button, Collapse, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowUpRight, IconEye, IconEyeOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Dependencies } from "../../api/event-types.ts";
import { Copy } from "../../ui/Copy.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { capitalized } from "../../ui/text.ts";
import { Tip } from "../../ui/Tip.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./DependencyList.module.css";
import { WorkflowPreview } from "./WorkflowPreview.tsx";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

type Item = Dependencies["starts"][number] | Dependencies["stops"][number];

export function DependencyRow({ item }: { item: Item }) {
  const [isOpen, { toggle }] = useDisclosure();
  const { workflowId, workflowName, status, enabled, runsLast7Days, lastRunAt } = item;
  const preview = isOpen ? t("event-types:preview.hide") : t("event-types:preview.show");
  const previewOf = isOpen
    ? t("event-types:preview.hideOf", { name: workflowName })
    : t("event-types:preview.showOf", { name: workflowName });
  return (
    <li className={classes["row"]}>
      <Group gap="xs" justify="space-between" align="flex-start">
        <div style={{ flex: "1 1 240px", minWidth: 0 }}>
          <Group gap={8}>
            <Text fw={600} size="sm">
              {workflowName}
            </Text>
            <StatusBadge value={status} label={t(`words:workflow.${status}`)} />
            {!enabled && (
              <StatusBadge value="off" label={t("event-types:dependencies.switchedOff")} />
            )}
          </Group>
          <Text size="sm">
            {capitalized(apiWords("frequency" in item ? item.frequency : item.words))}
          </Text>
          <Text size="xs" className={classes["quiet"]} component="div">
            {t("event-types:dependencies.runs", { count: runsLast7Days })}
            {lastRunAt !== null && (
              <>
                {t("event-types:dependencies.last")} <Time at={lastRunAt} />
              </>
            )}
          </Text>
        </div>
        <Group gap={6} wrap="nowrap">
          <Tip label={preview}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={previewOf}
              aria-expanded={isOpen}
              onClick={toggle}
            >
              {isOpen ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            </ActionIcon>
          </Tip>
          <Copy value={workflowId} what={t("event-types:dependencies.workflowId")} />
          <Button
            component={Link}
            to={`/workflows/${workflowId}`}
            size="compact-sm"
            variant="default"
            rightSection={<IconArrowUpRight size={14} aria-hidden />}
            aria-label={t("event-types:dependencies.openThe", { name: workflowName })}
          >
            {t("event-types:dependencies.open")}
          </Button>
        </Group>
      </Group>
      <Collapse expanded={isOpen}>{isOpen && <WorkflowPreview id={workflowId} />}</Collapse>
    </li>
  );
}

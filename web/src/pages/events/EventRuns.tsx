import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventDetails } from "../../api/events.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./EventDecisions.module.css";
import { t } from "../../i18n/i18n.ts";

const maxShown = 50;

export function EventRuns({ runs }: { runs: EventDetails["runs"] }) {
  return (
    <Stack gap={6} component="ul" className={classes["list"]}>
      {runs.slice(0, maxShown).map(({ id, workflow, version, status, createdAt }) => (
        <Group key={id} gap={8} component="li">
          <StatusBadge value={status} label={t(`words:status.${status}`)} />
          <Anchor component={Link} to={`/runs/${id}`} size="sm">
            {workflow.name}
          </Anchor>
          <Text size="sm">
            {t("events:run.version", { version })}, <Time at={createdAt} />
          </Text>
        </Group>
      ))}
      {runs.length > maxShown && (
        <Text size="sm" component="li">
          {t("events:run.more", { count: runs.length - maxShown })}
        </Text>
      )}
    </Stack>
  );
}

import { Anchor, Group, List, Paper, Text, ThemeIcon, Title } from "@mantine/core";
import { IconCheck, IconCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { usePage } from "../../ui/use-page.ts";

interface Step {
  name: "build" | "link" | "activate" | "event" | "look";
  to: string;
  isDone: boolean;
}

/** The way from an empty system to the first run: what is done, and what comes next. */
export function FirstHour({ hasEvent }: { hasEvent: boolean }) {
  const { data } = usePage<WorkflowItem>("/workflows", { sort: "updatedAt" }, 100);
  if (data === undefined) return null;
  const workflows = data.items;
  const active = workflows.find(({ status }) => status === "active");
  const linked = active ?? workflows.find(({ launchConditions }) => launchConditions.length > 0);
  const first = linked ?? workflows[0];
  const own = first === undefined ? "/workflows?new=example" : `/workflows/${first.id}`;
  const steps: Step[] = [
    { name: "build", to: "/workflows?new=example", isDone: first !== undefined },
    { name: "link", to: own, isDone: linked !== undefined },
    { name: "activate", to: own, isDone: active !== undefined },
    { name: "event", to: "/events", isDone: hasEvent },
    { name: "look", to: "/runs", isDone: false },
  ];
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <Paper withBorder p="lg" mb="lg" component="section" aria-labelledby="first-hour">
      <Title order={2} id="first-hour">
        {t("home:first.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("home:first.lead")}
      </Text>
      <List spacing="sm" size="sm" listStyleType="none">
        {steps.map(({ name, to, isDone }) => (
          <List.Item
            key={name}
            icon={
              <ThemeIcon
                size={22}
                radius="xl"
                variant={isDone ? "filled" : "default"}
                role="img"
                aria-label={isDone ? t("home:first.done") : t("home:first.open")}
              >
                {isDone ? <IconCheck size={14} /> : <IconCircle size={10} />}
              </ThemeIcon>
            }
            aria-current={name === next?.name ? "step" : undefined}
          >
            <Group gap={6}>
              <Anchor component={Link} to={to} size="sm" fw={name === next?.name ? 700 : 500}>
                {t(`home:first.${name}.title`)}
              </Anchor>
              <Text size="sm" c="dimmed">
                {t(`home:first.${name}.hint`)}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

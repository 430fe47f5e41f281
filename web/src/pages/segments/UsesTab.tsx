import { Anchor, List, Skeleton, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { Time } from "../../ui/Time.tsx";
import { useUses } from "./use-uses.ts";

/** Workflows and segments that name the segment, and what was sent to it. */
export function UsesTab({ segmentId }: { segmentId: string }) {
  const { data, error, refetch } = useUses(segmentId);
  if (error !== null) {
    return (
      <PageFailure error={error} reset={() => void refetch()} what={t("segments:tabs.uses")} />
    );
  }
  if (data === undefined) return <Skeleton height={120} />;
  const { workflows, segments, broadcasts } = data;
  if (workflows.length + segments.length + broadcasts.length === 0) {
    return <EmptyState title={t("segments:uses.none")}>{t("segments:uses.noneHint")}</EmptyState>;
  }
  return (
    <Stack>
      <Uses title={t("segments:uses.workflows")} count={workflows.length}>
        {workflows.map(({ workflowId, workflowName }) => (
          <List.Item key={workflowId}>
            <WorkflowLink id={workflowId} name={workflowName} />
          </List.Item>
        ))}
      </Uses>
      <Uses title={t("segments:uses.segments")} count={segments.length}>
        {segments.map(({ id, name }) => (
          <List.Item key={id}>
            <SegmentLink id={id} name={name} />
          </List.Item>
        ))}
      </Uses>
      <Uses title={t("segments:uses.broadcasts")} count={broadcasts.length}>
        {broadcasts.map(({ id, workflowId, workflowName, createdAt }) => (
          <List.Item key={id}>
            <WorkflowLink id={workflowId} name={workflowName} />{" "}
            <Text span size="xs" c="dimmed">
              <Time at={createdAt} />
            </Text>
          </List.Item>
        ))}
      </Uses>
    </Stack>
  );
}

function Uses({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {title}
      </Title>
      <List size="sm">{children}</List>
    </section>
  );
}

export function WorkflowLink({ id, name }: { id: string; name: string }) {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link to="/workflows/$id" params={{ id }} {...props} />}
    >
      {name}
    </Anchor>
  );
}

export function SegmentLink({ id, name }: { id: string; name: string }) {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link to="/segments/$id" params={{ id }} {...props} />}
    >
      {name}
    </Anchor>
  );
}

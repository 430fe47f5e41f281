import { Anchor, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventSummary } from "../../../../src/contract/api/history.ts";
import type { DecisionOutcome } from "../../../../src/domain/event.ts";
import type { Wire } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";
import { nameOrId } from "../../ui/ContactLabel.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";

interface Props {
  rows: Wire<EventSummary>[] | undefined;
  error: unknown;
  retry(): void;
}

export function NewestEvents({ rows, error, retry }: Props) {
  return (
    <section aria-labelledby="newest-events">
      <Title order={2} id="newest-events" mb="xs">
        {t("home:events.title")}
      </Title>
      <DataTable
        label={t("home:events.title")}
        rows={rows}
        error={error}
        retry={retry}
        keyOf={({ id }) => id}
        empty={<EmptyState title={t("home:events.none")}>{t("home:events.noneHint")}</EmptyState>}
        columns={[
          {
            key: "event",
            header: t("home:events.event"),
            cell: ({ id, type, key, contactId, contactName }) => (
              <>
                <Anchor component={Link} to={`/events?event=${id}`} size="sm" fw={600}>
                  {type.name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {contactId === null ? key : `${key} · ${nameOrId(contactId, contactName)}`}
                </Text>
              </>
            ),
          },
          {
            key: "did",
            header: t("home:events.did"),
            cell: ({ workflows, contactId }) => (
              <Group gap={4}>
                {workflows.map(({ id, name, outcome, role }) => (
                  <StatusBadge
                    key={`${id}${role}`}
                    value={outcome}
                    label={`${name}: ${t(`words:outcome.${outcome as DecisionOutcome}`)}`}
                  />
                ))}
                {workflows.length === 0 && (
                  <Text size="xs" c="dimmed">
                    {contactId === null
                      ? t("words:outcome.no_contact")
                      : t("home:events.noTrigger")}
                  </Text>
                )}
              </Group>
            ),
          },
          {
            key: "at",
            header: t("home:events.at"),
            cell: ({ receivedAt }) => <Time at={receivedAt} />,
          },
        ]}
      />
    </section>
  );
}

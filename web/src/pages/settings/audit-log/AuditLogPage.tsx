import { Group, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ApiKey } from "../../../api/api-keys.ts";
import type { AuditEntry } from "../../../api/audit-log.ts";
import { get } from "../../../api/client.ts";
import type { Person } from "../../../api/people.ts";
import type { WirePage } from "../../../api/wire.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { FilterPill } from "../../../ui/FilterPill.tsx";
import { FilterSelect } from "../../../ui/FilterSelect.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Pager } from "../../../ui/Pager.tsx";
import { Time } from "../../../ui/Time.tsx";
import { usePage } from "../../../ui/use-page.ts";
import { Changes } from "./Changes.tsx";
import { EntryLinks } from "./EntryLinks.tsx";
import { actorName, headline } from "./entry-words.ts";
import { actions, entities } from "./names.ts";

const route = getRouteApi("/inside/settings/audit-log");

/** A day of the reader's clock as an instant; nothing of what is no day. */
function instantOf(day: string | undefined, days: number): string | undefined {
  const at = new Date(`${day ?? ""}T00:00:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + days);
  return at.toISOString();
}

/** Who changed what, when, with the values before and after. */
export function AuditLogPage() {
  const { actorId, entity, entityId, action, from, to, after } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (change: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...change, after: undefined }) });
  const people = useQuery({
    queryKey: ["/people", { limit: 100 }],
    queryFn: ({ signal }) => get<WirePage<Person>>("/people", { limit: 100 }, signal),
  });
  const keys = useQuery({
    queryKey: ["/api-keys", { limit: 100 }],
    queryFn: ({ signal }) => get<WirePage<ApiKey>>("/api-keys", { limit: 100 }, signal),
  });
  const log = usePage<AuditEntry>("/audit-log", {
    actorId,
    entity,
    entityId,
    action,
    from: instantOf(from, 0),
    to: instantOf(to, 1),
    after,
  });
  const isFiltered = [actorId, entity, entityId, action, from, to].some(Boolean);
  const actors = Object.fromEntries([
    ...(people.data?.items ?? []).map(({ id, name }) => [id, name]),
    ...(keys.data?.items ?? []).map(({ id, name }) => [id, t("settings:audit.key", { name })]),
  ]) as Record<string, string>;
  return (
    <Page title={t("settings:audit.title")} lead={t("settings:audit.lead")}>
      <Group gap="sm" mb="md" align="flex-end">
        <FilterSelect
          label={t("settings:audit.filter.person")}
          any={t("settings:audit.filter.anybody")}
          options={actors}
          value={actorId}
          onChange={(value) => filter({ actorId: value })}
        />
        <FilterSelect
          label={t("settings:audit.filter.entity")}
          any={t("settings:audit.filter.anything")}
          options={entities()}
          value={entity}
          onChange={(value) => filter({ entity: value })}
        />
        <FilterSelect
          label={t("settings:audit.filter.action")}
          any={t("settings:audit.filter.anyAction")}
          options={actions()}
          value={action}
          onChange={(value) => filter({ action: value })}
        />
        <TextInput
          type="date"
          label={t("settings:audit.filter.from")}
          value={from ?? ""}
          max={to}
          onChange={({ currentTarget }) => filter({ from: currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t("settings:audit.filter.to")}
          value={to ?? ""}
          min={from}
          onChange={({ currentTarget }) => filter({ to: currentTarget.value || undefined })}
        />
        {entityId !== undefined && (
          <FilterPill
            by={t("settings:audit.filter.one")}
            onRemove={() => filter({ entityId: undefined })}
          >
            {entityId}
          </FilterPill>
        )}
      </Group>
      <DataTable<AuditEntry>
        label={t("settings:audit.title")}
        rows={log.data?.items}
        error={log.error}
        retry={() => void log.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={isFiltered ? t("settings:audit.noneFound") : t("settings:audit.none")}>
            {isFiltered ? t("settings:audit.noneFoundHint") : t("settings:audit.noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "at",
            header: t("settings:audit.column.when"),
            width: 120,
            cell: ({ at }) => <Time at={at} />,
          },
          {
            key: "who",
            header: t("settings:audit.column.who"),
            width: 180,
            cell: (entry) => actorName(entry),
          },
          {
            key: "what",
            header: t("settings:audit.column.what"),
            cell: (entry) => (
              <>
                <Text size="sm" fw={600}>
                  {headline(entry)}
                </Text>
                <Changes of={entry} />
                {entityId === undefined && (
                  <EntryLinks
                    of={entry}
                    onOnly={() => filter({ entity: entry.entity, entityId: entry.entityId })}
                  />
                )}
              </>
            ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={log.data?.next}
            rowCount={log.data?.items.length ?? 0}
            onPage={(cursor) =>
              void navigate({ search: (before) => ({ ...before, after: cursor }) })
            }
          />
        }
      />
    </Page>
  );
}

import { Anchor, Group, Stack, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { pathOf } from "../../../../src/domain/notifications/path.ts";
import type { ToldNotification } from "../../api/notifications.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterPill } from "../../ui/FilterPill.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { toldText } from "./condition-text.ts";
import { Tellings } from "./Tellings.tsx";

const route = getRouteApi("/inside/notifications");

/** What rules have found, from its beginning to its end, and who was told. */
export function ToldList() {
  const { ruleId, state, after } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (change: { ruleId?: string | undefined; state?: string | undefined }) =>
    void navigate({ search: { tab: "told", ruleId, state, ...change } });
  const told = usePage<ToldNotification>("/notifications", { ruleId, state, after });
  const isFiltered = ruleId !== undefined || state !== undefined;
  const rule = told.data?.items.find(({ rule: { id } }) => id === ruleId)?.rule;
  return (
    <>
      <Group mb="sm">
        <FilterSelect
          label={t("notifications:filter.state")}
          any={t("notifications:filter.any")}
          options={{ open: t("notifications:filter.open"), ended: t("notifications:filter.ended") }}
          value={state}
          onChange={(value) => filter({ state: value })}
        />
        {ruleId !== undefined && (
          <FilterPill
            by={t("notifications:filter.rule")}
            onRemove={() => filter({ ruleId: undefined })}
          >
            {rule?.name ?? t("notifications:filter.oneRule")}
          </FilterPill>
        )}
      </Group>
      <DataTable
        label={t("notifications:tabs.told")}
        rows={told.data?.items}
        error={told.error}
        retry={() => void told.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            title={t(isFiltered ? "notifications:none.found" : "notifications:none.told")}
          >
            {t(isFiltered ? "notifications:none.foundHint" : "notifications:none.toldHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "what",
            header: t("notifications:column.what"),
            cell: (one) => (
              <Stack gap={2}>
                <Anchor
                  component={Link}
                  to={pathOf({ kind: one.rule.kind, of: one.of }, one.subject)}
                  size="sm"
                  fw={600}
                >
                  {toldText(one)}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {one.rule.name}
                </Text>
              </Stack>
            ),
          },
          {
            key: "began",
            header: t("notifications:column.began"),
            cell: ({ beganAt }) => <Time at={beganAt} />,
          },
          {
            key: "ended",
            header: t("notifications:column.ended"),
            cell: ({ endedAt }) =>
              endedAt === null ? (
                <StatusBadge value="failed" label={t("notifications:state.open")} />
              ) : (
                <Time at={endedAt} />
              ),
          },
          {
            key: "tellings",
            header: t("notifications:column.told"),
            cell: ({ tellings }) => <Tellings of={tellings} />,
          },
        ]}
        footer={
          <Pager
            after={after}
            next={told.data?.next}
            rowCount={told.data?.items.length ?? 0}
            onPage={(cursor) =>
              void navigate({ search: { tab: "told", ruleId, state, after: cursor } })
            }
          />
        }
      />
    </>
  );
}

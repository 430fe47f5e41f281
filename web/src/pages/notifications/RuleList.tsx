import { Anchor, Button, Group, Switch, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { patch } from "../../api/client.ts";
import type { NotificationRule } from "../../api/notifications.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { notifyFailure } from "../../ui/notify.ts";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { usePage } from "../../ui/use-page.ts";
import { conditionText } from "./condition-text.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { RowButtons } from "./RowButtons.tsx";
import { RuleDialog } from "./RuleDialog.tsx";

const route = getRouteApi("/inside/notifications");

/** The rules, with what each has found that is not over. */
export function RuleList({ onNewTarget }: { onNewTarget(): void }) {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const rules = usePage<NotificationRule>("/notification-rules", { after });
  const [open, setOpen] = useState<{ rule: NotificationRule; isDeleting: boolean } | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DataTable
        label={t("notifications:tabs.rules")}
        rows={rules.data?.items}
        error={rules.error}
        retry={() => void rules.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            title={t("notifications:none.rules")}
            action={
              <Button variant="default" onClick={onNewTarget}>
                {t("notifications:newTarget")}
              </Button>
            }
          >
            {t("notifications:none.rulesHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("notifications:column.rule"),
            cell: (rule) => (
              <>
                <Text size="sm" fw={600}>
                  {rule.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {conditionText(rule)}
                </Text>
              </>
            ),
          },
          {
            key: "targets",
            header: t("notifications:column.targets"),
            cell: ({ targets }) =>
              targets.length === 0
                ? t("notifications:nobody")
                : targets.map(({ name }) => name).join(", "),
          },
          {
            key: "state",
            header: t("notifications:column.now"),
            cell: (rule) => <Now of={rule} />,
          },
          {
            key: "enabled",
            header: t("notifications:column.enabled"),
            cell: (rule) => <Enabled of={rule} />,
          },
          {
            key: "actions",
            header: "",
            cell: (rule) => (
              <RowButtons
                name={rule.name}
                onChange={() => setOpen({ rule, isDeleting: false })}
                onDelete={() => setOpen({ rule, isDeleting: true })}
              />
            ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={rules.data?.next}
            rowCount={rules.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
      {open !== null && !open.isDeleting && <RuleDialog rule={open.rule} onClose={close} />}
      {open !== null && open.isDeleting && (
        <DeleteDialog what="rule" id={open.rule.id} name={open.rule.name} onClose={close} />
      )}
    </>
  );
}

/** What the rule has found: a link to it. */
function Now({ of: { id, open, enabled } }: { of: NotificationRule }) {
  if (!enabled) return <StatusBadge value="paused" label={t("notifications:state.off")} />;
  if (open === 0) return <StatusBadge value="active" label={t("notifications:state.quiet")} />;
  return (
    <Group gap="xs" wrap="nowrap">
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link
            to="/notifications"
            search={{ tab: "told", ruleId: id, state: "open" }}
            {...props}
          />
        )}
      >
        {t("notifications:state.found", { count: open })}
      </Anchor>
    </Group>
  );
}

function Enabled({ of: { id, name, enabled } }: { of: NotificationRule }) {
  const queryClient = useQueryClient();
  const switching = useMutation({
    mutationFn: () => patch(`/notification-rules/${id}`, { enabled: !enabled }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["/notification-rules"] }),
    onError: notifyFailure(t("notifications:rule.notSwitched")),
  });
  return (
    <Switch
      aria-label={t("notifications:rule.enabled", { name })}
      checked={enabled}
      disabled={switching.isPending}
      onChange={() => switching.mutate()}
    />
  );
}

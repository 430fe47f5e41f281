import { Alert, Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../api/api-error.ts";
import { post } from "../../api/client.ts";
import type { NotificationTarget, TriedTarget } from "../../api/notifications.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { usePage } from "../../ui/use-page.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { RowButtons } from "./RowButtons.tsx";
import { TargetDialog } from "./TargetDialog.tsx";

const route = getRouteApi("/inside/notifications");

/** Where notifications go; each can be sent a test. */
export function TargetList() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const targets = usePage<NotificationTarget>("/notification-targets", { after });
  const [open, setOpen] = useState<{ target: NotificationTarget; isDeleting: boolean } | null>(
    null,
  );
  const close = () => setOpen(null);
  const trial = useMutation({
    mutationFn: ({ id }: NotificationTarget) =>
      post<TriedTarget>(`/notification-targets/${id}/test`),
  });
  return (
    <>
      {trial.isSuccess && <Tried name={trial.variables.name} of={trial.data} />}
      {trial.isError && (
        <Tried
          name={trial.variables.name}
          of={{ outcome: "failed", problem: errorText(trial.error) }}
        />
      )}
      <DataTable
        label={t("notifications:tabs.targets")}
        rows={targets.data?.items}
        error={targets.error}
        retry={() => void targets.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t("notifications:none.targets")}>
            {t("notifications:none.targetsHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("notifications:column.target"),
            cell: ({ name, address, kind }) => (
              <>
                <Text size="sm" fw={600}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed" style={{ wordBreak: "break-all" }}>
                  {t(`notifications:at.${kind}`, { address })}
                </Text>
              </>
            ),
          },
          {
            key: "rules",
            header: t("notifications:column.rules"),
            cell: ({ rules }) =>
              rules.length === 0
                ? t("notifications:target.noRule")
                : rules.map(({ name }) => name).join(", "),
          },
          {
            key: "state",
            header: t("notifications:column.last"),
            cell: ({ lastProblem }) =>
              lastProblem === null ? (
                <StatusBadge value="active" label={t("notifications:state.works")} />
              ) : (
                <StatusBadge value="error" label={lastProblem} />
              ),
          },
          {
            key: "actions",
            header: "",
            cell: (target) => (
              <RowButtons
                name={target.name}
                onChange={() => setOpen({ target, isDeleting: false })}
                onDelete={() => setOpen({ target, isDeleting: true })}
              >
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("notifications:target.testOf", { name: target.name })}
                  loading={trial.isPending && trial.variables.id === target.id}
                  onClick={() => trial.mutate(target)}
                >
                  {t("notifications:target.test")}
                </Button>
              </RowButtons>
            ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={targets.data?.next}
            rowCount={targets.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { tab: "targets", after: cursor } })}
          />
        }
      />
      {open !== null && !open.isDeleting && <TargetDialog target={open.target} onClose={close} />}
      {open !== null && open.isDeleting && (
        <DeleteDialog what="target" id={open.target.id} name={open.target.name} onClose={close} />
      )}
    </>
  );
}

function Tried({ name, of: { outcome, problem } }: { name: string; of: TriedTarget }) {
  const isThere = outcome === "delivered";
  return (
    <Alert
      mb="md"
      color={isThere ? "teal" : "red"}
      variant="outline"
      role={isThere ? "status" : "alert"}
      title={t(`notifications:target.${outcome}`, { name })}
    >
      {isThere ? t("notifications:target.deliveredHint") : problem}
    </Alert>
  );
}

import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../api/client.ts";
import type { WebhookDelivery } from "../../api/webhooks.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FormError } from "../../ui/FormError.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { usePage } from "../../ui/use-page.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  webhookId: string;
  after: string | undefined;
  onPage(cursor: string | undefined): void;
}

const states = { pending: "pending", delivered: "sent", given_up: "failed" } as const;

/** The requests of a webhook; one that waits holds up those behind it, and can be made at once. */
export function WebhookDeliveries({ webhookId, after, onPage }: Props) {
  const path = `/webhooks/${webhookId}/deliveries`;
  const deliveries = usePage<WebhookDelivery>(path, { after });
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: (id: string) => post(`${path}/${id}/retry`),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [path] });
      notifyDone(t("settings-webhooks:delivery.again"));
    },
  });
  return (
    <>
      <FormError error={retry.error} />
      <DataTable
        label={t("settings-webhooks:delivery.title")}
        rows={deliveries.data?.items}
        error={deliveries.error}
        retry={() => void deliveries.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t("settings-webhooks:delivery.none")}>
            {t("settings-webhooks:delivery.noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "state",
            header: t("settings-webhooks:state"),
            cell: ({ state }) => (
              <StatusBadge value={states[state]} label={t(`settings-webhooks:delivery.${state}`)} />
            ),
          },
          {
            key: "made",
            header: t("settings-webhooks:created"),
            cell: ({ createdAt }) => <Time at={createdAt} />,
          },
          {
            key: "activities",
            header: t("settings-webhooks:delivery.activities"),
            cell: (one) => one.activities,
          },
          {
            key: "attempts",
            header: t("settings-webhooks:delivery.attempts"),
            cell: (one) => one.attempts,
          },
          {
            key: "answer",
            header: t("settings-webhooks:delivery.answer"),
            cell: ({ problem, answerStatus }) => problem ?? answerStatus ?? "–",
          },
          {
            key: "next",
            header: "",
            align: "right",
            cell: ({ id, state, attempts, nextAttemptAt }) =>
              state !== "delivered" && (
                <>
                  {state === "pending" && attempts > 0 && (
                    <Text size="xs" c="dimmed" component="span" mr="xs">
                      {t("settings-webhooks:delivery.next")} <Time at={nextAttemptAt} />
                    </Text>
                  )}
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={retry.isPending && retry.variables === id}
                    onClick={() => retry.mutate(id)}
                  >
                    {t("settings-webhooks:delivery.retry")}
                  </Button>
                </>
              ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={deliveries.data?.next}
            rowCount={deliveries.data?.items.length ?? 0}
            onPage={onPage}
          />
        }
      />
    </>
  );
}

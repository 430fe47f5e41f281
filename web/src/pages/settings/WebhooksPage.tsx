import { Anchor, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Webhook } from "../../api/webhooks.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { NewWebhookDialog } from "./NewWebhookDialog.tsx";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/settings/webhooks");

/** The addresses that are notified of what happens to messages and runs. */
export function WebhooksPage() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const webhooks = usePage<Webhook>("/webhooks", { after });
  const [isMaking, { open, close }] = useDisclosure();
  return (
    <Page
      title={t("settings-webhooks:title")}
      lead={t("settings-webhooks:lead")}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          {t("settings-webhooks:new.title")}
        </Button>
      }
    >
      <DataTable
        label={t("settings-webhooks:title")}
        rows={webhooks.data?.items}
        error={webhooks.error}
        retry={() => void webhooks.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t("settings-webhooks:none")}>
            {t("settings-webhooks:noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("settings-webhooks:name"),
            cell: ({ id, name, url }) => (
              <>
                <Anchor
                  size="sm"
                  fw={600}
                  renderRoot={(props) => (
                    <Link to="/settings/webhooks/$id" params={{ id }} {...props} />
                  )}
                >
                  {name}
                </Anchor>
                <Text size="xs" c="dimmed" ff="monospace" style={{ wordBreak: "break-all" }}>
                  {url}
                </Text>
              </>
            ),
          },
          {
            key: "state",
            header: t("settings-webhooks:state"),
            cell: (webhook) => <WebhookState of={webhook} />,
          },
          {
            key: "waiting",
            header: t("settings-webhooks:pending"),
            cell: ({ waiting }) => waiting,
            align: "right",
          },
          {
            key: "made",
            header: t("settings-webhooks:created"),
            cell: ({ createdAt }) => <Time at={createdAt} />,
            wideOnly: true,
          },
        ]}
        footer={
          <Pager
            after={after}
            next={webhooks.data?.next}
            rowCount={webhooks.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
      <NewWebhookDialog opened={isMaking} onClose={close} />
    </Page>
  );
}

export function WebhookState({ of: { enabled, lastProblem, lastState } }: { of: Webhook }) {
  if (!enabled) return <StatusBadge value="paused" label={t("settings-webhooks:switchedOff")} />;
  if (lastProblem !== null && lastState !== "delivered") {
    return <StatusBadge value="error" label={lastProblem} />;
  }
  return <StatusBadge value="active" label={t("settings-webhooks:active")} />;
}

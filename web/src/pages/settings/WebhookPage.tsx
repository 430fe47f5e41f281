import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { get } from "../../api/client.ts";
import type { Webhook } from "../../api/webhooks.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { WebhookActions } from "./WebhookActions.tsx";
import { WebhookDeliveries } from "./WebhookDeliveries.tsx";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/settings/webhooks/$id");

/** One webhook and its deliveries. */
export function WebhookPage() {
  const { id } = route.useParams();
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const webhook = useQuery({
    queryKey: ["/webhooks", id],
    queryFn: ({ signal }) => get<Webhook>(`/webhooks/${id}`, {}, signal),
  });
  if (webhook.isError) {
    const reset = () => void webhook.refetch();
    return <PageFailure error={webhook.error} reset={reset} what={t("settings-webhooks:the")} />;
  }
  const { data } = webhook;
  return (
    <Page
      title={data?.name ?? t("settings-webhooks:webhook")}
      lead={data?.url}
      actions={data !== undefined && <WebhookActions webhook={data} />}
    >
      <WebhookDeliveries
        webhookId={id}
        after={after}
        onPage={(cursor) => void navigate({ search: { after: cursor } })}
      />
    </Page>
  );
}

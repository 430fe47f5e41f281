import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { MailSummary } from "../../../../src/contract/api/inbox.ts";
import { instanceQuery } from "../../api/instance.ts";
import type { Wire } from "../../api/wire.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/inbox");

/** The mails that the built-in inbox took while no mail server is set. */
export function InboxPage() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const mails = usePage<Wire<MailSummary>>("/inbox-mails", { after });
  const { data: instance } = useQuery(instanceQuery);
  const isInUse = instance?.inboxInUse ?? true;
  return (
    <Page
      title={t("inbox:title")}
      lead={isInUse ? t("inbox:leadInUse", { setting: "SMTP_URL" }) : t("inbox:lead")}
    >
      <DataTable
        label={t("inbox:mails")}
        rows={mails.data?.items}
        error={mails.error}
        retry={() => void mails.refetch()}
        keyOf={({ id }) => id}
        empty={<EmptyState title={t("inbox:none")}>{t("inbox:noneHint")}</EmptyState>}
        columns={[
          {
            key: "subject",
            header: t("inbox:subject"),
            cell: ({ id, subject }) => (
              <Anchor component={Link} to={`/inbox/${id}`} fw={600} size="sm">
                {subject || t("ui:noSubject")}
              </Anchor>
            ),
          },
          { key: "to", header: t("inbox:to"), cell: ({ recipients }) => recipients.join(", ") },
          {
            key: "from",
            header: t("inbox:from"),
            wideOnly: true,
            cell: ({ sender }) => <Text size="sm">{sender}</Text>,
          },
          {
            key: "at",
            header: t("inbox:received"),
            cell: ({ receivedAt }) => <Time at={receivedAt} />,
          },
        ]}
        footer={
          <Pager
            after={after}
            next={mails.data?.next}
            rowCount={mails.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
    </Page>
  );
}

import { Anchor, Button, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MessageItem } from "../../api/messages.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import type { MessageFilter } from "./message-query.ts";
import { messageQueryOf } from "./message-query.ts";
import { MessageFilters } from "./MessageFilters.tsx";
import { channelWord, stateWord } from "./words.ts";

const route = getRouteApi("/inside/messages");

/** The furthest that is known of a message. */
function standing({ state, opens, clicks }: MessageItem): string {
  if (clicks > 0) return "clicked";
  return opens > 0 ? "opened" : state;
}

const columns = (): Column<MessageItem>[] => [
  {
    key: "message",
    header: t("messages:column.message"),
    width: "30%",
    cell: ({ id, subject, recipient }) => (
      <>
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => <Link to="/messages/$id" params={{ id }} {...props} />}
        >
          {subject || t("messages:noSubject")}
        </Anchor>
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {recipient}
        </Text>
      </>
    ),
  },
  {
    key: "contact",
    header: t("messages:column.contact"),
    cell: (message) => <ContactLabel contact={message} />,
  },
  {
    key: "state",
    header: t("messages:column.state"),
    cell: (message) => (
      <StatusBadge value={standing(message)} label={stateWord(standing(message))} />
    ),
  },
  {
    key: "workflow",
    header: t("messages:column.workflow"),
    cell: ({ workflow }) => workflow.name,
    wideOnly: true,
  },
  {
    key: "channel",
    header: t("messages:column.channel"),
    cell: ({ channel }) => channelWord(channel),
    width: 110,
  },
  {
    key: "queued",
    header: t("messages:column.queued"),
    cell: ({ queuedAt }) => <Time at={queuedAt} />,
    width: 110,
  },
];

/** Messages of all channels, newest first. */
export function MessagesPage() {
  const { after, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  // A range that ends now is counted from when it was chosen, or the list would never rest.
  const [now, setNow] = useState(Date.now);
  const page = usePage<MessageItem>("/messages", { ...messageQueryOf(filter, now), after });
  const change = (narrowed: Partial<MessageFilter>) => {
    setNow(Date.now());
    const search = (old: MessageFilter) => ({ ...old, ...narrowed, after: undefined });
    void navigate({ search, replace: true, resetScroll: false });
  };
  const isNarrowed = after !== undefined || Object.keys(filter).length > 0;
  return (
    <Page title={t("messages:title")} lead={t("messages:lead")}>
      <MessageFilters filter={filter} onChange={change} />
      <DataTable
        label={t("messages:title")}
        columns={columns()}
        rows={page.data?.items}
        keyOf={({ id }) => id}
        error={page.error}
        retry={() => void page.refetch()}
        onRow={({ id }) => void navigate({ to: "/messages/$id", params: { id }, search: {} })}
        empty={
          isNarrowed ? (
            <EmptyState
              title={t("messages:noneFits")}
              action={
                <Button variant="default" onClick={() => void navigate({ search: {} })}>
                  {t("messages:showAll")}
                </Button>
              }
            >
              {page.data?.next != null && t("messages:noneOfNewest")}
            </EmptyState>
          ) : (
            <EmptyState
              title={t("messages:none")}
              action={<ButtonLink to="/workflows">{t("messages:showWorkflows")}</ButtonLink>}
            >
              {t("messages:noneHint")}
            </EmptyState>
          )
        }
        footer={
          page.data && (
            <Pager
              after={after}
              next={page.data.next}
              rowCount={page.data.items.length}
              onPage={(next) => void navigate({ search: (old) => ({ ...old, after: next }) })}
            />
          )
        }
      />
    </Page>
  );
}

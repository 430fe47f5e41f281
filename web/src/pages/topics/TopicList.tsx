import { Button, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import type { Topic } from "../../api/topics.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { usePage } from "../../ui/use-page.ts";
import { DeleteTopicDialog } from "./DeleteTopicDialog.tsx";
import { wayOf } from "./topic-form.ts";
import { TopicDialog } from "./TopicDialog.tsx";

const route = getRouteApi("/inside/topics");

/** The topics, with how many contacts have subscribed. */
export function TopicList() {
  const { search, after } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const topics = usePage<Topic>("/topics", { search, after });
  const [open, setOpen] = useState<{ topic: Topic; isDeleting: boolean } | null>(null);
  const close = () => setOpen(null);
  const actions = (topic: Topic) => (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("topics:menu.changeOf", { name: topic.name })}
        onClick={() => setOpen({ topic, isDeleting: false })}
      >
        {t("topics:menu.change")}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={t("topics:menu.deleteOf", { name: topic.name })}
        onClick={() => setOpen({ topic, isDeleting: true })}
      >
        {t("topics:menu.delete")}
      </Button>
    </Group>
  );
  return (
    <>
      <Group mb="sm">
        <SearchField
          label={t("topics:search")}
          placeholder={t("topics:searchHint")}
          value={search}
          onChange={(text) => void navigate({ search: { search: text } })}
        />
      </Group>
      <DataTable
        label={t("topics:title")}
        rows={topics.data?.items}
        error={topics.error}
        retry={() => void topics.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t(search === undefined ? "topics:none" : "topics:noneFound")}>
            {search === undefined && t("topics:noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("topics:columns.name"),
            cell: ({ name, key, description }) => (
              <>
                <Text size="sm" fw={600}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed">
                  {description === "" ? key : description}
                </Text>
              </>
            ),
          },
          {
            key: "way",
            header: t("topics:columns.optIn"),
            cell: (topic) => t(`topics:way.${wayOf(topic)}`),
          },
          {
            key: "position",
            header: t("topics:columns.position"),
            align: "right",
            cell: ({ position }) => formatNumber(position),
            wideOnly: true,
          },
          ...(["subscribed", "unsubscribed"] as const).map((name) => ({
            key: name,
            header: t(`topics:columns.${name}`),
            align: "right" as const,
            cell: (topic: Topic) => formatNumber(topic[name]),
          })),
          ...(mayManage ? [{ key: "actions", header: "", cell: actions }] : []),
        ]}
        footer={
          <Pager
            after={after}
            next={topics.data?.next}
            rowCount={topics.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { search, after: cursor } })}
          />
        }
      />
      {open !== null && !open.isDeleting && <TopicDialog topic={open.topic} onClose={close} />}
      {open !== null && open.isDeleting && <DeleteTopicDialog topic={open.topic} onClose={close} />}
    </>
  );
}

import { Anchor, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Source } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { NewSourceDialog } from "./NewSourceDialog.tsx";
import { presetName } from "./presets.ts";
import { SourceState } from "./SourceState.tsx";

const route = getRouteApi("/inside/sources");

/** Addresses that take the webhooks of others, and make events of them. */
export function SourcesPage() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const sources = usePage<Source>("/sources", { after });
  const [isMaking, { open, close }] = useDisclosure();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t("sources:new.open")}
    </Button>
  );
  return (
    <Page title={t("sources:title")} lead={t("sources:lead")} actions={create}>
      <DataTable
        label={t("sources:title")}
        rows={sources.data?.items}
        error={sources.error}
        retry={() => void sources.refetch()}
        keyOf={({ id }) => id}
        empty={<EmptyState title={t("sources:none.title")}>{t("sources:none.text")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: t("sources:column.name"),
            cell: ({ id, name, address }) => (
              <>
                <Anchor
                  size="sm"
                  fw={600}
                  renderRoot={(props) => <Link to="/sources/$id" params={{ id }} {...props} />}
                >
                  {name}
                </Anchor>
                <Text size="xs" c="dimmed" ff="monospace" style={{ wordBreak: "break-all" }}>
                  {address}
                </Text>
              </>
            ),
          },
          {
            key: "preset",
            header: t("sources:column.preset"),
            cell: ({ preset }) => presetName(preset),
          },
          {
            key: "state",
            header: t("sources:column.state"),
            cell: (source) => <SourceState of={source} />,
          },
          {
            key: "last",
            header: t("sources:column.last"),
            cell: ({ lastReceivedAt }) => <Time at={lastReceivedAt} missing={t("sources:never")} />,
          },
        ]}
        footer={
          <Pager
            after={after}
            next={sources.data?.next}
            rowCount={sources.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
      <NewSourceDialog opened={isMaking} onClose={close} />
    </Page>
  );
}

import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { ApiKey } from "../../api/api-keys.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { KeyActions } from "./KeyActions.tsx";
import { KeyLimitDialog } from "./KeyLimitDialog.tsx";
import { NewApiKeyDialog } from "./NewApiKeyDialog.tsx";
import { RevokeApiKeyDialog } from "./RevokeApiKeyDialog.tsx";
import { RollApiKeyDialog } from "./RollApiKeyDialog.tsx";

const route = getRouteApi("/inside/settings/api-keys");

/** The keys that programs use: made here, shown once, revoked here. */
export function ApiKeysPage() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const keys = usePage<ApiKey>("/api-keys", { after });
  const [isMaking, { open, close }] = useDisclosure();
  const [revoked, setRevoked] = useState<ApiKey>();
  const [changed, setChanged] = useState<ApiKey>();
  const [rolled, setRolled] = useState<ApiKey>();
  return (
    <Page
      title={t("settings-keys:title")}
      lead={t("settings-keys:lead")}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          {t("settings-keys:new")}
        </Button>
      }
    >
      <DataTable
        label={t("settings-keys:title")}
        rows={keys.data?.items}
        error={keys.error}
        retry={() => void keys.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t("settings-keys:empty")}>{t("settings-keys:emptyHint")}</EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("settings-keys:column.name"),
            cell: ({ name, hint }) => (
              <>
                <Text size="sm" fw={600} component="span">
                  {name}
                </Text>{" "}
                <Text size="xs" c="dimmed" component="span" ff="monospace">{`…${hint}`}</Text>
              </>
            ),
          },
          {
            key: "scopes",
            header: t("settings-keys:column.may"),
            cell: ({ scopes }) => (
              <Group gap={4}>
                {scopes.map((scope) => (
                  <StatusBadge key={scope} value={scope} label={scope} />
                ))}
              </Group>
            ),
          },
          {
            key: "used",
            header: t("settings-keys:column.used"),
            cell: (key) => <Time at={key.lastUsedAt} missing={t("settings-keys:never")} />,
          },
          {
            key: "made",
            header: t("settings-keys:column.created"),
            cell: (key) => <Time at={key.createdAt} />,
            wideOnly: true,
          },
          {
            key: "limit",
            header: t("settings-keys:speed"),
            wideOnly: true,
            cell: ({ rateLimit }) => rateLimit?.eventsPerSecond ?? t("settings-keys:asServer"),
          },
          {
            key: "expires",
            header: t("settings-keys:expires.column"),
            cell: (key) => <Time at={key.expiresAt} missing={t("settings-keys:expires.never")} />,
          },
          {
            key: "state",
            header: "",
            width: 230,
            align: "right",
            cell: (key) => (
              <KeyActions
                apiKey={key}
                onChange={setChanged}
                onRoll={setRolled}
                onRevoke={setRevoked}
              />
            ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={keys.data?.next}
            rowCount={keys.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
      {changed !== undefined && (
        <KeyLimitDialog apiKey={changed} onClose={() => setChanged(undefined)} />
      )}
      {rolled !== undefined && (
        <RollApiKeyDialog apiKey={rolled} onClose={() => setRolled(undefined)} />
      )}
      <NewApiKeyDialog opened={isMaking} onClose={close} />
      <RevokeApiKeyDialog apiKey={revoked} onClose={() => setRevoked(undefined)} />
    </Page>
  );
}

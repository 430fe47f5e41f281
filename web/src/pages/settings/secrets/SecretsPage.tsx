import { Button, Code, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { Secret } from "../../../api/secrets.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Pager } from "../../../ui/Pager.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { Time } from "../../../ui/Time.tsx";
import { usePage } from "../../../ui/use-page.ts";
import { DeleteSecret } from "./DeleteSecret.tsx";
import { SecretForm } from "./SecretForm.tsx";

const route = getRouteApi("/inside/settings/secrets");

/** What webhooks of workflows may send along and nobody may read. */
export function SecretsPage() {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const secrets = usePage<Secret>("/secrets", { after });
  /** The one that is written: "new", or one that is kept. */
  const [written, setWritten] = useState<Secret | "new">();
  const names = (secrets.data?.items ?? []).map(({ name }) => name);
  return (
    <Page
      title={t("settings-secrets:title")}
      lead={t("settings-secrets:lead")}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setWritten("new")}>
          {t("settings-secrets:new")}
        </Button>
      }
    >
      <DataTable<Secret>
        label={t("settings-secrets:title")}
        rows={secrets.data?.items}
        error={secrets.error}
        retry={() => void secrets.refetch()}
        keyOf={({ name }) => name}
        empty={
          <EmptyState title={t("settings-secrets:none")}>
            {t("settings-secrets:noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("settings-secrets:column.name"),
            cell: ({ name }) => (
              <>
                <Text size="sm" fw={600}>
                  {name}
                </Text>
                <Code>{`{{ secrets.${name} }}`}</Code>
              </>
            ),
          },
          {
            key: "hosts",
            header: t("settings-secrets:column.hosts"),
            cell: ({ hosts }) =>
              hosts === null ? (
                <StatusBadge value="waiting" label={t("settings-secrets:anywhere")} />
              ) : (
                <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                  {hosts.join(", ")}
                </Text>
              ),
          },
          {
            key: "updated",
            header: t("settings-secrets:column.updated"),
            cell: ({ updatedAt }) => <Time at={updatedAt} />,
          },
          {
            key: "actions",
            header: "",
            align: "right",
            cell: (secret) => (
              <Group gap={4} justify="flex-end">
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("settings-secrets:replaceOf", { name: secret.name })}
                  onClick={() => setWritten(secret)}
                >
                  {t("settings-secrets:replace")}
                </Button>
                <DeleteSecret name={secret.name} />
              </Group>
            ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={secrets.data?.next}
            rowCount={secrets.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { after: cursor } })}
          />
        }
      />
      {written !== undefined && (
        <SecretForm
          secret={written === "new" ? undefined : written}
          taken={names}
          onClose={() => setWritten(undefined)}
        />
      )}
    </Page>
  );
}

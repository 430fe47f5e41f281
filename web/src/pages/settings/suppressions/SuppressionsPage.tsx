import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { instanceQuery } from "../../../api/instance.ts";
import { useMay } from "../../../api/session.ts";
import type { Suppression } from "../../../api/suppressions.ts";
import { apiWords } from "../../../i18n/api-words.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { FilterSelect } from "../../../ui/FilterSelect.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Pager } from "../../../ui/Pager.tsx";
import { SearchField } from "../../../ui/SearchField.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { capitalized } from "../../../ui/text.ts";
import { Time } from "../../../ui/Time.tsx";
import { usePage } from "../../../ui/use-page.ts";
import { AddSuppressionDialog } from "./AddSuppressionDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { LiftButton } from "./LiftButton.tsx";
import { reasonNames } from "./reasons.ts";

const route = getRouteApi("/inside/settings/suppressions");

/** Addresses that nothing is sent to, and why. */
export function SuppressionsPage() {
  const { search, channel, reason, after } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const { data: instance } = useQuery(instanceQuery);
  const [isAdding, adding] = useDisclosure();
  const [isImporting, importing] = useDisclosure();
  const filter = (change: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...change, after: undefined }) });
  const page = usePage<Suppression>("/suppressions", { search, channel, reason, after });
  const names = Object.fromEntries(
    (instance?.channels ?? []).map(({ channel: key, name }) => [key, capitalized(apiWords(name))]),
  );
  const isFiltered = [search, channel, reason].some(Boolean);
  return (
    <Page
      title={t("settings:suppressions.title")}
      lead={t("settings:suppressions.lead")}
      actions={
        mayManage && (
          <>
            <Button
              variant="default"
              leftSection={<IconUpload size={16} />}
              onClick={importing.open}
            >
              {t("settings:suppressions.import.open")}
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
              {t("settings:suppressions.add.open")}
            </Button>
          </>
        )
      }
    >
      <Group gap="sm" mb="md">
        <SearchField
          label={t("settings:suppressions.search")}
          placeholder={t("settings:suppressions.searchHint")}
          value={search}
          onChange={(value) => filter({ search: value })}
        />
        <FilterSelect
          label={t("settings:suppressions.column.channel")}
          any={t("settings:suppressions.anyChannel")}
          options={names}
          value={channel}
          onChange={(value) => filter({ channel: value })}
        />
        <FilterSelect
          label={t("settings:suppressions.column.reason")}
          any={t("settings:suppressions.anyReason")}
          options={reasonNames()}
          value={reason}
          onChange={(value) => filter({ reason: value })}
        />
      </Group>
      <DataTable<Suppression>
        label={t("settings:suppressions.title")}
        rows={page.data?.items}
        error={page.error}
        retry={() => void page.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            title={
              isFiltered ? t("settings:suppressions.noneFound") : t("settings:suppressions.none")
            }
          >
            {isFiltered
              ? t("settings:suppressions.noneFoundHint")
              : t("settings:suppressions.noneHint")}
          </EmptyState>
        }
        columns={[
          {
            key: "address",
            header: t("settings:suppressions.column.address"),
            cell: ({ address }) => (
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                {address ?? t("settings:suppressions.erased")}
              </Text>
            ),
          },
          {
            key: "channel",
            header: t("settings:suppressions.column.channel"),
            cell: (one) => names[one.channel] ?? one.channel,
          },
          {
            key: "reason",
            header: t("settings:suppressions.column.reason"),
            cell: ({ reason: why, words, code }) => (
              <>
                {reasonNames()[why]}
                {(words ?? code) !== null && (
                  <Text size="xs" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
                    {[code, words].filter((part) => part !== null).join(" · ")}
                  </Text>
                )}
              </>
            ),
          },
          {
            key: "scope",
            header: t("settings:suppressions.column.scope"),
            cell: ({ scope }) => (
              <StatusBadge
                value={scope === "all" ? "error" : "paused"}
                label={t(`settings:suppressions.scope.${scope}`)}
              />
            ),
          },
          {
            key: "at",
            header: t("settings:suppressions.column.since"),
            cell: ({ at }) => <Time at={at} />,
          },
          {
            key: "until",
            header: t("settings:suppressions.column.until"),
            wideOnly: true,
            cell: ({ until }) => (
              <Time at={until} missing={t("settings:suppressions.untilLifted")} />
            ),
          },
          {
            key: "actions",
            header: "",
            align: "right",
            cell: (one) => mayManage && <LiftButton suppression={one} />,
          },
        ]}
        footer={
          <Pager
            after={after}
            next={page.data?.next}
            rowCount={page.data?.items.length ?? 0}
            onPage={(cursor) =>
              void navigate({ search: (before) => ({ ...before, after: cursor }) })
            }
          />
        }
      />
      <AddSuppressionDialog channels={names} opened={isAdding} onClose={adding.close} />
      <ImportDialog channels={names} opened={isImporting} onClose={importing.close} />
    </Page>
  );
}

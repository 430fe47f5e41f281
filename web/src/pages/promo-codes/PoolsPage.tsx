import { Anchor, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import type { PromoPool } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { NewPoolDialog } from "./NewPoolDialog.tsx";

const route = getRouteApi("/inside/promo-codes");

const columns = (): Column<PromoPool>[] => [
  {
    key: "name",
    header: t("promo-codes:column.name"),
    width: "30%",
    cell: (pool) => (
      <Group gap="xs">
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => <Link to="/promo-codes/$id" params={{ id: pool.id }} {...props} />}
        >
          {pool.name}
        </Anchor>
        {pool.expired > 0 && <StatusBadge value="error" label={t("promo-codes:over")} />}
        {pool.expired === 0 && pool.runsLow && (
          <StatusBadge value="waiting" label={t("promo-codes:low")} />
        )}
      </Group>
    ),
  },
  {
    key: "left",
    header: t("promo-codes:column.left"),
    align: "right",
    cell: ({ remaining }) => formatNumber(remaining),
  },
  {
    key: "given",
    header: t("promo-codes:column.given"),
    align: "right",
    cell: ({ given }) => formatNumber(given),
  },
  {
    key: "used",
    header: t("promo-codes:column.used"),
    align: "right",
    cell: ({ used }) => formatNumber(used),
  },
  {
    key: "expired",
    header: t("promo-codes:column.expired"),
    align: "right",
    cell: ({ expired }) => formatNumber(expired),
  },
  {
    key: "expires",
    header: t("promo-codes:column.expires"),
    cell: ({ expiresAt }) => <Time at={expiresAt} missing={t("promo-codes:never")} />,
  },
];

/** Pools of promo codes, by name. */
export function PoolsPage() {
  const { after, search } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const page = usePage<PromoPool>("/promo-pools", { search, after });
  const [isMaking, { open, close }] = useDisclosure();
  return (
    <Page
      title={t("promo-codes:title")}
      lead={t("promo-codes:lead")}
      actions={mayManage && <Button onClick={open}>{t("promo-codes:new.open")}</Button>}
    >
      <Group mb="sm" role="search" aria-label={t("promo-codes:filter")}>
        <SearchField
          label={t("promo-codes:find")}
          placeholder={t("promo-codes:find")}
          value={search}
          onChange={(next) => void navigate({ search: { search: next }, replace: true })}
        />
      </Group>
      <DataTable
        label={t("promo-codes:title")}
        columns={columns()}
        rows={page.data?.items}
        keyOf={({ id }) => id}
        error={page.error}
        retry={() => void page.refetch()}
        onRow={({ id }) => void navigate({ to: "/promo-codes/$id", params: { id }, search: {} })}
        empty={
          search === undefined ? (
            <EmptyState title={t("promo-codes:none")}>{t("promo-codes:noneHint")}</EmptyState>
          ) : (
            <EmptyState title={t("promo-codes:noneFits")} />
          )
        }
        footer={
          page.data && (
            <Pager
              after={after}
              next={page.data.next}
              rowCount={page.data.items.length}
              onPage={(next) => void navigate({ search: { search, after: next } })}
            />
          )
        }
      />
      <NewPoolDialog opened={isMaking} onClose={close} />
    </Page>
  );
}

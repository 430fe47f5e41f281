import { Anchor, Button, Group } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { orderStatuses } from "../../../../src/domain/order-status.ts";
import type { Order } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import { ContactName } from "../../ui/ContactName.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterPill } from "../../ui/FilterPill.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { formatMoney } from "../../ui/format-money.ts";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { boundsOf } from "../events/time-range.ts";
import { TimeRangeFilter } from "../events/TimeRangeFilter.tsx";

const route = getRouteApi("/inside/orders");

const columns = (): Column<Order>[] => [
  {
    key: "number",
    header: t("orders:column.number"),
    cell: ({ externalId }) => (
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link to="/orders/$externalId" params={{ externalId }} {...props} />}
      >
        {externalId}
      </Anchor>
    ),
  },
  {
    key: "contact",
    header: t("orders:column.contact"),
    cell: ({ contactId, contactName }) =>
      contactId === null ? (
        t("orders:noContact")
      ) : (
        <ContactLabel contact={{ contactId, contactName }} />
      ),
  },
  {
    key: "status",
    header: t("orders:column.status"),
    cell: ({ status }) => <StatusBadge value={status} label={t(`orders:status.${status}`)} />,
  },
  {
    key: "total",
    header: t("orders:column.total"),
    align: "right",
    cell: ({ totalCost, currency }) => formatMoney(totalCost, currency),
  },
  {
    key: "ordered",
    header: t("orders:column.ordered"),
    width: 120,
    cell: ({ orderedAt }) => <Time at={orderedAt} />,
  },
];

/** Orders, the latest first. */
export function OrdersPage() {
  const { after, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  // A range that ends now is counted from when it was chosen, or the list would never rest.
  const [now, setNow] = useState(Date.now);
  const page = usePage<Order>("/orders", { ...filter, ...boundsOf(filter, now), after });
  const change = (narrowed: Partial<typeof filter>) => {
    setNow(Date.now());
    void navigate({
      search: (old) => ({ ...old, ...narrowed, after: undefined }),
      replace: true,
      resetScroll: false,
    });
  };
  const { search, status, contactId, from, to } = filter;
  const isNarrowed = after !== undefined || Object.keys(filter).length > 0;
  const options = Object.fromEntries(orderStatuses.map((one) => [one, t(`orders:status.${one}`)]));
  return (
    <Page title={t("orders:title")} lead={t("orders:lead")}>
      <Group gap="xs" mb="sm" role="search" aria-label={t("orders:filter")}>
        <SearchField
          label={t("orders:find")}
          placeholder={t("orders:findHint")}
          value={search}
          onChange={(next) => change({ search: next })}
        />
        <FilterSelect
          label={t("orders:statusFilter")}
          any={t("orders:anyStatus")}
          options={options}
          value={status}
          onChange={(next) => change({ status: next })}
        />
        <TimeRangeFilter what={t("orders:ordered")} range={{ from, to }} onChange={change} />
        {contactId !== undefined && (
          <FilterPill by={t("orders:ofContact")} onRemove={() => change({ contactId: undefined })}>
            <ContactName id={contactId} />
          </FilterPill>
        )}
      </Group>
      <DataTable
        label={t("orders:title")}
        columns={columns()}
        rows={page.data?.items}
        keyOf={({ id }) => id}
        error={page.error}
        retry={() => void page.refetch()}
        onRow={({ externalId }) =>
          void navigate({ to: "/orders/$externalId", params: { externalId }, search: {} })
        }
        empty={
          isNarrowed ? (
            <EmptyState
              title={t("orders:noneFits")}
              action={
                <Button variant="default" onClick={() => void navigate({ search: {} })}>
                  {t("orders:showAll")}
                </Button>
              }
            >
              {page.data?.next != null && t("orders:noneOfNewest")}
            </EmptyState>
          ) : (
            <EmptyState title={t("orders:none")}>{t("orders:noneHint")}</EmptyState>
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

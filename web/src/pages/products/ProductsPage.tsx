import { Anchor, Button, Group, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Product } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { formatMoney } from "../../ui/format-money.ts";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { CatalogueSettings } from "./CatalogueSettings.tsx";

const route = getRouteApi("/inside/products");

export function StockBadge({ product: { inStock } }: { product: Product }) {
  return inStock ? (
    <StatusBadge value="active" label={t("products:inStock")} />
  ) : (
    <StatusBadge value="waiting" label={t("products:soldOut")} />
  );
}

const columns = (): Column<Product>[] => [
  {
    key: "product",
    header: t("products:column.product"),
    width: "40%",
    cell: ({ externalId, name }) => (
      <>
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link to="/products/$externalId" params={{ externalId }} {...props} />
          )}
        >
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>
          {externalId}
        </Text>
      </>
    ),
  },
  {
    key: "category",
    header: t("products:column.category"),
    cell: ({ category }) => category ?? "–",
    wideOnly: true,
  },
  {
    key: "price",
    header: t("products:column.price"),
    align: "right",
    cell: ({ price, currency }) =>
      price === null ? t("products:noPrice") : formatMoney(price, currency),
  },
  {
    key: "stock",
    header: t("products:column.stock"),
    cell: (product) => <StockBadge product={product} />,
  },
  {
    key: "updated",
    header: t("products:column.updated"),
    cell: ({ updatedAt }) => <Time at={updatedAt} />,
    wideOnly: true,
  },
];

/** The catalogue, in the order of the shop's ids. */
export function ProductsPage() {
  const { after, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const page = usePage<Product>("/products", { ...filter, after });
  const change = (narrowed: Partial<typeof filter>) =>
    void navigate({
      search: (old) => ({ ...old, ...narrowed, after: undefined }),
      replace: true,
      resetScroll: false,
    });
  const isNarrowed = after !== undefined || Object.keys(filter).length > 0;
  return (
    <Page title={t("products:title")} lead={t("products:lead")} actions={<CatalogueSettings />}>
      <Group gap="xs" mb="sm" role="search" aria-label={t("products:filter")}>
        <SearchField
          label={t("products:find")}
          placeholder={t("products:find")}
          value={filter.search}
          onChange={(next) => change({ search: next })}
        />
        <FilterSelect
          label={t("products:stockFilter")}
          any={t("products:anyStock")}
          options={{ true: t("products:inStock"), false: t("products:soldOut") }}
          value={filter.inStock}
          onChange={(next) => change({ inStock: next })}
        />
      </Group>
      <DataTable
        label={t("products:title")}
        columns={columns()}
        rows={page.data?.items}
        keyOf={({ externalId }) => externalId}
        error={page.error}
        retry={() => void page.refetch()}
        onRow={({ externalId }) =>
          void navigate({ to: "/products/$externalId", params: { externalId }, search: {} })
        }
        empty={
          isNarrowed ? (
            <EmptyState
              title={t("products:noneFits")}
              action={
                <Button variant="default" onClick={() => void navigate({ search: {} })}>
                  {t("products:showAll")}
                </Button>
              }
            >
              {page.data?.next != null && t("products:goesOn")}
            </EmptyState>
          ) : (
            <EmptyState title={t("products:none")}>{t("products:noneHint")}</EmptyState>
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

import { Anchor, Grid, Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { get } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { Interest, Product } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { formatMoney } from "../../ui/format-money.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { exactTime } from "../../ui/format-time.ts";
import classes from "../../ui/Messages.module.css";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { ProductForm } from "./ProductForm.tsx";
import { StockBadge } from "./ProductsPage.tsx";

const route = getRouteApi("/inside/products/$externalId");
const counts = ["viewed", "carted", "stockAsked", "priceAsked", "told"] as const;

/** One product: what the shop says of it, who is interested, and a form to change it. */
export function ProductPage() {
  const { externalId } = route.useParams();
  const maySend = useMay("send");
  const path = `/products/${encodeURIComponent(externalId)}`;
  const product = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<Product>(path, {}, signal),
  });
  const { data: interest } = useQuery({
    queryKey: [path, "interest"],
    queryFn: ({ signal }) => get<Interest>(`${path}/interest`, {}, signal),
  });
  const { data, error } = product;
  if (data === undefined && error !== null) {
    const reset = () => void product.refetch();
    return <PageFailure error={error} reset={reset} what={t("products:what")} />;
  }
  if (data === undefined) return <Skeleton m="lg" height={320} aria-busy />;
  const { name, price, currency, quantity, category, url, updatedAt, attributes } = data;
  return (
    <Page title={name}>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <dl className={classes["facts"]}>
            <dt>{t("products:fact.id")}</dt>
            <dd>{externalId}</dd>
            <dt>{t("products:fact.price")}</dt>
            <dd>{price === null ? t("products:noPrice") : formatMoney(price, currency)}</dd>
            <dt>{t("products:fact.stock")}</dt>
            <dd>
              <StockBadge product={data} />{" "}
              {quantity !== null && t("products:quantity", { quantity: formatNumber(quantity) })}
            </dd>
            {category !== null && (
              <>
                <dt>{t("products:fact.category")}</dt>
                <dd>{category}</dd>
              </>
            )}
            <dt>{t("products:fact.updated")}</dt>
            <dd>{exactTime(updatedAt)}</dd>
            {Object.entries(attributes).map(([key, value]) => (
              <div key={key} style={{ display: "contents" }}>
                <dt>{key}</dt>
                <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
          {url !== null && (
            <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
              {t("products:showPage")}
            </Anchor>
          )}
          <Title order={2} size="h4" mt="lg" mb="xs">
            {t("products:interest")}
          </Title>
          <dl className={classes["facts"]}>
            {counts.map((count) => (
              <div key={count} style={{ display: "contents" }}>
                <dt>{t(`products:${count}`)}</dt>
                <dd>{interest === undefined ? "…" : formatNumber(interest[count])}</dd>
              </div>
            ))}
          </dl>
          {interest?.isWhole === false && t("products:notWhole")}
        </Grid.Col>
        {maySend && (
          <Grid.Col span={{ base: 12, md: 6 }}>
            <ProductForm key={updatedAt} product={data} />
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}

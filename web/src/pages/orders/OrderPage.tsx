import { Skeleton, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { get } from "../../api/client.ts";
import type { Order } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { formatMoney } from "../../ui/format-money.ts";
import { exactTime } from "../../ui/format-time.ts";
import classes from "../../ui/Messages.module.css";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

const route = getRouteApi("/inside/orders/$externalId");

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);

/** One order: what was bought, its statuses and the events that they raised. */
export function OrderPage() {
  const { externalId } = route.useParams();
  const path = `/orders/${encodeURIComponent(externalId)}`;
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<Order>(path, {}, signal),
  });
  if (data === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} what={t("orders:what")} />;
  }
  if (data === undefined) return <Skeleton m="lg" height={320} aria-busy />;
  const { contactId, contactName, status, totalCost, currency, orderedAt, details } = data;
  return (
    <Page title={t("orders:order", { number: externalId })}>
      <Stack gap="lg">
        <dl className={classes["facts"]}>
          <dt>{t("orders:column.status")}</dt>
          <dd>
            <StatusBadge value={status} label={t(`orders:status.${status}`)} />
          </dd>
          <dt>{t("orders:column.contact")}</dt>
          <dd>
            {contactId === null ? (
              t("orders:noContact")
            ) : (
              <ContactLabel contact={{ contactId, contactName }} />
            )}
          </dd>
          <dt>{t("orders:column.total")}</dt>
          <dd>{formatMoney(totalCost, currency)}</dd>
          <dt>{t("orders:column.ordered")}</dt>
          <dd>{exactTime(orderedAt)}</dd>
          {Object.entries(details)
            .filter(([, value]) => value !== null && value !== "")
            .map(([name, value]) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{textOf(value)}</dd>
              </div>
            ))}
        </dl>
        <section>
          <Title order={2} size="h4" mb="xs">
            {t("orders:items")}
          </Title>
          <DataTable
            label={t("orders:items")}
            rows={data.items.map((item, index) => ({ index, item }))}
            keyOf={({ index }) => String(index)}
            empty={t("orders:noItems")}
            columns={[
              {
                key: "name",
                header: t("orders:item.name"),
                cell: ({ item }) => textOf(item["name"] ?? item["externalItemId"] ?? "–"),
              },
              {
                key: "quantity",
                header: t("orders:item.quantity"),
                align: "right",
                cell: ({ item }) => textOf(item["quantity"] ?? "–"),
              },
              {
                key: "cost",
                header: t("orders:item.cost"),
                align: "right",
                cell: ({ item: { cost } }) =>
                  typeof cost === "number" ? formatMoney(cost, currency) : "–",
              },
            ]}
          />
        </section>
        <section>
          <Title order={2} size="h4" mb="xs">
            {t("orders:history")}
          </Title>
          <ol className={classes["life"]}>
            {data.statuses.map(({ status: reached, reachedAt, eventId }) => (
              <li key={reached}>
                <strong>{t(`orders:status.${reached}`)}</strong>{" "}
                <time dateTime={reachedAt}>{exactTime(reachedAt)}</time>{" "}
                {eventId === null ? (
                  t("orders:noEvent")
                ) : (
                  <Link to="/events" search={{ event: eventId }}>
                    {t("orders:showEvent")}
                  </Link>
                )}
              </li>
            ))}
          </ol>
        </section>
      </Stack>
    </Page>
  );
}

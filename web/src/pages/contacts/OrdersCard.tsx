import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Order } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { Pager } from "../../ui/Pager.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { Card } from "./Card.tsx";
import classes from "./contacts.module.css";
import { formatMoney } from "../../ui/format-money.ts";

/** Their orders, newest first. */
export function OrdersCard({ contactId }: { contactId: string }) {
  const [after, setAfter] = useState<string>();
  const { data, error } = usePage<Order>("/orders", { contactId, after }, 5);
  const orders = data?.items ?? [];
  return (
    <Card title={t("contacts:orders.title")}>
      {error !== null && (
        <Text size="sm" role="alert">
          {t("contacts:orders.failed")}
        </Text>
      )}
      {data !== undefined && orders.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("contacts:orders.none")}
        </Text>
      )}
      <ul className={classes["list"]}>
        {orders.map(({ id, externalId, status, totalCost, currency, orderedAt }) => (
          <li key={id}>
            <div className={classes["line"]}>
              <span>
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/orders/$externalId" params={{ externalId }} {...props} />
                  )}
                >
                  {externalId}
                </Anchor>{" "}
                <StatusBadge value={status} label={t(`orders:status.${status}`)} />
              </span>
              <strong>{formatMoney(totalCost, currency)}</strong>
            </div>
            <div className={classes["quiet"]}>
              <Time at={orderedAt} />
            </div>
          </li>
        ))}
      </ul>
      {(after !== undefined || data?.next != null) && (
        <Pager after={after} next={data?.next} rowCount={orders.length} onPage={setAfter} />
      )}
    </Card>
  );
}

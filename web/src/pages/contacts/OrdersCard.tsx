import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { Card } from "./Card.tsx";
import classes from "./contacts.module.css";
import { formatMoney } from "../../ui/format-money.ts";

interface Order {
  id: string;
  externalId: string;
  status: string;
  totalCost: number;
  currency: string;
  orderedAt: string;
}

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
                {externalId} <StatusBadge value={status} />
              </span>
              <strong>{formatMoney(totalCost, currency)}</strong>
            </div>
            <div className={classes["quiet"]}>
              <Time at={orderedAt} />
            </div>
          </li>
        ))}
      </ul>
      {data?.next != null && (
        <Button
          size="xs"
          variant="default"
          mt="xs"
          onClick={() => setAfter(data.next ?? undefined)}
        >
          {t("contacts:orders.older")}
        </Button>
      )}
    </Card>
  );
}

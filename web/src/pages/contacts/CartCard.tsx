import { useQuery } from "@tanstack/react-query";
import { cartQuery } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { Time } from "../../ui/Time.tsx";
import { Card } from "./Card.tsx";
import classes from "./contacts.module.css";
import { formatMoney } from "../../ui/format-money.ts";

/** What they have in the cart, where there is anything. */
export function CartCard({ contactId }: { contactId: string }) {
  const { data } = useQuery(cartQuery(contactId));
  if (data === undefined || data.items.length === 0) return null;
  const { items, total, currency, changedAt, abandonedAt } = data;
  return (
    <Card title={t("contacts:cart.title")}>
      <ul className={classes["list"]}>
        {items.slice(0, 20).map((item, index) => (
          <li key={index} className={classes["line"]}>
            <span>{textIn(item, "name") ?? textIn(item, "productId") ?? JSON.stringify(item)}</span>
            <span>
              {t("contacts:cart.quantity", { quantity: textIn(item, "quantity") ?? "1" })}
            </span>
          </li>
        ))}
        {items.length > 20 && <li>{t("contacts:cart.more", { count: items.length - 20 })}</li>}
      </ul>
      <div className={classes["line"]}>
        <span className={classes["quiet"]}>
          <Time at={abandonedAt ?? changedAt} />{" "}
          {abandonedAt !== null && t("contacts:cart.abandoned")}
        </span>
        {total !== null && <strong>{formatMoney(total, currency)}</strong>}
      </div>
    </Card>
  );
}

function textIn(item: unknown, name: string): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const value = (item as Record<string, unknown>)[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

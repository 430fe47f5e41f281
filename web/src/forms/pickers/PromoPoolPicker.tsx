import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { t } from "../../i18n/i18n.ts";

interface Pool {
  id: string;
  name: string;
  remaining: number;
  runsLow: boolean;
}

/** A pool of promo codes, by its name, with how many are left. */
export function PromoPoolPicker(props: PickerProps) {
  return (
    <SearchPicker
      {...props}
      name={["promo-pools"]}
      placeholder={props.placeholder ?? t("inputs:promoPool.hint")}
      empty={t("inputs:promoPool.none")}
      search={(search, signal) =>
        get<WirePage<Pool>>("/promo-pools", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(({ id, name, remaining, runsLow }) => ({
            value: name,
            id,
            label: name,
            detail: runsLow
              ? t("inputs:promoPool.leftLow", { count: remaining })
              : t("inputs:promoPool.left", { count: remaining }),
          })),
        )
      }
    />
  );
}

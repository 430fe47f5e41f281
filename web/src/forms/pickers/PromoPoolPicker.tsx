import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";

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
      placeholder={props.placeholder ?? "Search pools"}
      empty="No pool has this name. Promo codes, in the navigation, has a new one"
      search={(search, signal) =>
        get<WirePage<Pool>>("/promo-pools", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(({ id, name, remaining, runsLow }) => ({
            value: name,
            id,
            label: name,
            detail: `${remaining} left${runsLow ? ", runs low" : ""}`,
          })),
        )
      }
    />
  );
}

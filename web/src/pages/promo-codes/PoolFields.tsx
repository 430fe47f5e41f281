import { NumberInput, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import { localText } from "../events/time-range.ts";

export interface PoolSettings {
  lowStock: number;
  expiresAt: string | null;
}

interface Props {
  value: PoolSettings;
  onChange(value: PoolSettings): void;
}

export function PoolFields({ value, onChange }: Props) {
  return (
    <>
      <NumberInput
        label={t("promo-codes:new.lowStock")}
        min={0}
        max={1_000_000_000}
        allowDecimal={false}
        value={value.lowStock}
        onChange={(next) => onChange({ ...value, lowStock: Number(next) })}
      />
      <TextInput
        type="datetime-local"
        label={t("promo-codes:new.expires")}
        value={localText(value.expiresAt ?? undefined)}
        onChange={({ currentTarget: { value: at } }) =>
          onChange({ ...value, expiresAt: at === "" ? null : new Date(at).toISOString() })
        }
      />
    </>
  );
}

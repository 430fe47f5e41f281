import { Group, Input, NumberInput, Select } from "@mantine/core";
import { useId } from "react";
import type { RfmBounds } from "../../../api/rfm.ts";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  score: "recency" | "frequency" | "monetary";
  value: RfmBounds;
  error: string | undefined;
  readOnly: boolean;
  onChange(value: RfmBounds): void;
}

/** What bounds of one's own begin with. */
const usual = {
  recency: [30, 90, 180, 365],
  frequency: [2, 3, 5, 10],
  monetary: [50, 100, 250, 500],
};

/** Fifths of those who have bought, or four bounds between the five scores. */
export function BoundsField({ score, value, error, readOnly, onChange }: Props) {
  const id = useId();
  return (
    <Input.Wrapper
      label={t(`settings-rfm:score.${score}`)}
      labelElement="div"
      labelProps={{ id }}
      description={t(`settings-rfm:bounds.${score}`)}
      error={error}
    >
      <Group gap="xs" mt={4} role="group" aria-labelledby={id}>
        <Select
          aria-label={t("settings-rfm:bounds.way", { score: t(`settings-rfm:score.${score}`) })}
          w={220}
          data={[
            { value: "quantiles", label: t("settings-rfm:bounds.quantiles") },
            { value: "own", label: t("settings-rfm:bounds.own") },
          ]}
          allowDeselect={false}
          readOnly={readOnly}
          value={value === "quantiles" ? "quantiles" : "own"}
          onChange={(way) => onChange(way === "quantiles" ? way : [...usual[score]])}
        />
        {value !== "quantiles" &&
          value.map((bound, index) => (
            <NumberInput
              // Four bounds, each in its place.
              key={index}
              aria-label={t("settings-rfm:bounds.one", {
                score: t(`settings-rfm:score.${score}`),
                number: index + 1,
              })}
              w={96}
              min={0}
              required
              readOnly={readOnly}
              value={bound}
              onChange={(next) =>
                onChange(value.map((other, at) => (at === index ? Number(next) : other)))
              }
            />
          ))}
      </Group>
    </Input.Wrapper>
  );
}

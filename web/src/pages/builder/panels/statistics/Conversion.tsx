import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Statistics } from "../../../../api/statistics.ts";
import { formatNumber, formatShare } from "../../../../ui/format-number.ts";
import { t } from "../../../../i18n/i18n.ts";

interface Props {
  statistics: Statistics;
  /** In the order in which a run reaches them. */
  blocks: readonly { id: string; name: string }[];
}

/**
 * How many runs came to one block, in proportion to those that came to another. Each block is counted
 * by itself, so this is the ratio of two counts, and the text says so.
 */
export function Conversion({ statistics, blocks }: Props) {
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const from = chosen.from ?? blocks[0]?.id ?? "";
  const to = chosen.to ?? blocks.at(-1)?.id ?? "";
  const entered = (id: string) =>
    statistics.blocks.find(({ blockId }) => blockId === id)?.entered ?? 0;
  const nameOf = (id: string) => blocks.find((block) => block.id === id)?.name ?? id;
  const options = blocks.map(({ id, name }) => ({ value: id, label: name }));
  const share = formatShare(entered(to), entered(from));
  const pick = (which: "from" | "to", label: string, value: string) => (
    <Select
      size="xs"
      label={label}
      searchable
      allowDeselect={false}
      data={options}
      value={value}
      onChange={(id) => id !== null && setChosen((before) => ({ ...before, [which]: id }))}
    />
  );
  return (
    <Stack gap={8}>
      {pick("from", t("builder-statistics:from"), from)}
      {pick("to", t("builder-statistics:to"), to)}
      <div role="status">
        <Text fw={650} size="lg">
          {share === "" ? "–" : share}
        </Text>
        <Text size="xs" c="light-dark(#545c69, #a9b1bd)">
          {t("builder-statistics:ratio", {
            to: nameOf(to),
            toCount: formatNumber(entered(to)),
            from: nameOf(from),
            fromCount: formatNumber(entered(from)),
          })}
        </Text>
      </div>
    </Stack>
  );
}

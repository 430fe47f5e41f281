import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Figures } from "../../../../api/figures.ts";
import { numberWords } from "./RunsLink.tsx";
import { shareWords } from "./share.ts";

interface Props {
  figures: Figures;
  /** In the order of the way. */
  blocks: readonly { id: string; name: string }[];
}

/**
 * How many came to one block for those who came to another. The figures count each block by itself,
 * so it is a proportion of two counts, and said to be one.
 */
export function Conversion({ figures, blocks }: Props) {
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const from = chosen.from ?? blocks[0]?.id ?? "";
  const to = chosen.to ?? blocks.at(-1)?.id ?? "";
  const entered = (id: string) =>
    figures.blocks.find(({ blockId }) => blockId === id)?.entered ?? 0;
  const nameOf = (id: string) => blocks.find((block) => block.id === id)?.name ?? id;
  const options = blocks.map(({ id, name }) => ({ value: id, label: name }));
  const share = shareWords(entered(to), entered(from));
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
      {pick("from", "From", from)}
      {pick("to", "To", to)}
      <div role="status">
        <Text fw={650} size="lg">
          {share === "" ? "–" : share}
        </Text>
        <Text size="xs" c="light-dark(#545c69, #a9b1bd)">
          {numberWords(entered(to))} runs came to “{nameOf(to)}”, {numberWords(entered(from))} to “
          {nameOf(from)}”. Each is counted by itself: a run may come to one without the other.
        </Text>
      </div>
    </Stack>
  );
}

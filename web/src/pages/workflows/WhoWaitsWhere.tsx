import { Select, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { WaitingRuns } from "../../api/bulk-actions.ts";
import type { Workflow } from "../../api/workflows.ts";
import { blockName } from "../../canvas/graph.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";
import type { Placements } from "./placements.ts";
import { placementOf } from "./placements.ts";

interface Props {
  waiting: WaitingRuns;
  draft: Workflow["draft"];
  isChoosing: boolean;
  places: Placements;
  onPlaces(places: Placements): void;
}

type Place = WaitingRuns["places"][number];

/** How many stand at each block, of each version, and what they are to do. */
export function WhoWaitsWhere({ waiting, draft, isChoosing, places, onPlaces }: Props) {
  const { data: kinds } = useQuery(blockKindsQuery);
  if (waiting.places.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t("workflows:places.none")}
      </Text>
    );
  }
  const targets = draft.blocks
    .filter(({ kind }) => kind !== "start")
    .map((block) => ({
      value: `to:${block.id}`,
      label: t("workflows:places.to", {
        name: kinds === undefined ? block.id : blockName(kinds, block),
      }),
    }));
  return (
    <Table aria-label={t("workflows:places.title")} withTableBorder verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("workflows:places.block")}</Table.Th>
          <Table.Th style={{ textAlign: "right" }}>{t("workflows:places.people")}</Table.Th>
          {isChoosing && <Table.Th>{t("workflows:places.do")}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {waiting.places.map((place) => (
          <Table.Tr key={`${place.version} ${place.blockId}`}>
            <Table.Td>
              {apiWords(place.name)}{" "}
              <Text span size="xs" c="dimmed">
                {t("workflows:places.version", { version: place.version })}
              </Text>
            </Table.Td>
            <Table.Td style={{ textAlign: "right" }}>{peopleText(place)}</Table.Td>
            {isChoosing && (
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={t("workflows:places.doAt", { name: apiWords(place.name) })}
                  allowDeselect={false}
                  data={[
                    ...stays(place),
                    ...targets.filter(({ value }) => value !== `to:${place.blockId}`),
                  ]}
                  value={placementOf(place, places)}
                  onChange={(choice) =>
                    choice !== null && onPlaces({ ...places, [place.blockId]: choice })
                  }
                />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function stays({ inDraft }: Place): { value: string; label: string; disabled?: boolean }[] {
  return [
    { value: "stay", label: t("workflows:places.stay") },
    { value: "follow", label: t("workflows:places.follow"), disabled: !inDraft },
  ];
}

function peopleText({ runs, paused }: Place): string {
  const number = formatNumber(runs);
  return paused === 0
    ? number
    : t("workflows:places.paused", { number, paused: formatNumber(paused) });
}

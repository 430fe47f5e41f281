import { Text } from "@mantine/core";
import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import { blockName } from "../../../canvas/graph.ts";
import { useBuilder } from "../builder-context.ts";
import type { Difference } from "../commands/diff.ts";
import { isNone } from "../commands/diff.ts";
import { t } from "../../../i18n/i18n.ts";
import { ChangedSettings } from "./ChangedSettings.tsx";
import classes from "./Versions.module.css";

interface Props {
  before: Definition;
  after: Definition;
  difference: Difference;
  onBlock?: (id: string) => void;
}

/** The differences as a list: blocks, their settings, where branches lead. */
export function DifferenceList({ before, after, difference, onBlock }: Props) {
  const { kinds } = useBuilder();
  const byId = new Map([...before.blocks, ...after.blocks].map((block) => [block.id, block]));
  const kindOf = (id: string) => {
    const block = byId.get(id);
    return block && kinds.get(block.kind);
  };
  const nameOf = (id: string) => {
    const block = byId.get(id);
    return block === undefined ? id : blockName(kinds, block);
  };
  if (isNone(difference)) return <Text size="sm">{t("builder-panels:difference.none")}</Text>;
  const name = (block: CanvasBlock | { id: string }) =>
    onBlock === undefined ? (
      <strong>{nameOf(block.id)}</strong>
    ) : (
      <button type="button" className={classes["link"]} onClick={() => onBlock(block.id)}>
        {nameOf(block.id)}
      </button>
    );
  const branchLabel = ({ from, branch }: { from: string; branch: string }) =>
    branch === "next"
      ? nameOf(from)
      : t("builder-panels:difference.branch", { name: nameOf(from), branch });
  return (
    <ul className={classes["differences"]}>
      {difference.added.map((block) => (
        <li key={`+${block.id}`} data-tone="added">
          {t("builder-panels:difference.added")} {name(block)}
        </li>
      ))}
      {difference.removed.map((block) => (
        <li key={`-${block.id}`} data-tone="removed">
          {t("builder-panels:difference.removed")} {name(block)}
        </li>
      ))}
      {difference.changed.map(({ id, settings }) => (
        <li key={id} data-tone="changed">
          {t("builder-panels:difference.changed")} {name({ id })}
          <ChangedSettings settings={settings} kind={kindOf(id)} />
        </li>
      ))}
      {difference.movedEdges.map(({ edge, before: former }) => (
        <li key={`~${edge.from} ${edge.branch}`} data-tone="changed">
          {t("builder-panels:difference.moved", {
            from: branchLabel(edge),
            to: nameOf(edge.to),
            former: nameOf(former),
          })}
        </li>
      ))}
      {difference.addedEdges.map((edge) => (
        <li key={`>${edge.from} ${edge.branch}`} data-tone="added">
          {t("builder-panels:difference.leads", { from: branchLabel(edge), to: nameOf(edge.to) })}
        </li>
      ))}
      {difference.removedEdges.map((edge) => (
        <li key={`<${edge.from} ${edge.branch}`} data-tone="removed">
          {t("builder-panels:difference.gone", { from: branchLabel(edge), to: nameOf(edge.to) })}
        </li>
      ))}
      {difference.settings.length > 0 && (
        <li data-tone="changed">
          {t("builder-panels:difference.settings")}
          <ChangedSettings settings={difference.settings} kind={undefined} />
        </li>
      )}
    </ul>
  );
}

import { Text } from "@mantine/core";
import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import { blockName } from "../../../canvas/graph.ts";
import { useBuilder } from "../builder-context.ts";
import type { Difference } from "../commands/diff.ts";
import { isNone } from "../commands/diff.ts";
import { ChangedSettings } from "./ChangedSettings.tsx";
import classes from "./Versions.module.css";

interface Props {
  before: Definition;
  after: Definition;
  found: Difference;
  onBlock?: (id: string) => void;
}

/** What is different, in words: blocks, their settings, where ways lead. */
export function DifferenceList({ before, after, found, onBlock }: Props) {
  const { kinds } = useBuilder();
  const byId = new Map([...before.blocks, ...after.blocks].map((block) => [block.id, block]));
  const nameOf = (id: string) => {
    const block = byId.get(id);
    return block === undefined ? id : blockName(kinds, block);
  };
  if (isNone(found)) return <Text size="sm">There is no difference.</Text>;
  const name = (block: CanvasBlock | { id: string }) =>
    onBlock === undefined ? (
      <strong>{nameOf(block.id)}</strong>
    ) : (
      <button type="button" className={classes["link"]} onClick={() => onBlock(block.id)}>
        {nameOf(block.id)}
      </button>
    );
  const wayWords = ({ from, branch }: { from: string; branch: string }) =>
    branch === "next" ? nameOf(from) : `${nameOf(from)} (${branch})`;
  return (
    <ul className={classes["differences"]}>
      {found.added.map((block) => (
        <li key={`+${block.id}`} data-tone="added">
          Added {name(block)}
        </li>
      ))}
      {found.removed.map((block) => (
        <li key={`-${block.id}`} data-tone="removed">
          Removed {name(block)}
        </li>
      ))}
      {found.changed.map(({ id, settings }) => (
        <li key={id} data-tone="changed">
          Changed {name({ id })}
          <ChangedSettings settings={settings} kind={kinds.get(byId.get(id)?.kind ?? "")} />
        </li>
      ))}
      {found.movedEdges.map(({ edge, before: former }) => (
        <li key={`~${edge.from} ${edge.branch}`} data-tone="changed">
          {wayWords(edge)} leads to {nameOf(edge.to)}, before to {nameOf(former)}
        </li>
      ))}
      {found.addedEdges.map((edge) => (
        <li key={`>${edge.from} ${edge.branch}`} data-tone="added">
          {wayWords(edge)} leads to {nameOf(edge.to)}
        </li>
      ))}
      {found.removedEdges.map((edge) => (
        <li key={`<${edge.from} ${edge.branch}`} data-tone="removed">
          {wayWords(edge)} no longer leads to {nameOf(edge.to)}
        </li>
      ))}
      {found.settings.length > 0 && (
        <li data-tone="changed">
          Changed the workflow&apos;s settings
          <ChangedSettings settings={found.settings} kind={undefined} />
        </li>
      )}
    </ul>
  );
}

import { Alert, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { FactGroup } from "../../../forms/facts/facts.ts";
import { t } from "../../../i18n/i18n.ts";
import {
  copyOf,
  insertNode,
  moveNode,
  nodeById,
  placeOf,
  removeNode,
  replaceNode,
} from "../mjml/change.ts";
import type { MjmlDocument, MjmlNode } from "../mjml/nodes.ts";
import { childrenOf } from "../mjml/nodes.ts";
import classes from "./Editor.module.css";
import { newParts, nodeOfPart, parentTagOf, type NewPart } from "./new-parts.ts";
import { dropPlace, shiftPlace } from "./part-places.ts";
import { PartSettings } from "./PartSettings.tsx";
import { PartTree } from "./PartTree.tsx";
import { useParts } from "./use-parts.ts";

interface Props {
  text: string;
  readOnly: boolean;
  /** What can be named in it. */
  facts: readonly FactGroup[];
  onChange(text: string): void;
}

/** A mail as its parts: a tree of them, and beside it what the chosen one says and how it looks. */
export function PartsEditor({ text, readOnly, facts, onChange }: Props) {
  const { document, fault, change, undo, redo } = useParts(text, onChange);
  const [selected, select] = useState<string | null>(null);
  const [dragged, drag] = useState<string | null>(null);
  if (fault !== null) {
    const { line, tag } = fault;
    return (
      <Alert color="red" variant="light" role="alert" title={t("templates:fault.title")}>
        {t(`templates:fault.${fault.fault}`, { line, tag, interpolation: { escapeValue: false } })}
      </Alert>
    );
  }
  if (document === null) return null;
  const node = nodeById(document.nodes, selected);
  const place = node && placeOf(document.nodes, node.id);
  const move = (id: string, to: ReturnType<typeof shiftPlace>) => {
    if (to !== null) change(moveNode(document, id, to));
  };
  const add = (part: NewPart) => {
    const added = nodeOfPart(part);
    const there = placeFor(document.nodes, selected, parentTagOf(part));
    if (there === null) return;
    change(insertNode(document, there, added));
    select(added.id);
  };
  return (
    <Stack gap="sm">
      {!readOnly && (
        <Group gap="xs">
          <AddPart onAdd={add} />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={undo === null}
            onClick={() => undo?.()}
          >
            {t("templates:undo")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowForwardUp size={14} aria-hidden />}
            disabled={redo === null}
            onClick={() => redo?.()}
          >
            {t("templates:redo")}
          </Button>
        </Group>
      )}
      <div className={classes["parts"]}>
        <nav aria-label={t("templates:tree")}>
          <PartTree
            nodes={shown(document)}
            selected={selected}
            readOnly={readOnly}
            onSelect={select}
            onDrag={drag}
            placeAt={(targetId, isBehind) =>
              dragged === null ? null : dropPlace(document.nodes, dragged, targetId, isBehind)
            }
            onDrop={(to) => dragged !== null && move(dragged, to)}
            onShift={(id, by) => move(id, shiftPlace(document.nodes, id, by))}
          />
        </nav>
        <div className={classes["settings"]}>
          {node === undefined || place === undefined ? (
            <Text size="sm" c="dimmed">
              {t("templates:choose")}
            </Text>
          ) : (
            <PartSettings
              key={node.id}
              node={node}
              readOnly={readOnly}
              facts={facts}
              onChange={(next, field) =>
                change(
                  replaceNode(document, node.id, () => next),
                  `${node.id} ${field}`,
                )
              }
              onShift={(by) => move(node.id, shiftPlace(document.nodes, node.id, by))}
              onCopy={() =>
                change(insertNode(document, { ...place, index: place.index + 1 }, copyOf(node)))
              }
              onRemove={isKept(node) ? undefined : () => change(removeNode(document, node.id))}
            />
          )}
        </div>
      </div>
    </Stack>
  );
}

function AddPart({ onAdd }: { onAdd(part: NewPart): void }) {
  return (
    <Menu>
      <Menu.Target>
        <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
          {t("templates:add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(newParts) as NewPart[]).map((part) => (
          <Menu.Item key={part} onClick={() => onAdd(part)}>
            {t(`templates:part.${part}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Without the one that is around all, which says nothing. */
function shown({ nodes }: MjmlDocument): readonly MjmlNode[] {
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === "element" && only.tag === "mjml"
    ? only.children
    : nodes;
}

/** Without these it would be no mail. */
const isKept = (node: MjmlNode): boolean =>
  node.kind === "element" && (node.tag === "mjml" || node.tag === "mj-body");

/** Behind what is selected if it may stand there, else at the end of the last parent that takes it. */
function placeFor(
  nodes: readonly MjmlNode[],
  selected: string | null,
  parentTag: string,
): { parentId: string; index: number } | null {
  const isParent = (node: MjmlNode | undefined) =>
    node?.kind === "element" && node.tag === parentTag;
  for (let id = selected; id !== null;) {
    const node = nodeById(nodes, id);
    if (node === undefined) break;
    if (isParent(node)) return { parentId: node.id, index: childrenOf(node).length };
    const place = placeOf(nodes, id);
    if (place === undefined || place.parentId === null) break;
    const parent = nodeById(nodes, place.parentId);
    if (isParent(parent)) return { parentId: place.parentId, index: place.index + 1 };
    id = place.parentId;
  }
  const last = all(nodes).findLast(isParent);
  return last === undefined ? null : { parentId: last.id, index: childrenOf(last).length };
}

const all = (nodes: readonly MjmlNode[]): MjmlNode[] =>
  nodes.flatMap((node) => [node, ...all(childrenOf(node))]);

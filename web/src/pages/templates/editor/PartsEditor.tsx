import { Alert, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { useState } from "react";
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
import { parseMjml } from "../mjml/parse.ts";
import { serializeMjml } from "../mjml/serialize.ts";
import { newParts, nodeOfPart, parentTagOf, type NewPart } from "./new-parts.ts";
import { PartSettings } from "./PartSettings.tsx";
import { PartTree } from "./PartTree.tsx";

interface Props {
  text: string;
  readOnly: boolean;
  onChange(text: string): void;
}

interface State {
  text: string;
  document: MjmlDocument;
}

/** A mail as its parts. What is written elsewhere (code, a version) is read anew. */
export function PartsEditor({ text, readOnly, onChange }: Props) {
  const [state, setState] = useState<State | null>(null);
  const [past, setPast] = useState<State[]>([]);
  const [future, setFuture] = useState<State[]>([]);
  const [selected, select] = useState<string | null>(null);
  const parsed = state?.text === text ? null : parseMjml(text);
  if (parsed?.ok === true) setState({ text, document: parsed.document });
  if (parsed !== null && !parsed.ok) {
    const { fault, line, tag } = parsed;
    return (
      <Alert color="red" variant="light" role="alert" title={t("templates:fault.title")}>
        {t(`templates:fault.${fault}`, { line, tag, interpolation: { escapeValue: false } })}
      </Alert>
    );
  }
  if (state === null) return null;
  const { document } = state;
  const show = (next: State) => {
    setState(next);
    onChange(next.text);
  };
  const change = (next: MjmlDocument) => {
    if (next === document) return;
    setPast([...past.slice(-99), state]);
    setFuture([]);
    show({ text: serializeMjml(next), document: next });
  };
  const node = nodeById(document.nodes, selected);
  const shift = (id: string, by: -1 | 1) => {
    const from = placeOf(document.nodes, id);
    if (from === undefined || from.index + by < 0) return;
    change(moveNode(document, id, { ...from, index: by === -1 ? from.index - 1 : from.index + 2 }));
  };
  const add = (part: NewPart) => {
    const added = nodeOfPart(part);
    const place = placeFor(document.nodes, selected, parentTagOf(part));
    if (place === null) return;
    change(insertNode(document, place, added));
    select(added.id);
  };
  const step = (from: State[], to: State[], setFrom: typeof setPast, setTo: typeof setPast) => {
    const last = from.at(-1);
    if (last === undefined) return;
    setFrom(from.slice(0, -1));
    setTo([...to, state]);
    show(last);
  };
  const place = node && placeOf(document.nodes, node.id);
  return (
    <Stack gap="sm">
      {!readOnly && (
        <Group gap="xs">
          <Menu>
            <Menu.Target>
              <Button size="xs">{t("templates:add")}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {(Object.keys(newParts) as NewPart[]).map((part) => (
                <Menu.Item key={part} onClick={() => add(part)}>
                  {t(`templates:part.${part}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            size="xs"
            variant="default"
            disabled={past.length === 0}
            onClick={() => step(past, future, setPast, setFuture)}
          >
            {t("templates:undo")}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={future.length === 0}
            onClick={() => step(future, past, setFuture, setPast)}
          >
            {t("templates:redo")}
          </Button>
        </Group>
      )}
      <nav aria-label={t("templates:tree")}>
        <PartTree
          nodes={document.nodes}
          parentId={null}
          selected={selected}
          readOnly={readOnly}
          onSelect={select}
          onShift={shift}
          onMove={(id, to) => change(moveNode(document, id, to))}
        />
      </nav>
      {node === undefined || place === undefined ? (
        <Text size="sm">{t("templates:choose")}</Text>
      ) : (
        <>
          {!readOnly && (
            <Group gap={4}>
              <Button size="compact-xs" variant="default" onClick={() => shift(node.id, -1)}>
                {t("templates:up")}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => shift(node.id, 1)}>
                {t("templates:down")}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() =>
                  change(insertNode(document, { ...place, index: place.index + 1 }, copyOf(node)))
                }
              >
                {t("templates:duplicate")}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                disabled={place.parentId === null}
                onClick={() => change(removeNode(document, node.id))}
              >
                {t("templates:remove")}
              </Button>
            </Group>
          )}
          <PartSettings
            key={node.id}
            node={node}
            readOnly={readOnly}
            onChange={(next) => change(replaceNode(document, node.id, () => next))}
          />
        </>
      )}
    </Stack>
  );
}

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

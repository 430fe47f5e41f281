import { useState } from "react";
import { t } from "../../../i18n/i18n.ts";
import type { MjmlNode } from "../mjml/nodes.ts";
import { childrenOf } from "../mjml/nodes.ts";
import classes from "./Editor.module.css";

interface Props {
  nodes: readonly MjmlNode[];
  parentId: string | null;
  selected: string | null;
  readOnly: boolean;
  onSelect(id: string): void;
  /** By keyboard: up or down among its brothers. */
  onShift(id: string, by: -1 | 1): void;
  onMove(id: string, to: { parentId: string | null; index: number }): void;
}

const type = "text/campanile-part";

/** The parts, one in another; each can be dragged before another, or moved by Alt and the arrows. */
export function PartTree(props: Props) {
  const { nodes, parentId, selected, readOnly, onSelect, onShift, onMove } = props;
  const [over, setOver] = useState<string | null>(null);
  return (
    <ul className={classes["tree"]}>
      {nodes.map((node, index) => (
        <li key={node.id}>
          <button
            type="button"
            className={classes["part"]}
            aria-current={node.id === selected}
            data-over={over === node.id}
            draggable={!readOnly}
            onClick={() => onSelect(node.id)}
            onKeyDown={(event) => {
              if (readOnly || !event.altKey) return;
              if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
              event.preventDefault();
              onShift(node.id, event.key === "ArrowUp" ? -1 : 1);
            }}
            onDragStart={({ dataTransfer }) => dataTransfer.setData(type, node.id)}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(type)) return;
              event.preventDefault();
              setOver(node.id);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(null);
              onMove(event.dataTransfer.getData(type), { parentId, index });
            }}
          >
            {labelOf(node)}
          </button>
          {childrenOf(node).length > 0 && (
            <PartTree {...props} nodes={childrenOf(node)} parentId={node.id} />
          )}
        </li>
      ))}
    </ul>
  );
}

function labelOf(node: MjmlNode): string {
  if (node.kind === "code") return `${t("templates:codePart")}: ${node.text.slice(0, 40)}`;
  if (node.kind === "liquid") return `${t("templates:liquidPart")}: ${node.open.slice(8, 60)}`;
  const name = node.tag.replace(/^mj-/, "");
  const words = node.inner.replaceAll(/<[^<>]*>/g, " ").trim();
  return words === "" ? name : `${name}: ${words.slice(0, 40)}`;
}

import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { DragEvent } from "react";
import { useState } from "react";
import { t } from "../../../i18n/i18n.ts";
import type { Place } from "../mjml/change.ts";
import type { MjmlNode } from "../mjml/nodes.ts";
import { childrenOf } from "../mjml/nodes.ts";
import classes from "./Editor.module.css";
import { beginningOf, iconOf, kindOf } from "./part-names.ts";

interface TreeProps {
  nodes: readonly MjmlNode[];
  selected: string | null;
  readOnly: boolean;
  onSelect(id: string): void;
  onDrag(id: string | null): void;
  /** Where what is dragged would go; null: not there. */
  placeAt(targetId: string, isBehind: boolean): Place | null;
  onDrop(to: Place): void;
  /** By keyboard: a step up or down. */
  onShift(id: string, by: -1 | 1): void;
}

/** The parts, one in another; each can be dragged, or moved by Alt and the arrows. */
export function PartTree(props: TreeProps) {
  return (
    <ul className={classes["tree"]}>
      {props.nodes.map((node) => (
        <PartItem key={node.id} {...props} node={node} />
      ))}
    </ul>
  );
}

function PartItem({ node, ...props }: TreeProps & { node: MjmlNode }) {
  const { selected, readOnly, onSelect, onShift, onDrag, placeAt, onDrop } = props;
  const [isOpen, setOpen] = useState(!(node.kind === "element" && node.tag === "mj-head"));
  const [over, setOver] = useState<"into" | "before" | "behind" | null>(null);
  const children = childrenOf(node);
  const beginning = beginningOf(node);
  const isBehind = ({ clientY, currentTarget }: DragEvent) => {
    const { top, height } = currentTarget.getBoundingClientRect();
    return clientY > top + height / 2;
  };
  const dragOver = (event: DragEvent) => {
    const behind = isBehind(event);
    const place = placeAt(node.id, behind);
    if (place === null) return setOver(null);
    event.preventDefault();
    if (place.parentId === node.id) return setOver("into");
    setOver(behind ? "behind" : "before");
  };
  const drop = (event: DragEvent) => {
    const place = placeAt(node.id, isBehind(event));
    setOver(null);
    if (place === null) return;
    event.preventDefault();
    onDrop(place);
  };
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <div className={classes["row"]}>
        <button
          type="button"
          className={classes["part"]}
          aria-current={node.id === selected}
          data-over={over}
          draggable={!readOnly}
          title={readOnly ? undefined : t("templates:dragHint")}
          onClick={() => onSelect(node.id)}
          onKeyDown={(event) => {
            if (readOnly || !event.altKey) return;
            if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
            event.preventDefault();
            onShift(node.id, event.key === "ArrowUp" ? -1 : 1);
          }}
          onDragStart={({ dataTransfer }) => {
            dataTransfer.effectAllowed = "move";
            // Without any text some browsers don't drag at all.
            dataTransfer.setData("text/plain", kindOf(node));
            onDrag(node.id);
          }}
          onDragEnd={() => onDrag(null)}
          onDragOver={dragOver}
          onDragLeave={() => setOver(null)}
          onDrop={drop}
        >
          {iconOf(node)}
          <span>{kindOf(node)}</span>
          {beginning !== "" && <span className={classes["beginning"]}>{beginning}</span>}
        </button>
        {children.length > 0 && (
          <button
            type="button"
            className={classes["fold"]}
            aria-expanded={isOpen}
            aria-label={t("templates:fold", { part: kindOf(node) })}
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron size={14} aria-hidden />
          </button>
        )}
      </div>
      {isOpen && children.length > 0 && <PartTree {...props} nodes={children} />}
    </li>
  );
}

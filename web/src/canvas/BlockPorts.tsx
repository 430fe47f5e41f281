import { Handle, Position } from "@xyflow/react";
import classes from "./BlockNode.module.css";
import { useCanvasActions } from "./canvas-actions.ts";
import type { Port } from "./ports.ts";
import { t } from "../i18n/i18n.ts";

interface Props {
  id: string;
  ports: readonly Port[];
  isEditable: boolean;
}

/** A block's outlets, with their names. A click on an open one asks for the next block. */
export function BlockPorts({ id, ports, isEditable }: Props) {
  const { onInsert } = useCanvasActions();
  return (
    <>
      {ports.some(({ label }) => label !== "") && (
        <div className={classes["ports"]}>
          {ports.map(({ branch, label, exists }) => (
            <span
              key={branch}
              data-lost={!exists}
              title={exists ? label : t("canvas:lost", { branch: label })}
            >
              {label}
            </span>
          ))}
        </div>
      )}
      {ports.map(({ branch, isConnected }, index) => (
        <Handle
          key={branch}
          id={branch}
          type="source"
          position={Position.Bottom}
          className={classes["out"]}
          data-open={!isConnected && isEditable}
          style={{ left: `${((index + 0.5) * 100) / ports.length}%` }}
          isConnectable={isEditable}
          onClick={isConnected ? undefined : () => onInsert?.({ from: id, branch })}
        />
      ))}
    </>
  );
}

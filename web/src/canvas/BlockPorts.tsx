import { Handle, Position } from "@xyflow/react";
import classes from "./BlockNode.module.css";
import { useCanvasActions } from "./canvas-actions.ts";
import type { Port } from "./ports.ts";

interface Props {
  id: string;
  ports: readonly Port[];
  isEditable: boolean;
}

/** A block's ways out, with their names. An open one asks for what comes next when it is clicked. */
export function BlockPorts({ id, ports, isEditable }: Props) {
  const { onInsert } = useCanvasActions();
  return (
    <>
      {ports.some(({ label }) => label !== "") && (
        <div className={classes["ports"]}>
          {ports.map(({ branch, label, known }) => (
            <span key={branch} data-lost={!known} title={known ? label : `${label}: no such way`}>
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

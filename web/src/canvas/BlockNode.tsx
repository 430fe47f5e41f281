import type { NodeProps } from "@xyflow/react";
import { Handle, Position } from "@xyflow/react";
import { IconAlertTriangleFilled, IconNote } from "@tabler/icons-react";
import { memo } from "react";
import type { BlockNodeType } from "./flow.ts";
import { BlockPorts } from "./BlockPorts.tsx";
import classes from "./BlockNode.module.css";
import { KindIcon } from "./KindIcon.tsx";
import { headHeight } from "./ports.ts";

/** A block on the canvas: what it is, what it does, what it lacks, and its outlets. */
export const BlockNode = memo(function BlockNode({ data, selected }: NodeProps<BlockNodeType>) {
  const { block, name, kindLabel, group, summary, issues, takesEdges, tone, foot } = data;
  const ownLabel = name === kindLabel ? "" : kindLabel;
  const second = summary === "" || summary === name ? ownLabel : summary;
  return (
    <div className={classes["block"]} data-selected={selected} data-tone={tone}>
      {takesEdges && (
        <Handle
          type="target"
          position={Position.Top}
          className={classes["in"]}
          isConnectable={data.isEditable}
        />
      )}
      <div className={classes["head"]} style={{ height: headHeight }}>
        <KindIcon kind={block.kind} group={group} />
        <div className={classes["text"]}>
          <div className={classes["name"]}>{name}</div>
          {second !== "" && (
            <div className={classes["summary"]} title={second}>
              {second}
            </div>
          )}
        </div>
        {block.note !== undefined && (
          <span className={classes["note"]} title={block.note}>
            <IconNote size={15} aria-hidden />
          </span>
        )}
        {issues > 0 && (
          <span className={classes["issues"]}>
            <IconAlertTriangleFilled size={13} aria-hidden />
            {issues}
          </span>
        )}
      </div>
      <BlockPorts id={block.id} ports={data.ports} isEditable={data.isEditable} />
      {foot != null && <div className={classes["foot"]}>{foot}</div>}
    </div>
  );
});

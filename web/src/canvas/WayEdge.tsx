import type { EdgeProps } from "@xyflow/react";
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath } from "@xyflow/react";
import { IconPlus, IconX } from "@tabler/icons-react";
import { memo } from "react";
import { useCanvasActions } from "./canvas-actions.ts";
import type { WayEdgeType } from "./flow.ts";
import { pathThrough } from "./route.ts";
import classes from "./WayEdge.module.css";

/** From this length on an edge says again which way it is: its port may be out of sight. */
const long = 260;

/** A way from block to block; its buttons show while it is pointed at, in focus or selected. */
export const WayEdge = memo(function WayEdge(props: EdgeProps<WayEdgeType>) {
  const { id, source, sourceHandleId, sourceX, sourceY, targetX, targetY, selected, data } = props;
  const { hovered, target, onInsert, onDeleteEdge } = useCanvasActions();
  const [path, x, y] =
    data?.corridor === undefined
      ? getSmoothStepPath({
          sourceX,
          sourceY,
          targetX,
          targetY,
          borderRadius: 12,
          offset: 24,
          sourcePosition: props.sourcePosition,
          targetPosition: props.targetPosition,
        })
      : pathThrough(data.corridor, { x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const isChosen = hovered === id || selected === true;
  const isNear = isChosen || target === id;
  const isLong = Math.abs(targetY - sourceY) + Math.abs(targetX - sourceX) > long;
  const label = isNear || isLong ? (data?.label ?? "") : "";
  const words = [label, data?.note ?? ""].filter((word) => word !== "").join(" · ");
  const way = { from: source, branch: sourceHandleId ?? "" };
  const hasButtons = isChosen && data?.isEditable === true && onInsert !== undefined;
  return (
    <>
      <BaseEdge
        path={path}
        markerEnd={props.markerEnd}
        interactionWidth={22}
        className={classes["path"]}
        data-tone={data?.tone}
        data-near={isNear}
      />
      {(words !== "" || hasButtons) && (
        <EdgeLabelRenderer>
          <div
            className={`${classes["label"]} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            data-edge={id}
          >
            {words !== "" && (
              <span className={classes["words"]} data-tone={data?.tone}>
                {words}
              </span>
            )}
            {hasButtons && (
              <>
                <button
                  type="button"
                  className={classes["button"]}
                  aria-label="Insert a block here"
                  title="Insert a block here"
                  onClick={() => onInsert(way)}
                >
                  <IconPlus size={14} stroke={2.4} aria-hidden />
                </button>
                <button
                  type="button"
                  className={classes["button"]}
                  data-danger
                  aria-label="Delete this connection"
                  title="Delete this connection"
                  onClick={() => onDeleteEdge?.(way)}
                >
                  <IconX size={14} stroke={2.4} aria-hidden />
                </button>
              </>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

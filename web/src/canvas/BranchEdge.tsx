import type { EdgeProps } from "@xyflow/react";
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath } from "@xyflow/react";
import { IconPlus, IconX } from "@tabler/icons-react";
import { memo } from "react";
import { useCanvasActions } from "./canvas-actions.ts";
import type { BranchEdgeType } from "./flow.ts";
import { pathOf } from "./route.ts";
import { outletAt } from "./graph.ts";
import classes from "./BranchEdge.module.css";
import { t } from "../i18n/i18n.ts";

/** From this length on an edge repeats the name of its branch: its port may be out of sight. */
const long = 260;
const plain = { corridor: undefined, above: 0 };

/** A connection from block to block; its buttons show while it is pointed at, in focus or selected. */
export const BranchEdge = memo(function BranchEdge(props: EdgeProps<BranchEdgeType>) {
  const { id, source, sourceHandleId, sourceX, sourceY, targetX, targetY, selected, data } = props;
  const { hovered, target, onInsert, onDeleteEdge } = useCanvasActions();
  const route = data?.route ?? plain;
  const isUpwards = targetY - sourceY < 48;
  const [path, x, y] =
    route.corridor === undefined && isUpwards
      ? getSmoothStepPath({
          sourceX,
          sourceY,
          targetX,
          targetY,
          sourcePosition: props.sourcePosition,
          targetPosition: props.targetPosition,
          borderRadius: 12,
          offset: 24,
        })
      : pathOf({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, route);
  const isChosen = hovered === id || selected === true;
  const isNear = isChosen || target === id;
  const isLong = Math.abs(targetY - sourceY) + Math.abs(targetX - sourceX) > long;
  const label = isNear || isLong ? data?.label : undefined;
  const words = [label, data?.note].filter(Boolean).join(" · ");
  const outlet = outletAt(source, sourceHandleId);
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
              <span className={classes["text"]} data-tone={data?.tone}>
                {words}
              </span>
            )}
            {hasButtons && (
              <>
                <button
                  type="button"
                  className={classes["button"]}
                  aria-label={t("canvas:insertHere")}
                  title={t("canvas:insertHere")}
                  onClick={() => onInsert(outlet)}
                >
                  <IconPlus size={14} stroke={2.4} aria-hidden />
                </button>
                <button
                  type="button"
                  className={classes["button"]}
                  data-danger
                  aria-label={t("canvas:deleteConnection")}
                  title={t("canvas:deleteConnection")}
                  onClick={() => onDeleteEdge?.(outlet)}
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

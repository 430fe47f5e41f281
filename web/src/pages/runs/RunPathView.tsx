import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import type { RunCanvasProps } from "./RunCanvas.tsx";
import classes from "./RunPage.module.css";

const RunCanvas = lazy(() => import("./RunCanvas.tsx"));

/** The canvas; on a narrow screen it is folded, and is fetched when it is unfolded. */
export function RunPathView(props: RunCanvasProps) {
  const isNarrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const [isOpen, setOpen] = useState(false);
  const canvas = (
    <div className={classes["canvas"]}>
      <Suspense fallback={<Skeleton height="100%" />}>
        <RunCanvas {...props} />
      </Suspense>
    </div>
  );
  if (!isNarrow) return canvas;
  return (
    <details
      className={classes["fold"]}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>Its path through the workflow</summary>
      {isOpen && canvas}
    </details>
  );
}

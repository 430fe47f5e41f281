import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import type { RunCanvasProps } from "./RunCanvas.tsx";
import classes from "./RunPage.module.css";
import { t } from "../../i18n/i18n.ts";

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
      <summary>{t("runs:path.summary")}</summary>
      {isOpen && canvas}
    </details>
  );
}

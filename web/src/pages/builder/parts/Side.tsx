import type { ReactNode } from "react";
import { lazy, Suspense } from "react";
import classes from "../Builder.module.css";

const DrawerSide = lazy(() =>
  import("./DrawerSide.tsx").then((module) => ({ default: module.DrawerSide })),
);

interface Props {
  side: "left" | "right";
  label: string;
  /** Docked beside the canvas; on a narrow screen a drawer over it, or a sheet below it where both must be seen. */
  mode: "docked" | "drawer" | "sheet";
  onClose(): void;
  children: ReactNode;
}

/** What stands beside the canvas, or over it. */
export function Side({ side, label, mode, onClose, children }: Props) {
  if (mode !== "drawer") {
    return (
      <aside
        className={`${classes["side"]} ${classes[mode === "sheet" ? "sheet" : side]}`}
        aria-label={label}
      >
        {children}
      </aside>
    );
  }
  return (
    <Suspense fallback={null}>
      <DrawerSide side={side} label={label} onClose={onClose}>
        {children}
      </DrawerSide>
    </Suspense>
  );
}

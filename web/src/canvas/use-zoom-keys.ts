import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { isElsewhere } from "./is-elsewhere.ts";

/** + and − zoom, 0 shows everything. */
export function useZoomKeys(): void {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      if (event.key === "+" || event.key === "=") void zoomIn({ duration: 150 });
      else if (event.key === "-") void zoomOut({ duration: 150 });
      else if (event.key === "0") void fitView({ padding: 0.15, maxZoom: 1, duration: 200 });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [zoomIn, zoomOut, fitView]);
}

import type { Config } from "../../platform/config/config.ts";

/**
 * Where Temporal's Web UI is: the setting TEMPORAL_UI_URL, or that of our own dev server; null for
 * a Temporal elsewhere whose UI nobody has named.
 */
export function temporalUiUrl(temporal: Config["temporal"]): string | null {
  if (temporal.uiUrl !== undefined) return temporal.uiUrl;
  return temporal.address === undefined ? `http://localhost:${temporal.ownUiPort}` : null;
}

/** The page of a run in Temporal's Web UI. Before it is handed over there is none. */
export function temporalRunUrl(
  temporal: Config["temporal"],
  run: { temporalId: string; temporalRunId: string | null },
): string | null {
  const base = temporalUiUrl(temporal);
  if (base === null || run.temporalRunId === null) return null;
  const namespace = encodeURIComponent(temporal.namespace);
  // A run's id has slashes, which belong to the id and not to the path.
  const id = encodeURIComponent(run.temporalId);
  return `${base}/namespaces/${namespace}/workflows/${id}/${run.temporalRunId}/history`;
}

/** What a failed run says of itself: where, and why. */
export function failureOf(error: unknown): { block: string | undefined; message: string } | null {
  if (error === null || error === undefined) return null;
  if (typeof error !== "object") return { block: undefined, message: JSON.stringify(error) };
  const { block, message } = error as { block?: unknown; message?: unknown };
  return {
    block: typeof block === "string" ? block : undefined,
    message: typeof message === "string" ? message : JSON.stringify(error),
  };
}

export function versionLabel(version: number): string {
  return version === 0 ? "draft" : `version ${version}`;
}

export const statusNames = {
  pending: "Pending",
  running: "Running",
  completed: "Completed",
  failed: "Failed",
  stopped: "Stopped",
} as const;

export const testNames = { false: "Real runs", true: "Test launches" } as const;

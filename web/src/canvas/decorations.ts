import type { ReactNode } from "react";

/** The first five are for a run's path, the last three for a comparison of two definitions. */
export type BlockTone =
  | "visited"
  | "current"
  | "failed"
  | "stopped"
  | "quiet"
  | "added"
  | "removed"
  | "changed";

/** What is drawn on blocks and edges beside what they are: a run's path, or counts of many runs. */
export interface Decorations {
  blocks: Record<string, { tone?: BlockTone; /** Shown below the block. */ foot?: ReactNode }>;
  /** By edgeKey: "from branch", with a space between. */
  edges: Record<string, { tone?: BlockTone; label?: string }>;
}

import type { ReactNode } from "react";

/** Of a run's way, and, for the last three, of a comparison of two definitions. */
export type BlockTone =
  | "visited"
  | "current"
  | "failed"
  | "stopped"
  | "quiet"
  | "added"
  | "removed"
  | "changed";

/** What is drawn on blocks and edges beside what they are: a run's way, or counts of many. */
export interface Decorations {
  blocks: Record<string, { tone?: BlockTone; /** Below the block. */ foot?: ReactNode }>;
  /** By "from branch", with a space between. */
  edges: Record<string, { tone?: BlockTone; label?: string }>;
}

import { createHash } from "node:crypto";

/** Whether a workflow holds out whom the workspace holds out. */
export const workspaceHoldouts = ["marketing", "always", "never"] as const;
export type WorkspaceHoldout = (typeof workspaceHoldouts)[number];

/** Who holds a contact out: the workflow's own share, or the workspace's control group. */
export type HeldBy = "workflow" | "workspace";

/** How contacts are drawn to be held out. */
export interface Draw {
  /** How many in a thousand. */
  tenths: number;
  /** A secret, so that nobody can tell beforehand who is drawn, and two draws differ. */
  salt: string;
}

/** A draw, and whose it is. */
export interface NamedDraw {
  heldBy: HeldBy;
  draw: Draw;
}

/** Draws are made by thousandths: a percentage has one decimal. */
export function inTenths(percent: number): number {
  return Math.round(percent * 10);
}

export function percentOf(tenths: number): number {
  return tenths / 10;
}

/**
 * Whether a contact is held out. Its place depends on the salt and on itself alone, so a higher share
 * holds out the same contacts and some more.
 * @param drawnAs the contact's id, or that of the eldest that was merged into it
 */
export function isDrawn({ tenths, salt }: Draw, drawnAs: string): boolean {
  return tenths > 0 && placeOf(salt, drawnAs) < tenths;
}

/** From 0 to 999. Of 48 bits the remainder favours no place by more than one in 10^11. */
function placeOf(salt: string, drawnAs: string): number {
  return createHash("sha256").update(`${salt}/${drawnAs}`).digest().readUIntBE(0, 6) % 1_000;
}

import { z } from "zod";
import type { HoldBack } from "../domain/pressure/settings.ts";
import { span } from "./settings.ts";
import { holidayCalendars, timeWindows } from "./time-settings.ts";

const asGroup = {
  title: "When to hold back",
  description: "What is not said here is as in the workspace's settings",
  widget: "group",
} as const;

const whenHeld = { wait: "Wait", skip: "Don't send it" };

/** What a block says of being held back; what it leaves out is as the workspace has it. */
export const holdBack = z
  .strictObject({
    overCap: z
      .enum(["wait", "skip"])
      .optional()
      .meta({
        title: "Over the cap",
        description: "When the contact has had as many messages as a cap allows",
        labels: { wait: "Wait for the next free place", skip: whenHeld.skip },
      }),
    quiet: z
      .enum(["off", "own"])
      .optional()
      .meta({
        title: "Quiet hours and holidays",
        description: "By default those of the workspace",
        labels: { off: "None", own: "Those below" },
      }),
    quietHours: timeWindows.optional().meta({
      title: "Own quiet hours",
      description: "By the contact's clock",
      widget: "timeWindows",
    }),
    holidays: holidayCalendars
      .optional()
      .meta({ title: "No messages on", description: "Names of calendars of holidays" }),
    inQuietHours: z
      .enum(["wait", "skip"])
      .optional()
      .meta({
        title: "In quiet hours",
        labels: { wait: "Wait until they end", skip: whenHeld.skip },
      }),
    latest: span.optional().meta({
      title: "Wait at most",
      description: "Then the message is not sent",
      widget: "duration",
    }),
    notSent: z
      .enum(["next", "branch"])
      .optional()
      .meta({
        title: "When it is not sent",
        labels: { next: "Go on", branch: 'Take the branch "Held back"' },
      }),
  })
  .meta({ ...asGroup, id: "HoldBack" });

/** The same for a message to many, which takes no way out for one of them. */
export const holdBackOfMany = holdBack
  .omit({ notSent: true })
  .meta({ ...asGroup, id: "HoldBackOfMany" });

/** The way out of a message that was held back and is not sent, for blocks whose settings ask for it. */
const heldBackBranch = "heldBack";
export const heldBackLabel = { [heldBackBranch]: "Held back" };

/** @param path of the settings, from the block's */
export function heldBackBranches(path = "holdBack.notSent") {
  return [{ branch: heldBackBranch, setting: path, is: "branch" }] as const;
}

/** The branch of a message that is not sent as it was held back. */
export function branchOfDropped(
  { holdBack: said }: { holdBack?: HoldBack | undefined },
  otherwise: string,
): string {
  return said?.notSent === "branch" ? heldBackBranch : otherwise;
}

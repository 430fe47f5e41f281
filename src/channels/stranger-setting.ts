import { z } from "zod";

/** What a chat's set-up says of somebody who writes and whom nobody knows. */
export const strangerSetting = {
  makesContacts: z.boolean().default(true).meta({
    title: "Make contacts",
    description: "Of people who write and are not known; otherwise what they write is passed over",
  }),
};

import { z } from "zod";

/** A topic's key: what blocks, templates and conditions name. It never changes. */
export const topicKey = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "must have 1 to 64 letters, digits, _ or -");

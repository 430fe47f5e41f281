import type { z } from "zod";
import type { preferencePreview, topic } from "../../../src/contract/api/topics.ts";
import type { Wire } from "./wire.ts";

export type Topic = Wire<z.input<typeof topic>>;
export type PreferencePreview = Wire<z.input<typeof preferencePreview>>;

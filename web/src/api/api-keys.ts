import type { z } from "zod";
import type { apiKey, createdApiKey } from "../../../src/contract/api/api-keys.ts";
import type { Wire } from "./wire.ts";

export type ApiKey = Wire<z.input<typeof apiKey>>;
export type CreatedApiKey = Wire<z.input<typeof createdApiKey>>;

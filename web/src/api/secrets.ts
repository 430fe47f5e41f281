import type { z } from "zod";
import type { secret } from "../../../src/contract/api/secrets.ts";
import type { Wire } from "./wire.ts";

export type Secret = Wire<z.input<typeof secret>>;

import type { z } from "zod";
import type { suppression, suppressionsImported } from "../../../src/contract/api/suppressions.ts";
import type { Wire } from "./wire.ts";

export type Suppression = Wire<z.input<typeof suppression>>;
export type SuppressionsImported = Wire<z.input<typeof suppressionsImported>>;

import type { z } from "zod";
import type { templateAnswer } from "../../../../src/contract/api/template.ts";
import type { Wire } from "../../api/wire.ts";

export type Template = Wire<z.input<typeof templateAnswer>>;

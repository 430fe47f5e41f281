import type { AuditEntry as Entry } from "../../../src/contract/api/audit-log.ts";
import type { Wire } from "./wire.ts";

export type AuditEntry = Wire<Omit<Entry, "before" | "after">> & Pick<Entry, "before" | "after">;

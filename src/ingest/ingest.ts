export type { Ingest } from "../contract/ingest.ts";

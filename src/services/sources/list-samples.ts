import type { Sql } from "../../db/core/database.ts";
import type { SourceSampleRow } from "../../db/events/source-samples.ts";
import { samplesOf } from "../../db/events/source-samples.ts";
import { getSource } from "./get.ts";

/** The last deliveries, newest first. @throws AppError `not_found` */
export async function listSamples(sql: Sql, id: string): Promise<SourceSampleRow[]> {
  await getSource(sql, id);
  return samplesOf(sql, id);
}

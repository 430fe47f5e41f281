import type { ServiceContext } from "../context.ts";
import type { SourceSampleRow } from "../../db/events/source-samples.ts";
import { samplesOf } from "../../db/events/source-samples.ts";
import { getSource } from "./get.ts";

/** The last deliveries, newest first. @throws AppError `not_found` */
export async function listSamples(context: ServiceContext, id: string): Promise<SourceSampleRow[]> {
  await getSource(context, id);
  return samplesOf(context.sql, id);
}

import type { ServiceContext } from "../context.ts";
import type { IdentifyingParams } from "../../contract/api/identifying-params.ts";
import type { MappedParam } from "../../contract/identifying-params.ts";
import { identifyingParams } from "../../contract/identifying-params.ts";
import { findSetting } from "../../db/core/settings.ts";

/** Also read by src/db/events/bindings-for-events.ts, in the statement that begins every ingest. */
export const mappedParamSetting = "identifyingParam";

export async function getIdentifyingParams(context: ServiceContext): Promise<IdentifyingParams> {
  const further = (await findSetting(context.sql, mappedParamSetting)) as MappedParam | undefined;
  return { fixed: [...identifyingParams], further: further ?? null };
}

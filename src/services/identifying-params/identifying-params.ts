import type { IdentifyingParams } from "../../contract/api/identifying-params.ts";
import type { MappedParam } from "../../contract/identifying-params.ts";
import { identifyingParams } from "../../contract/identifying-params.ts";
import { dropSetting, findSetting, putSetting } from "../../db/core/settings.ts";
import type { ServiceContext } from "../context.ts";

/** Also read by src/db/events/bindings-for-events.ts, in the statement that begins every ingest. */
const mappedParamSetting = "identifyingParam";

export async function getIdentifyingParams(context: ServiceContext): Promise<IdentifyingParams> {
  const further = (await findSetting(context.sql, mappedParamSetting)) as MappedParam | undefined;
  return { fixed: [...identifyingParams], further: further ?? null };
}

/** Maps one more param, or none. Events that are in already stay as they are. */
export async function putIdentifyingParams(
  context: ServiceContext,
  further: MappedParam | null,
): Promise<IdentifyingParams> {
  if (further === null) await dropSetting(context.sql, mappedParamSetting);
  else await putSetting(context.sql, mappedParamSetting, further);
  return getIdentifyingParams(context);
}

import type { Cap, Pressure } from "../../../api/pressure.ts";
import { t } from "../../../i18n/i18n.ts";

type SpanUnit = Pressure["latest"]["unit"];

export const capUnits = ["hours", "days", "weeks", "months"] as const satisfies Cap["unit"][];
export const spanUnits = ["minutes", ...capUnits] as const satisfies SpanUnit[];

export const unitName = (unit: SpanUnit): string => t(`settings-pressure:unit.${unit}`);

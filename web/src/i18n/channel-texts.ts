import type { JsonSchema } from "../api/json-schema.ts";
import type { Translate } from "./block-texts.ts";
import { schemaWithTexts } from "./block-texts.ts";

/** What of a channel's provider people read. */
interface Provider {
  label: string;
  settings: JsonSchema;
  secrets: JsonSchema;
}

export interface WithProviders {
  providers: readonly Provider[];
}

/** A channel with each text of its providers' forms put through `translate`. */
export function channelWithTexts<Of extends WithProviders>(channel: Of, translate: Translate): Of {
  const providers = channel.providers.map((provider) => ({
    ...provider,
    label: translate(provider.label),
    settings: schemaWithTexts(provider.settings, translate),
    secrets: schemaWithTexts(provider.secrets, translate),
  }));
  return { ...channel, providers };
}

import type { SourceMapping } from "../mapping.ts";
import type { SignatureForm, SignatureScheme } from "../signature.ts";

/** What is known of a provider of webhooks. */
export interface SourcePreset {
  label: string;
  /** Null where its owner says it, or the address holds a token. */
  signature: SignatureScheme | null;
  /** Whoever doesn't have its provider sign gets an address with a token instead. */
  signs?: "if wanted";
  topicHeader?: string;
  /** The first that is there. */
  deliveryHeaders?: readonly string[];
  /** The field of a form that holds the whole body as JSON. */
  formField?: string;
  /** The mapping to begin with. */
  mapping: SourceMapping;
}

export const hmac = (header: string, more: Partial<SignatureForm> = {}): SignatureForm => ({
  header,
  algorithm: "sha256",
  encoding: "base64",
  prefix: "",
  ...more,
});

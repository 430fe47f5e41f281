import type { SourceMapping } from "./mapping.ts";
import type { SignatureForm, SignatureScheme } from "./signature.ts";

/** What is known of a provider of webhooks. */
export interface SourcePreset {
  label: string;
  /** Null where its owner says it, or the address holds a token. */
  signature: SignatureScheme | null;
  topicHeader?: string;
  /** The first that is there. */
  deliveryHeaders?: readonly string[];
  /** The mapping to begin with. */
  mapping: SourceMapping;
}

const hmac = (header: string, more: Partial<SignatureForm> = {}): SignatureForm => ({
  header,
  algorithm: "sha256",
  encoding: "base64",
  prefix: "",
  ...more,
});

export const sourcePresets = {
  shopify: {
    label: "Shopify",
    signature: hmac("x-shopify-hmac-sha256"),
    topicHeader: "x-shopify-topic",
    // The same for each repetition; older versions have only the other.
    deliveryHeaders: ["x-shopify-event-id", "x-shopify-webhook-id"],
    mapping: {
      eventType: "shopify {{ topic }}",
      key: "{{ body.id }}",
      occurredAt: "{{ body.updated_at | default: body.created_at }}",
      contact: {
        contactId: "{{ body.customer.id }}",
        email: "{{ body.email | default: body.customer.email }}",
        phone: "{{ body.phone | default: body.customer.phone }}",
      },
      params: {
        number: "{{ body.name }}",
        total: "{{ body.total_price }}",
        currency: "{{ body.currency }}",
        status: "{{ body.financial_status }}",
        url: "{{ body.order_status_url | default: body.abandoned_checkout_url }}",
        items: "{{ body.line_items }}",
      },
    },
  },
  woocommerce: {
    label: "WooCommerce",
    signature: hmac("x-wc-webhook-signature"),
    topicHeader: "x-wc-webhook-topic",
    deliveryHeaders: ["x-wc-webhook-delivery-id"],
    mapping: {
      eventType: "woocommerce {{ topic }}",
      key: "{{ body.id }}",
      occurredAt: "{{ body.date_modified_gmt }}",
      contact: {
        // 0 is a guest.
        contactId: "{% if body.customer_id != 0 %}{{ body.customer_id }}{% endif %}",
        email: "{{ body.billing.email | default: body.email }}",
        phone: "{{ body.billing.phone }}",
      },
      params: {
        number: "{{ body.number }}",
        total: "{{ body.total }}",
        currency: "{{ body.currency }}",
        status: "{{ body.status }}",
        items: "{{ body.line_items }}",
      },
    },
  },
  stripe: {
    label: "Stripe",
    signature: "stripe",
    mapping: {
      eventType: "stripe {{ body.type }}",
      key: "{{ body.data.object.id }}",
      messageId: "{{ body.id }}",
      occurredAt: "{{ body.created }}",
      contact: {
        contactId: "{{ body.data.object.customer }}",
        email:
          "{{ body.data.object.receipt_email | default: body.data.object.customer_email | default: body.data.object.customer_details.email }}",
      },
      params: {
        amount: "{{ body.data.object.amount }}",
        currency: "{{ body.data.object.currency }}",
        status: "{{ body.data.object.status }}",
      },
    },
  },
  github: {
    label: "GitHub",
    signature: hmac("x-hub-signature-256", { encoding: "hex", prefix: "sha256=" }),
    topicHeader: "x-github-event",
    deliveryHeaders: ["x-github-delivery"],
    mapping: {
      eventType: "github {{ topic }}{% if body.action %} {{ body.action }}{% endif %}",
      key: "{{ body.repository.full_name }}",
      contact: { contactId: "{{ body.sender.login }}" },
      params: {
        repository: "{{ body.repository.full_name }}",
        ref: "{{ body.ref }}",
        url: "{{ body.compare | default: body.issue.html_url | default: body.repository.html_url }}",
      },
    },
  },
  custom: {
    label: "Custom",
    signature: null,
    mapping: {
      eventType: "{{ body.type | default: body.event | default: 'webhook' }}",
      key: "{{ body.id }}",
      contact: {
        contactId: "{{ body.contactId | default: body.userId }}",
        email: "{{ body.email }}",
      },
      params: null,
    },
  },
} as const satisfies Record<string, SourcePreset>;

export type SourcePresetName = keyof typeof sourcePresets;
export const sourcePresetNames = Object.keys(sourcePresets) as [
  SourcePresetName,
  ...SourcePresetName[],
];

export function presetOf(name: SourcePresetName): SourcePreset {
  return sourcePresets[name];
}

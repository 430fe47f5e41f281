import type { SourcePreset } from "./preset.ts";
import { hmac } from "./preset.ts";

export const stripe = {
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
} as const satisfies SourcePreset;

export const github = {
  label: "GitHub",
  signature: hmac("x-hub-signature-256", { encoding: "hex", prefix: "sha256=" }),
  topicHeader: "x-github-event",
  deliveryHeaders: ["x-github-delivery"],
  formField: "payload",
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
} as const satisfies SourcePreset;

export const custom = {
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
} as const satisfies SourcePreset;

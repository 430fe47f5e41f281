import type { SourcePreset } from "./preset.ts";

/** What becomes of mails, many events a delivery: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
export const sendgrid = {
  label: "SendGrid",
  signature: "sendgrid",
  signs: "if wanted",
  mapping: {
    each: "{{ body }}",
    eventType: "sendgrid {{ item.event }}",
    key: "{{ item.sg_message_id }}",
    messageId: "{{ item.sg_event_id }}",
    occurredAt: "{{ item.timestamp }}",
    contact: { email: "{{ item.email }}" },
    params: null,
  },
} as const satisfies SourcePreset;

/** A form whose one field holds a list: https://mailchimp.com/developer/transactional/docs/webhooks/ */
export const mandrill = {
  label: "Mandrill (Mailchimp Transactional)",
  signature: "mandrill",
  signs: "if wanted",
  mapping: {
    each: "{{ body.mandrill_events }}",
    eventType: "mandrill {{ item.event | default: item.type }}",
    key: "{{ item._id | default: item.msg._id }}",
    // The id is the mail's: several things happen to one.
    messageId:
      "{{ item.event | default: item.type }} {{ item._id | default: item.msg._id }} {{ item.reject.email }} {{ item.ts }}",
    occurredAt: "{{ item.ts }}",
    contact: { email: "{{ item.msg.email | default: item.reject.email }}" },
    params: {
      subject: "{{ item.msg.subject }}",
      template: "{{ item.msg.template }}",
      tags: "{{ item.msg.tags }}",
      metadata: "{{ item.msg.metadata }}",
      url: "{{ item.url }}",
      reason: "{{ item.msg.bounce_description | default: item.reject.reason }}",
      diagnosis: "{{ item.msg.diag }}",
      ip: "{{ item.ip }}",
      userAgent: "{{ item.user_agent }}",
    },
  },
} as const satisfies SourcePreset;

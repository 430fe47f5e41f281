import type { SourcePreset } from "./preset.ts";
import { hmac } from "./preset.ts";

/** Of the topics `orders/…`: an order that was just made has begun, whether or not it is paid already. */
const shopifyStatus = `
  {%- assign area = topic | split: "/" | first -%}
  {%- if area == "orders" and body.total_price -%}
    {%- if body.cancelled_at or body.financial_status == "refunded" or body.financial_status == "voided" -%} CANCELLED
    {%- elsif body.fulfillment_status == "fulfilled" -%} DELIVERED
    {%- elsif topic == "orders/create" -%} INITIALIZED
    {%- elsif body.financial_status contains "paid" or body.fulfillment_status == "partial" -%} IN_PROGRESS
    {%- else -%} INITIALIZED
    {%- endif -%}
  {%- endif -%}`;

const wooCommerceStatus = `
  {%- assign area = topic | split: "." | first -%}
  {%- if area == "order" -%}
    {%- case body.status -%}
      {%- when "cancelled", "refunded", "failed" -%} CANCELLED
      {%- when "completed" -%} DELIVERED
      {%- when "processing" -%} {% if topic == "order.created" %}INITIALIZED{% else %}IN_PROGRESS{% endif %}
      {%- when "pending", "on-hold" -%} INITIALIZED
    {%- endcase -%}
  {%- endif -%}`;

const ofShopify = (name: string): string =>
  `{{ body.customer.${name} | default: body.billing_address.${name} | default: body.shipping_address.${name} | default: body.${name} }}`;

const ofWooCommerce = (name: string): string =>
  `{{ body.billing.${name} | default: body.shipping.${name} | default: body.${name} }}`;

export const shopify = {
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
      // Of the topics about customers, the body is the customer.
      contactId:
        "{% if topic contains 'customers/' %}{{ body.id }}{% else %}{{ body.customer.id }}{% endif %}",
      email: "{{ body.email | default: body.customer.email }}",
      phone: "{{ body.phone | default: body.customer.phone }}",
      firstName: ofShopify("first_name"),
      lastName: ofShopify("last_name"),
      language: "{{ body.customer_locale }}",
    },
    params: {
      number: "{{ body.name }}",
      total: "{{ body.total_price }}",
      currency: "{{ body.currency }}",
      status: "{{ body.financial_status }}",
      url: "{{ body.order_status_url | default: body.abandoned_checkout_url }}",
      items: "{{ body.line_items }}",
    },
    order: {
      status: shopifyStatus,
      date: "{{ body.created_at }}",
      totalCost: "{{ body.total_price }}",
      currency: "{{ body.currency }}",
      shipping: "{{ body.total_shipping_price_set.shop_money.amount }}",
      discount: "{{ body.total_discounts }}",
      taxes: "{{ body.total_tax }}",
      paymentMethod: "{{ body.payment_gateway_names | join: ', ' }}",
      items: {
        each: "{{ body.line_items }}",
        externalItemId: "{{ item.product_id | default: item.variant_id | default: item.id }}",
        name: "{{ item.title | default: item.name }}",
        quantity: "{{ item.quantity }}",
        cost: "{{ item.price }}",
        description: "{{ item.variant_title }}",
      },
    },
  },
} as const satisfies SourcePreset;

export const woocommerce = {
  label: "WooCommerce",
  signature: hmac("x-wc-webhook-signature"),
  topicHeader: "x-wc-webhook-topic",
  deliveryHeaders: ["x-wc-webhook-delivery-id"],
  mapping: {
    eventType: "woocommerce {{ topic }}",
    key: "{{ body.id }}",
    occurredAt: "{{ body.date_modified_gmt }}",
    contact: {
      // 0 is a guest; of the topics about customers, the body is the customer.
      contactId:
        "{% if topic contains 'customer.' %}{{ body.id }}{% elsif body.customer_id != 0 %}{{ body.customer_id }}{% endif %}",
      email: "{{ body.billing.email | default: body.email }}",
      phone: "{{ body.billing.phone }}",
      firstName: ofWooCommerce("first_name"),
      lastName: ofWooCommerce("last_name"),
    },
    params: {
      number: "{{ body.number }}",
      total: "{{ body.total }}",
      currency: "{{ body.currency }}",
      status: "{{ body.status }}",
      items: "{{ body.line_items }}",
    },
    order: {
      status: wooCommerceStatus,
      date: "{{ body.date_created_gmt | default: body.date_modified_gmt }}",
      totalCost: "{{ body.total }}",
      currency: "{{ body.currency }}",
      shipping: "{{ body.shipping_total }}",
      discount: "{{ body.discount_total }}",
      taxes: "{{ body.total_tax }}",
      paymentMethod: "{{ body.payment_method_title }}",
      deliveryMethod: "{{ body.shipping_lines[0].method_title }}",
      items: {
        each: "{{ body.line_items }}",
        externalItemId: "{{ item.product_id | default: item.id }}",
        name: "{{ item.name }}",
        quantity: "{{ item.quantity }}",
        cost: "{{ item.price | default: item.total }}",
        imageUrl: "{{ item.image.src }}",
      },
    },
  },
} as const satisfies SourcePreset;

import { createHmac } from "node:crypto";

/** Deliveries as the providers' documentation describes them, signed as they sign. */
export interface Sent {
  headers: Record<string, string>;
  body: string;
}

const hmac = (body: string, secret: string) => createHmac("sha256", secret).update(body);

export function shopifyOrder(
  secret: string,
  more: Record<string, unknown> = {},
  { topic = "orders/create", event = "98880550-7158-44d4-b7cd-2c97c8a091b5" } = {},
): Sent {
  const body = JSON.stringify({
    id: 820982911946154500,
    name: "#9999",
    email: "Jon@example.com",
    phone: "8005550100",
    created_at: "2026-03-01T10:00:00-05:00",
    updated_at: "2026-03-01T10:05:00-05:00",
    currency: "EUR",
    total_price: "403.00",
    financial_status: "paid",
    order_status_url: "https://shop.example.com/orders/9999",
    total_discounts: "5.00",
    total_tax: "11.94",
    payment_gateway_names: ["visa", "gift card"],
    customer_locale: "en",
    customer: {
      id: 115310627314723950,
      email: "jon@example.com",
      phone: null,
      first_name: "Jon",
      last_name: "Snow",
    },
    line_items: [
      { id: 866550311766439000, product_id: 7513594, title: "Mug", quantity: 2, price: "199.00" },
    ],
    ...more,
  });
  return {
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": "shop.example.com",
      "x-shopify-event-id": event,
      "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
      "x-shopify-hmac-sha256": hmac(body, secret).digest("base64"),
    },
  };
}

export function wooCommerceOrder(secret: string): Sent {
  const body = JSON.stringify({
    id: 727,
    number: "727",
    status: "processing",
    currency: "EUR",
    total: "29.35",
    customer_id: 0,
    date_modified_gmt: "2026-03-01T16:28:08",
    billing: {
      first_name: "John",
      last_name: "Doe",
      email: "john.doe@example.com",
      phone: "(555) 555-5555",
    },
    line_items: [
      { id: 315, product_id: 93, name: "Woo Single #1", quantity: 2, price: 3, total: "6.00" },
    ],
  });
  return {
    body,
    headers: {
      "content-type": "application/json",
      "x-wc-webhook-topic": "order.created",
      "x-wc-webhook-delivery-id": "9a2b1c3d4e5f60718293a4b5c6d7e8f9",
      "x-wc-webhook-signature": hmac(body, secret).digest("base64"),
    },
  };
}

export function stripeCheckout(secret: string, at = new Date()): Sent {
  const body = JSON.stringify({
    id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
    object: "event",
    created: 1772366400,
    type: "checkout.session.completed",
    data: {
      object: {
        id: "cs_test_a1b2",
        customer: "cus_4QFJOjw2pOmAGJ",
        customer_details: { email: "jenny@example.com" },
        amount: 2000,
        currency: "eur",
        status: "complete",
      },
    },
  });
  const time = Math.floor(at.getTime() / 1_000);
  const signature = hmac(`${time}.${body}`, secret).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": `t=${time},v1=${signature},v0=${signature}`,
    },
  };
}

export function gitHubIssue(secret: string): Sent {
  const body = JSON.stringify({
    action: "opened",
    issue: { number: 1347, html_url: "https://github.com/octocat/Hello-World/issues/1347" },
    repository: { full_name: "octocat/Hello-World" },
    sender: { login: "octocat" },
  });
  return {
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": "issues",
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-hub-signature-256": `sha256=${hmac(body, secret).digest("hex")}`,
    },
  };
}

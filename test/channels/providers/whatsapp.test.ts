import { describe, expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { whatsappCase, whatsappTemplateCase } from "../cases/chats.ts";
import { conforms, opened } from "../conformance.ts";

conforms(whatsappCase);

const to = "+4915112345678";
const image = "https://shop.example/order.jpg";
const button = { text: "Look at it", url: "https://campanile.example/c/token?u=x" };

/** What WhatsApp is told of a message with these parts, beside whom it is for. */
async function told(parts: object): Promise<Record<string, unknown>> {
  const { fake, send } = await opened({
    ...whatsappCase,
    outgoing: (id) => ({ id, to, text: "Your order is here", replies: [], ...parts }),
  });
  const id = newId();
  expect(await send(id)).toMatchObject({ outcome: "sent" });
  const [request] = fake.received;
  expect(request).toMatchObject({
    method: "POST",
    path: "/v23.0/106540352242922/messages",
    headers: { authorization: "Bearer EAAJ-access-token", "content-type": "application/json" },
  });
  const {
    messaging_product: product,
    recipient_type: recipientType,
    to: recipient,
    biz_opaque_callback_data: carried,
    ...content
  } = JSON.parse(request?.body ?? "") as Record<string, unknown>;
  expect([product, recipientType, recipient, carried]).toEqual([
    "whatsapp",
    "individual",
    "4915112345678",
    id,
  ]);
  return content;
}

describe("within 24 hours", () => {
  test("a text is a text, with a preview of its links", async () => {
    expect(await told({})).toEqual({
      type: "text",
      text: { body: "Your order is here", preview_url: true },
    });
  });

  test("a picture has the text below it, and none without one", async () => {
    expect(await told({ image })).toEqual({
      type: "image",
      image: { link: image, caption: "Your order is here" },
    });
    expect(await told({ image, text: "" })).toEqual({ type: "image", image: { link: image } });
  });

  test("a link is a button, with a picture above", async () => {
    expect(await told({ image, button })).toEqual({
      type: "interactive",
      interactive: {
        type: "cta_url",
        header: { type: "image", image: { link: image } },
        body: { text: "Your order is here" },
        action: { name: "cta_url", parameters: { display_text: "Look at it", url: button.url } },
      },
    });
  });

  test("answers are three buttons at most, of twenty whole characters, and a link stands in the text", async () => {
    const replies = ["Yes", "No, it was broken 😀😀😀", "Later", "Never"];
    expect(await told({ replies, button })).toEqual({
      type: "interactive",
      interactive: {
        type: "button",
        body: { text: `Your order is here\nLook at it: ${button.url}` },
        action: {
          buttons: [
            { type: "reply", reply: { id: "r0", title: "Yes" } },
            { type: "reply", reply: { id: "r1", title: "No, it was broken 😀😀" } },
            { type: "reply", reply: { id: "r2", title: "Later" } },
          ],
        },
      },
    });
  });

  test("a text that is too long to stand beside them goes alone, and loses nothing", async () => {
    const text = "a".repeat(1_025);
    expect(await told({ text, image, button, replies: ["Yes", "No"] })).toEqual({
      type: "text",
      text: {
        body: [text, `Look at it: ${button.url}`, "Yes", "No", image].join("\n"),
        preview_url: true,
      },
    });
    expect(await told({ text, image })).toMatchObject({ type: "text" });
    expect(await told({ text: "a".repeat(1_024), image })).toMatchObject({ type: "image" });
  });
});

describe("outside of them, a template", () => {
  conforms(whatsappTemplateCase);

  test("is named with its language, and without places has no parts", async () => {
    const template = { name: "order_here", language: "en_US", parameters: [] };
    expect(await told({ template })).toEqual({
      type: "template",
      template: { name: "order_here", language: { code: "en_US" }, components: [] },
    });
  });

  test("is given a picture, what its places hold, and what stands behind its button's address", async () => {
    const template = { name: "order_here", language: "uk", parameters: ["Ada", "A-1"] };
    expect(await told({ template, image, button })).toEqual({
      type: "template",
      template: {
        name: "order_here",
        language: { code: "uk" },
        components: [
          { type: "header", parameters: [{ type: "image", image: { link: image } }] },
          {
            type: "body",
            parameters: [
              { type: "text", text: "Ada" },
              { type: "text", text: "A-1" },
            ],
          },
          {
            type: "button",
            sub_type: "url",
            index: "0",
            parameters: [{ type: "text", text: "c/token?u=x" }],
          },
        ],
      },
    });
  });
});

test.each([
  [131047, "refused"],
  [131026, "refused"],
  [130429, "deferred"],
  [131056, "deferred"],
  [131016, "deferred"],
])("an answer with the code %i comes to %s", async (code, outcome) => {
  const { fake, send } = await opened(whatsappCase);
  const error = { message: `(#${code}) No`, code, error_data: { details: "why" } };
  fake.answer = () => ({ status: 400, body: { error } });
  expect(await send(newId())).toMatchObject({ outcome, message: `400: (#${code}) No: why` });
});

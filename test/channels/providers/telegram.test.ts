import { expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { telegramCase } from "../cases/chats.ts";
import { conforms, opened } from "../conformance.ts";

conforms(telegramCase);

const image = "https://shop.example/order.jpg";

async function told(parts: object, id = newId()): Promise<{ path: string; body: unknown }> {
  const { fake, send } = await opened({
    ...telegramCase,
    outgoing: (own) => ({ id: own, to: "987654321", text: "It is here", replies: [], ...parts }),
  });
  await send(id);
  const [request] = fake.received;
  expect(request?.headers["content-type"]).toBe("application/json");
  return { path: request?.path ?? "", body: JSON.parse(request?.body ?? "") };
}

const method = (name: string) => `/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5/${name}`;

test("a text is sent as one", async () => {
  expect(await told({})).toEqual({
    path: method("sendMessage"),
    body: { chat_id: "987654321", text: "It is here" },
  });
});

test("a link and answers are keys, one a row; an answer's says whose message it answers", async () => {
  const id = newId();
  const button = { text: "Look", url: "https://campanile.example/c/t" };
  const { body } = await told({ button, replies: ["Yes", "No"] }, id);
  expect(body).toEqual({
    chat_id: "987654321",
    text: "It is here",
    reply_markup: {
      inline_keyboard: [
        [{ text: "Look", url: button.url }],
        [{ text: "Yes", callback_data: `r:0:${id}` }],
        [{ text: "No", callback_data: `r:1:${id}` }],
      ],
    },
  });
  // Telegram takes 64 bytes.
  expect(Buffer.byteLength(`r:99:${id}`)).toBeLessThanOrEqual(64);
});

test("a picture has the text below it; above a longer one stands its preview", async () => {
  expect(await told({ image })).toEqual({
    path: method("sendPhoto"),
    body: { chat_id: "987654321", photo: image, caption: "It is here" },
  });
  const text = "a".repeat(1_025);
  expect(await told({ image, text })).toEqual({
    path: method("sendMessage"),
    body: {
      chat_id: "987654321",
      text,
      link_preview_options: { url: image, prefer_large_media: true, show_above_text: true },
    },
  });
});

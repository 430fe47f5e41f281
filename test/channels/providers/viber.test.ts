import { expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { viberCase } from "../cases/chats.ts";
import { conforms, opened } from "../conformance.ts";

conforms(viberCase);

const image = "https://shop.example/order.jpg";

async function told(parts: object, settings: object = {}): Promise<Record<string, unknown>> {
  const { fake, send } = await opened({
    ...viberCase,
    settings: (baseUrl) => ({ ...viberCase.settings(baseUrl), ...settings }),
    outgoing: (id) => ({ id, to: "01234567890A=", text: "It is here", replies: [], ...parts }),
  });
  const id = newId();
  await send(id);
  const [request] = fake.received;
  expect(request).toMatchObject({
    path: "/pa/send_message",
    headers: { "x-viber-auth-token": "445da6az1s345z78-dazcczb2542zv51a" },
  });
  const body = JSON.parse(request?.body ?? "") as Record<string, unknown>;
  expect(body).toMatchObject({ receiver: "01234567890A=", tracking_data: id });
  return body;
}

test("a text comes from the sender's name, and from its picture where there is one", async () => {
  expect(await told({})).toMatchObject({
    type: "text",
    text: "It is here",
    sender: { name: "My shop" },
  });
  const avatar = "https://shop.example/logo.png";
  expect(await told({}, { avatar })).toMatchObject({ sender: { name: "My shop", avatar } });
});

test("a picture has the text below it; a longer one goes by itself, with the picture as its link", async () => {
  expect(await told({ image })).toMatchObject({
    type: "picture",
    text: "It is here",
    media: image,
  });
  const text = "a".repeat(769);
  expect(await told({ image, text })).toMatchObject({ type: "text", text: `${text}\n${image}` });
});

test("a link and answers are buttons of a keyboard", async () => {
  const button = { text: "Look", url: "https://campanile.example/c/t" };
  const key = { TextSize: "regular", Rows: 1 };
  expect(await told({ button, replies: ["Yes"] })).toMatchObject({
    keyboard: {
      Type: "keyboard",
      DefaultHeight: false,
      Buttons: [
        { ActionType: "open-url", ActionBody: button.url, Text: "Look", ...key },
        { ActionType: "reply", ActionBody: "Yes", Text: "Yes", ...key },
      ],
    },
  });
  expect(await told({})).not.toHaveProperty("keyboard");
});

test.each([
  [6, "refused"],
  [2, "deferred"],
  [10, "deferred"],
  [1, "unknown"],
])("its status %i comes to %s", async (status, outcome) => {
  const { fake, send } = await opened(viberCase);
  fake.answer = () => ({ status: 200, body: { status, status_message: "why" } });
  expect(await send(newId())).toMatchObject({ outcome, message: `${status} why` });
});

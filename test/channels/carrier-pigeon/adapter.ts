import type { ChannelAdapter, SendOutcome } from "../../../src/channels/adapter.ts";
import { composeTexts } from "../../../src/channels/compose-texts.ts";
import type { MessageRecord } from "../../../src/db/messages/message-rows.ts";
import { carrierPigeon } from "./description.ts";

/** Where the pigeons of a test arrive. */
export const loft = {
  /** Every flight, one that came to nothing too. */
  flights: [] as MessageRecord[],
  /** @param flight which one of this message, from 1 */
  receive: (message: MessageRecord, _flight: number): SendOutcome => ({
    outcome: "sent",
    response: `landed at ${message.recipient}`,
  }),
};

export const carrierPigeonAdapter: ChannelAdapter = {
  open: ({ links }) => ({
    limits: { concurrency: 3, perSecond: undefined },
    compose: (renderer, composition) =>
      composeTexts(
        renderer,
        { description: carrierPigeon, links, sender: "our loft" },
        composition,
      ),
    send: (message) => {
      loft.flights.push(message);
      const flight = loft.flights.filter(({ id }) => id === message.id).length;
      // What it throws, a worker that dies would leave as well: a mark, and nothing noted.
      return Promise.resolve().then(() => loft.receive(message, flight));
    },
    close: () => Promise.resolve(),
  }),
};

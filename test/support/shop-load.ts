export interface ShopLoad {
  /** Addresses whose event was taken. */
  contacts: ReadonlySet<string>;
  /** What was answered otherwise, in words. */
  failures: readonly string[];
  /** How many events were sent. */
  sent(): number;
  /** Ends it, and waits for the requests in progress. */
  end(): Promise<void>;
}

/**
 * Shops that send one order after another to an API, each as soon as the last was answered, and repeat none.
 * Of a shop's events, one in `oneIn` is of a new contact.
 */
export function shopLoad(
  url: string,
  key: string,
  { shops, oneIn }: { shops: number; oneIn: number },
): ShopLoad {
  const contacts = new Set<string>();
  const failures: string[] = [];
  let sent = 0;
  let over = false;
  const shop = async (number: number): Promise<void> => {
    for (let n = 0; !over; n++) {
      const address = `${number}-${n - (n % oneIn)}@example.com`;
      const answer = await fetch(`${url}/api/v1/event`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({
          eventTypeKey: "order",
          keyValue: `${number}/${n}`,
          messageId: `${number}/${n}`,
          params: [{ name: "Email", value: address }],
        }),
      });
      sent++;
      if (answer.status === 200) contacts.add(address);
      else failures.push(`${answer.status}: ${await answer.text()}`);
    }
  };
  const all = Promise.all(Array.from({ length: shops }, (_, number) => shop(number)));
  // Whoever ends it hears of what broke; nobody has to listen before.
  all.catch(() => undefined);
  return {
    contacts,
    failures,
    sent: () => sent,
    end: async () => {
      over = true;
      await all;
    },
  };
}

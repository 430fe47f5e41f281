import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incomingEvent } from "../../src/contract/incoming-event.ts";
import { fieldErrorsOf } from "../../src/contract/parse.ts";

const base = { eventTypeKey: "order", keyValue: "A-1" };

function parsed(event: object) {
  return incomingEvent.parse({ ...base, ...event });
}

function faults(event: object) {
  const result = incomingEvent.safeParse({ ...base, ...event });
  return result.success ? [] : fieldErrorsOf(result.error, ["events", 3]);
}

const paths = (event: object) => faults(event).map(({ path }) => path);

describe("an event type's key", () => {
  test("each of Reteno's forbidden characters is refused, others are not", () => {
    for (const character of "<;'\\/|\"`^?!,>") {
      expect([character, paths({ eventTypeKey: `a${character}b` })]).toEqual([
        character,
        ["events[3].eventTypeKey"],
      ]);
    }
    for (const key of ["a.b-c_d e:f", "заказ", "x".repeat(100), "a@b#c$%&*()=+[]{}~"]) {
      expect(parsed({ eventTypeKey: key }).typeKey).toBe(key);
    }
  });

  test("an empty, blank, too long or controlled one is refused", () => {
    for (const key of ["", "  ", "x".repeat(101), "a\nb", 7, null, undefined]) {
      expect([key, paths({ eventTypeKey: key })[0]]).toEqual([key, "events[3].eventTypeKey"]);
    }
  });
});

describe("the event's own key", () => {
  test("it is text or a number of at most 300 characters", () => {
    expect(parsed({ keyValue: 17 }).keyValue).toBe("17");
    expect(parsed({ keyValue: "k".repeat(300) }).keyValue).toHaveLength(300);
    expect(paths({ keyValue: "k".repeat(301) })).toEqual(["events[3].keyValue"]);
    expect(paths({ keyValue: { a: 1 } })).toEqual(["events[3].keyValue"]);
  });

  test("missing, it is the first of contactId, externalCustomerId, email, phone, pushToken", () => {
    const all = {
      PushToken: "token",
      SMS: "+442071838750",
      Email: "Ada@Example.com",
      externalCustomerId: "E-1",
      ContactId: "C-1",
    };
    const order = ["C-1", "E-1", "ada@example.com", "+442071838750", "token"];
    const left = Object.entries(all);
    for (const expected of order) {
      const event = parsed({ keyValue: undefined, params: Object.fromEntries(left) });
      expect(event.keyValue).toBe(expected);
      left.pop();
    }
    expect(parsed({ keyValue: "", params: { Email: "ada@example.com" } }).keyValue).toBe(
      "ada@example.com",
    );
  });

  test("missing with nothing to stand in for it, it is a fault", () => {
    expect(paths({ keyValue: undefined })).toEqual(["events[3].keyValue"]);
    expect(paths({ keyValue: null, params: { AnonymousId: "x" } })).toEqual(["events[3].keyValue"]);
    const long = { PushToken: "t".repeat(301) };
    expect(paths({ keyValue: undefined, params: long })).toEqual(["events[3].keyValue"]);
  });
});

describe("params", () => {
  const asList = (params: object) =>
    Object.entries(params).map(([name, value]) => ({ name, value: value as unknown }));

  test("a list of {name, value} and an object say the same, whatever the values", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1, maxLength: 20 }).map((name) => `p ${name}.`),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        (params) => {
          expect(parsed({ params: asList(params) }).params).toEqual(params);
          expect(parsed({ params }).params).toEqual(params);
        },
      ),
    );
  });

  test("a name twice, an empty and a too long one are faults at their place", () => {
    const twice = [
      { name: "a", value: 1 },
      { name: "A", value: 2 },
      { name: "a", value: 3 },
    ];
    expect(paths({ params: twice })).toEqual(["events[3].params[2].name"]);
    expect(paths({ params: [{ name: "", value: 1 }] })).toEqual(["events[3].params[0].name"]);
    expect(paths({ params: [{ name: "n".repeat(101), value: 1 }] })).toEqual([
      "events[3].params[0].name",
    ]);
    expect(paths({ params: [{ value: 1 }] })).toEqual(["events[3].params[0].name"]);
    expect(paths({ params: "a=1" })).toEqual(["events[3].params"]);
  });

  test("over 64 kB of JSON are refused, 64 kB are not", () => {
    const sized = (bytes: number) => ({ params: { a: "é".repeat((bytes - 8) / 2) } });
    expect(paths(sized(64 * 1024))).toEqual([]);
    expect(paths(sized(64 * 1024 + 2))).toEqual(["events[3].params"]);
  });

  test("params may be missing; a param without a value is null", () => {
    expect(parsed({}).params).toEqual({});
    expect(parsed({ params: [{ name: "a" }] }).params).toEqual({ a: null });
  });
});

describe("whom it is about", () => {
  test("every one of Reteno's names counts, without regard to case", () => {
    const names = {
      contactId: ["ContactId", "contact_id", "EXTERNALCUSTOMERID"],
      email: ["email", "EmailAddress", "useremail", "ContactEmail"],
      phone: ["Phone", "sms", "PhoneNumber"],
      pushToken: ["PushToken", "mobPushToken", "TelegramBotToken"],
      contactKey: ["ContactKey", "contact_key"],
      anonymousId: ["anonymousid"],
    };
    const values = { email: "ada@example.com", phone: "+442071838750" };
    for (const [kind, all] of Object.entries(names)) {
      for (const name of all) {
        const value = (values as Record<string, string>)[kind] ?? "x";
        expect(parsed({ params: { [name]: value } }).identities).toEqual([{ kind, value }]);
      }
    }
    expect(parsed({ params: { Key: "x", Mail: "a@b.eu" } }).identities).toEqual([]);
  });

  test("of one kind the first by Reteno's order counts, wherever it stands", () => {
    const params = { UserEmail: "c@x.eu", EmailAddress: "b@x.eu", Email: "a@x.eu" };
    expect(parsed({ params }).identities).toEqual([{ kind: "email", value: "a@x.eu" }]);
    const ids = { externalCustomerId: "2", Contact_id: "1" };
    expect(parsed({ params: ids }).identities).toEqual([{ kind: "contactId", value: "1" }]);
  });

  test("the contact's own fields count before params of the same name", () => {
    const event = { params: { Email: "b@x.eu" }, contact: { email: "a@x.eu", anonymousId: 7 } };
    expect(parsed(event).identities).toEqual([
      { kind: "email", value: "a@x.eu" },
      { kind: "anonymousId", value: "7" },
    ]);
  });

  test("an empty or blank one is as if it had not been sent", () => {
    const params = { externalCustomerId: null, Email: " ", Phone: "", PushToken: null };
    expect(parsed({ params }).identities).toEqual([]);
  });

  test("one that can't be read is a fault at its place, even when another counts", () => {
    expect(
      paths({
        params: [
          { name: "x", value: 1 },
          { name: "Email", value: "nobody" },
        ],
      }),
    ).toEqual(["events[3].params[1].value"]);
    expect(paths({ params: { Email: "a@x.eu", UserEmail: "nobody" } })).toEqual([
      "events[3].params.UserEmail",
    ]);
    expect(paths({ contact: { phone: "12" } })).toEqual(["events[3].contact.phone"]);
    expect(paths({ params: { ContactId: { id: 1 } } })).toEqual(["events[3].params.ContactId"]);
    expect(paths({ keyValue: undefined, params: { Email: "nobody" } })).toEqual([
      "events[3].params.Email",
    ]);
  });
});

test("faults of the shape and of identities are told together, each once", () => {
  const event = {
    eventTypeKey: "a/b",
    contact: { email: { a: 1 }, phone: "12" },
    params: [
      { name: "Email", value: "grace@" },
      { name: "x", value: 1 },
      { name: "x", value: 2 },
    ],
    colour: "red",
  };
  expect(paths(event)).toEqual([
    "events[3].eventTypeKey",
    "events[3].params[2].name",
    "events[3].contact.email",
    "events[3].colour",
    "events[3].params[0].value",
    "events[3].contact.phone",
  ]);
  expect(paths({ eventTypeKey: "", params: { Email: "grace@" } })).toEqual([
    "events[3].eventTypeKey",
    "events[3].params.Email",
  ]);
});

test("whatever an event is, its faults are told and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.record(
        { params: fc.jsonValue(), contact: fc.jsonValue(), keyValue: fc.jsonValue() },
        { requiredKeys: [] },
      ),
      (event) => void incomingEvent.safeParse({ ...event, eventTypeKey: "" }).error?.issues,
    ),
  );
});

test("a message id has 1 to 200 printable characters", () => {
  for (const messageId of ["", "m".repeat(201), "a\nb", "a\u200bb", 5]) {
    expect([messageId, paths({ messageId })]).toEqual([messageId, ["events[3].messageId"]]);
  }
  expect(parsed({ messageId: "order 17/заказ" }).messageId).toBe("order 17/заказ");
});

test("the time of an event is an ISO instant with its offset", () => {
  const at = parsed({ occurredAt: "2026-03-01T14:00:00.5+02:00" }).occurredAt;
  expect(at).toEqual(new Date("2026-03-01T12:00:00.500Z"));
  for (const occurredAt of ["2026-03-01", "2026-03-01T12:00:00", "2026-02-30T12:00:00Z", 1, ""]) {
    expect([occurredAt, paths({ occurredAt })]).toEqual([occurredAt, ["events[3].occurredAt"]]);
  }
});

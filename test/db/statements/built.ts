import { auditRowsBelow } from "../../../src/db/access/audit-log.ts";
import { countContacts, contactsFrom } from "../../../src/db/contacts/contact-pages.ts";
import { contactsFoundBy, findContacts } from "../../../src/db/contacts/contact-search.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { eventDetailsById, eventsBelow } from "../../../src/db/events/event-history.ts";
import { eventTypesByKey, eventTypesByLastEvent } from "../../../src/db/events/event-type-list.ts";
import { eventTypeById } from "../../../src/db/events/event-types.ts";
import {
  messageDetailsById,
  messagesBehind,
  messagesOfRun,
} from "../../../src/db/messages/message-history.ts";
import { blockStates } from "../../../src/contract/api/run.ts";
import {
  runDetailsById,
  runsBelow,
  runsOfEvent,
  runsToActOn,
} from "../../../src/db/runs/run-history.ts";
import { codesBehind } from "../../../src/db/messages/promo-code-list.ts";
import { ordersBehind } from "../../../src/db/events/order-list.ts";
import { workflowsInOrder } from "../../../src/db/workflows/workflow-list.ts";

const id = "0190b6a4-0000-7000-8000-000000000000";
const time = new Date(0);
const kinds = [
  { kind: "email", value: "a@example.com" },
  { kind: "contactId", value: id },
] as const;
const allOfRuns = { workflowId: id, version: 1, contactId: id, status: "running" };

type Call = readonly [call: (db: Database) => Promise<unknown>, asked: { name: string }];

/** Queries that are built: each with every filter and with none, beside the function that asks it. */
export const built: readonly Call[] = [
  [(db) => auditRowsBelow(db, {}, null, 10), auditRowsBelow],
  [
    (db) =>
      auditRowsBelow(
        db,
        {
          actorKind: "key",
          actorId: id,
          entity: "segment",
          entityId: id,
          action: "created",
          from: time,
          to: time,
        },
        1,
        10,
      ),
    auditRowsBelow,
  ],
  [(db) => contactsFrom(db, { identities: [] }, 0, 10), contactsFrom],
  [
    (db) =>
      contactsFrom(db, { identities: kinds, firstName: "A", lastName: "B", segmentId: id }, 0, 10),
    contactsFrom,
  ],
  [(db) => countContacts(db, { identities: kinds, firstName: "A" }), countContacts],
  [(db) => findContacts(db, { identities: [] }, 10, null), findContacts],
  [(db) => contactsFoundBy(db, "a"), contactsFoundBy],
  [(db) => findContacts(db, { identities: kinds, search: "a" }, 10, id), findContacts],
  [
    (db) =>
      findContacts(
        db,
        {
          identities: kinds,
          topic: "news",
          has: "push",
          reachable: true,
          createdFrom: time,
          createdTo: time,
        },
        10,
        id,
      ),
    findContacts,
  ],
  [(db) => eventsBelow(db, {}, 10), eventsBelow],
  [(db) => eventsBelow(db, { typeIds: [id, id] }, 10), eventsBelow],
  [
    (db) =>
      eventsBelow(
        db,
        {
          typeIds: [id],
          from: time,
          to: time,
          outcome: ["launched"],
          keyPrefix: "a",
          contactId: id,
          workflowId: id,
          search: "a",
          below: id,
        },
        10,
      ),
    eventsBelow,
  ],
  [(db) => eventDetailsById(db, id), eventDetailsById],
  [(db) => eventTypeById(db, id), eventTypeById],
  [(db) => ordersBehind(db, {}, null, 10), ordersBehind],
  [
    (db) =>
      ordersBehind(
        db,
        { contactId: id, status: "CANCELLED", from: time, to: time, search: "a" },
        { at: time.toISOString(), id },
        10,
      ),
    ordersBehind,
  ],
  [
    (db) =>
      codesBehind(
        db,
        { poolId: id, state: "given", search: "a", contactId: id },
        { place: time.toISOString(), code: "a" },
        10,
      ),
    codesBehind,
  ],
  [(db) => codesBehind(db, { poolId: id, state: "used" }, null, 10), codesBehind],
  [
    (db) => codesBehind(db, { poolId: id, state: "free" }, { place: "1", code: "a" }, 10),
    codesBehind,
  ],
  [(db) => eventTypesByKey(db, { dependency: "none" }, 10, null), eventTypesByKey],
  [
    (db) =>
      eventTypesByKey(
        db,
        { search: "a", category: "other", source: "api", dependency: "start" },
        10,
        "a",
      ),
    eventTypesByKey,
  ],
  ...[null, { lastEventId: null, key: "a" }, { lastEventId: id, key: "a" }].map((after): Call => [
    (db) => eventTypesByLastEvent(db, {}, 10, id, after),
    eventTypesByLastEvent,
  ]),
  [(db) => messagesBehind(db, {}, null, 10), messagesBehind],
  [
    (db) =>
      messagesBehind(
        db,
        {
          workflowId: id,
          contactId: id,
          state: "failed",
          test: true,
          search: "a",
          channels: ["sms"],
          transactional: true,
          from: time,
          to: time,
        },
        { queuedAt: time.toISOString(), id },
        10,
      ),
    messagesBehind,
  ],
  [(db) => messageDetailsById(db, id), messageDetailsById],
  [(db) => messagesOfRun(db, id, 10), messagesOfRun],
  [(db) => runsBelow(db, {}, 10), runsBelow],
  ...blockStates.map((blockState): Call => [
    (db) =>
      runsBelow(
        db,
        {
          ...allOfRuns,
          test: true,
          blockId: "b",
          blockState,
          from: time,
          to: time,
          type: { key: "a", ids: [id] },
          search: "a",
          below: id,
        },
        10,
      ),
    runsBelow,
  ]),
  [(db) => runsToActOn(db, {}, 10), runsToActOn],
  ...[true, false].map((paused): Call => [
    (db) =>
      runsToActOn(
        db,
        {
          ...allOfRuns,
          ids: [id],
          isOpen: true,
          paused,
          endedBefore: time,
          otherThanVersion: id,
          below: id,
        },
        10,
      ),
    runsToActOn,
  ]),
  [(db) => runDetailsById(db, id), runDetailsById],
  [(db) => runsOfEvent(db, id, 10), runsOfEvent],
  ...(["createdAt", "updatedAt", "name"] as const).flatMap((sort): Call[] => [
    [(db) => workflowsInOrder(db, {}, sort, 10, null), workflowsInOrder],
    [
      (db) =>
        workflowsInOrder(db, { search: "a", tag: "b", status: "active" }, sort, 10, {
          value: time.toISOString(),
          id,
        }),
      workflowsInOrder,
    ],
  ]),
];

import { newId } from "../platform/new-id.ts";
import type { BlockContext, Outcome } from "../blocks/block.ts";
import type { ConsentWord } from "../domain/consent.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";

/** What a test launch's blocks would have done, in words. */
export interface TestNotes {
  wouldHave: string[];
}

/**
 * The context of a test launch: whatever leaves a trace outside of its run is not done but told.
 * Reading, the run's own variables, order and waits stay; another workflow is started as a test of
 * its own. Every capability stands here by name, so that a new one has to be decided about.
 */
export function dryRun(real: BlockContext, { wouldHave }: TestNotes): BlockContext {
  const notDone = <Answer>(what: string, answer: Answer): Promise<Answer> => {
    wouldHave.push(what);
    return Promise.resolve(answer);
  };
  /** Contacts that only this test believes in. */
  const imagined = new Set<string>();
  const { now, here, facts, holidays, templates, orders, products, variables, events } = real;
  const { fanOuts } = real;
  return {
    now,
    here,
    facts,
    holidays,
    templates,
    orders,
    products,
    variables,
    segments: {
      add: (name) => notDone(sayVisit("didAdd", { segment: name }), true),
      remove: (name) => notDone(sayVisit("didRemove", { segment: name }), true),
    },
    topics: {
      say: (word) => notDone(wishedConsent(word), true),
    },
    contacts: {
      find: (identities) => real.contacts.find(identities),
      make: async (identities) => {
        const found = await real.contacts.find(identities);
        if (found !== null) return { contactId: found, made: false };
        const contactId = newId();
        imagined.add(contactId);
        return notDone(sayVisit("didMake"), { contactId, made: true });
      },
      show: (variable, contactId) =>
        imagined.has(contactId) ? Promise.resolve() : real.contacts.show(variable, contactId),
      shown: (variable) => real.contacts.shown(variable),
      update: (_contactId, { fields, attributes, sums }) => {
        const names = [fields, attributes, sums].flatMap((part) => Object.keys(part));
        return notDone(sayVisit("didChange", { fields: names.join(", ") }), []);
      },
      confirmEmail: () => notDone(sayVisit("didConfirm"), "confirmed" as const),
    },
    promoCodes: {
      give: (pool) => notDone(sayVisit("didGive", { pool }), "TEST-CODE"),
    },
    events: {
      await: (wish) => events.await(wish),
      watch: (rule) => events.watch(rule),
      emit: ({ eventTypeKey }) =>
        notDone(sayVisit("didSend", { key: eventTypeKey }), {
          outcome: "emitted",
          eventId: "",
          launched: 0,
        }),
      // A run of a test is a test too, and goes to the same tester.
      startWorkflow: (workflowId) => events.startWorkflow(workflowId),
    },
    // Concerns its own contact only: see there.
    fanOuts,
  };
}

function wishedConsent({ topic, channel, state: word }: ConsentWord): string {
  const state = String(word);
  if (topic === null) {
    return channel === null
      ? sayVisit("didSetAll", { state })
      : sayVisit("didSetAllBy", { state, channel });
  }
  return channel === null
    ? sayVisit("didSetTopic", { state, topic })
    : sayVisit("didSetTopicBy", { state, topic, channel });
}

/** What a test would have done goes before what its block says it did. */
export function recordedWish(outcome: Outcome, { wouldHave }: TestNotes): Outcome {
  return wouldHave.length === 0
    ? outcome
    : { ...outcome, note: sayVisit("test", { deeds: wouldHave.join(", and ") }) };
}

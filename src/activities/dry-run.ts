import { newId } from "../platform/new-id.ts";
import type { BlockContext, Outcome } from "../blocks/block.ts";

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
      add: (name) => notDone(`added the contact to "${name}"`, true),
      remove: (name) => notDone(`removed the contact from "${name}"`, true),
    },
    topics: {
      say: ({ topic, channel, state }) => {
        const what = topic === null ? "all marketing" : `the topic "${topic}"`;
        const by = channel === null ? "" : ` by the channel ${channel}`;
        return notDone(`set the contact to ${state} for ${what}${by}`, true);
      },
    },
    contacts: {
      find: (identities) => real.contacts.find(identities),
      make: async (identities) => {
        const found = await real.contacts.find(identities);
        if (found !== null) return { contactId: found, made: false };
        const contactId = newId();
        imagined.add(contactId);
        return notDone("made a contact", { contactId, made: true });
      },
      show: (variable, contactId) =>
        imagined.has(contactId) ? Promise.resolve() : real.contacts.show(variable, contactId),
      shown: (variable) => real.contacts.shown(variable),
      update: (_contactId, { fields, attributes, sums }) => {
        const names = [fields, attributes, sums].flatMap((part) => Object.keys(part));
        return notDone(`changed the contact's ${names.join(", ")}`, []);
      },
      confirmEmail: () => notDone("confirmed the contact's e-mail address", "confirmed" as const),
    },
    promoCodes: {
      give: (pool) => notDone(`given a code of "${pool}"`, "TEST-CODE"),
    },
    events: {
      await: (wish) => events.await(wish),
      watch: (rule) => events.watch(rule),
      emit: ({ eventTypeKey }) =>
        notDone(`sent "${eventTypeKey}"`, { outcome: "emitted", eventId: "", launched: 0 }),
      // A run of a test is a test too, and goes to the same tester.
      startWorkflow: (workflowId) => events.startWorkflow(workflowId),
    },
    // Concerns its own contact only: see there.
    fanOuts,
  };
}

/** What a test would have done goes before what its block says it did. */
export function recordedWish(outcome: Outcome, { wouldHave }: TestNotes): Outcome {
  return wouldHave.length === 0
    ? outcome
    : { ...outcome, note: `Test: would have ${wouldHave.join(", and ")}` };
}

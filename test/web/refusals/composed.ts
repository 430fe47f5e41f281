/** Where a refusal's message comes from elsewhere, by file: who says it. */
export const composed: Record<string, string> = {
  "api/schema-gate.ts": "what an operator has to do about the schema: db/core/schema-state.ts",
  "api/sign-in.ts": "the way of signing in, by its `fault`",
  "rendering/pool.ts": "the thread that rendered, by its outcome",
  "services/bulk-actions/replay.ts": "why a trigger starts nothing: decisionSentences",
  "services/channel-setups/receive-hook.ts": "an adapter, to a provider and to no page",
  "services/channel-setups/test-channel.ts": "channels/open-channel.ts; messageSentences",
  "services/contact-imports/import-contacts.ts": "the fault of the one row",
  "services/event-types/deletion.ts": "bindingSentences",
  "services/segments/rules.ts": "the sentences of the segments that are missing, one by one",
  "services/segments/segments.ts": "RuleTooLarge",
};

/** What is said where no syntax tells: `{}` for a value. */
export const saidElsewhere: readonly string[] = [
  // "is", and what `parseIdentity` says: services/suppressions/channel-address.ts
  "is not an e-mail address, such as ada@example.com",
  "is not a phone number with its country code, such as +442071838750",
  // What stands in the way of a channel's test: channels/open-channel.ts, channels/try-channel.ts
  "nothing sends by the {} channel",
  "the {} channel can't be tried like this",
  // Warnings, which refuse nothing: services/templates/warnings.ts, rendering/work/missing-variables.ts
  'this marketing e-mail has no link to unsubscribe by: add <a href="{}">…</a>, or mark it as transactional',
  'this marketing e-mail has no link to unsubscribe by in {}: add <a href="{}">…</a>, or mark it as transactional',
  "has no value here",
  // Why Temporal is away: api/routes/workers.ts
  "this process has no connection to Temporal",
  // By name of a limit: rendering/pool.ts
  "takes longer than {} seconds to process",
  // Why a trigger starts nothing: ingest/decision-reasons.ts
  "this trigger is switched off: its events start nothing",
  "the workflow was never activated",
  "the workflow is paused",
  "the workflow has no published version",
];

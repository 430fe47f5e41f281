/**
 * What each command answers with --json, for docs/reference/cli.md: its path, and the fields in words.
 * Fields may be added; those that are there stay.
 */
export const answers: Record<string, string> = {
  migrate: "`applied` (names of migrations), `temporal` (its address; null: left alone)",
  doctor: "`ok`, `findings`: each `what`, `state` (`ok`, `look`, `failed`), `says`, `see`",
  "config check": "`ok`, `file` (or null), `set` (how many), `doubts`",
  "config show":
    "`file` (or null), `settings`: each `name`, `value` (null: unset), `where` (null: default)",
  "check-domain": "`outcome`, `checks`: each `check`, `outcome`, `words`, `publish`",
  deployment: "`deployment`: null, or `namespace` and `taskQueue`",
  "worker-versions list":
    "`deployment`, `current` (null: workers of none), `ramping` (null, or `buildId` and `percent`), `versions`: " +
    "each `buildId`, `standing`, `openRuns`",
  "worker-versions promote": "`deployment`, `buildId`, `percent`",
  "worker-versions release": "`deployment`, `buildId` (null)",
  "keys create": "the key as `POST /api-keys` answers it, with `key`",
  "keys list": "`items`: keys as `GET /api-keys` lists them",
  "keys roll": "the successor, with `key`",
  "keys revoke": "`id`, `revoked`",
  "people add": "`person`, `invitation`: `url`, `expiresAt`",
  "people list": "`items`: people as `GET /people` lists them",
  "people link": "`person`, `invitation`: `url`, `expiresAt`",
  "people role": "the person",
  "people disable": "the person",
  "people enable": "the person",
  "people remove": "`id`, `removed`",
  "secrets status": "`keys` (ids, the first seals), `sealed`: each `state`, `key`, `kinds`",
  "secrets reseal": "`dryRun`, `key`, `resealed`, `current`, `unopened`",
  load: "what `POST /campaigns/import` answers: `workflows`, `made`, `warnings`, `dryRun`",
  export: "the campaign itself; with `--output` `output`, `workflows` (how many), `warnings`",
  "runs stop": "the bulk action, as `POST /bulk-actions` answers it; with `--dry-run` the preview",
  "runs retry": "the same",
  "runs pause": "the same",
  "runs resume": "the same",
  "runs move": "the same",
  "runs actions": "`items`: bulk actions",
  "runs action": "the bulk action",
  "events replay":
    "the bulk action, as `POST /bulk-actions` answers it; with `--dry-run` the preview",
  "channels list":
    "`channels`: each `channel`, `name`, `provider` (or null), `available`, `why` (or null), `pause` (null, or as " +
    "`GET /channels` has it), `waiting`: `messages`, `broadcasts`",
  "channels pause": "the channel, as `POST /channels/{channel}/pause` answers it",
  "channels resume": "the same",
  "channels drain":
    "the bulk action, as `POST /bulk-actions` answers it; with `--dry-run` the preview",
  replay:
    "`lines`, `accepted`, `duplicates`, `rejected`, `faulty`, `skipped`, `lastLine`, `problems` (the first 20: " +
    "`line`, `message`), `retries`, `seconds`, `dryRun`, `interrupted`",
  reconcile:
    "`dryRun`, `endedInTemporalOnly`, `openInTemporalOnly` and `openThoughEnded` (ids of runs), " +
    "`closedInTemporalOnly` (how many)",
  completion: "no JSON: a script",
};

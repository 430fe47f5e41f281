import type { Database } from "../../src/db/core/database.ts";
import { contextOf } from "../support/context.ts";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { parseCampaign } from "../../src/contract/campaign.ts";
import { scopes } from "../../src/contract/scopes.ts";
import { compiled, projectRoot } from "../../src/platform/project-root.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { loadCampaign } from "../../src/services/examples/examples.ts";
import { acceptInvitation } from "../../src/services/people/invitations.ts";
import { afterwards, besideOthers } from "../support/afterwards.ts";
import { apiProcess } from "../support/api-process.ts";
import { testDatabase } from "../support/database.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";

const run = promisify(execFile);

async function keyOf(db: Database): Promise<string> {
  return (await createApiKey(contextOf(db), { name: "test", scopes }, { scopes })).key;
}

describe("the API's process", () => {
  test("it starts and takes events while Temporal is away, and says it isn't ready", async () => {
    const { url: DATABASE_URL, db } = await testDatabase();
    const api = await apiProcess({ DATABASE_URL });
    const sent = await fetch(`${api.url}/api/v1/event`, {
      method: "POST",
      headers: { authorization: `Bearer ${await keyOf(db)}`, "content-type": "application/json" },
      body: JSON.stringify({ eventTypeKey: "order", keyValue: "1" }),
    });
    expect(sent.status).toBe(200);
    const ready = await fetch(`${api.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ postgres: { ok: true }, temporal: { ok: false } });
  });

  test("it starts without Postgres, and answers 503", async () => {
    const api = await apiProcess({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
    const answer = await fetch(`${api.url}/api/v1/segments`, {
      headers: { authorization: "Bearer x" },
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await fetch(`${api.url}/livez`)).status).toBe(200);
  });

  test.each(["SIGTERM", "SIGINT", "disconnect"] as const)(
    "on %s it finishes the request in progress, takes no other, and exits with 0",
    async (how) => {
      const { url: DATABASE_URL, db } = await testDatabase();
      const authorization = `Bearer ${await keyOf(db)}`;
      const api = await apiProcess({ DATABASE_URL });
      const body = JSON.stringify({ eventTypeKey: "order", keyValue: "1" });
      const outgoing = request(`${api.url}/api/v1/event`, {
        method: "POST",
        headers: {
          authorization,
          "content-type": "application/json",
          "content-length": body.length,
          expect: "100-continue",
        },
      });
      // The server has the request once it asks for the rest.
      outgoing.flushHeaders();
      await once(outgoing, "continue");
      if (how === "disconnect") api.child.disconnect();
      else api.child.kill(how);
      await closed(api.url);
      outgoing.end(body);
      const [response] = (await once(outgoing, "response")) as [{ statusCode: number }];
      expect(response.statusCode).toBe(200);
      expect(await api.exited).toEqual([0, null]);
      expect(await db.query("select key_value from events")).toEqual([{ key_value: "1" }]);
    },
  );
});

describe("an API that is asked to end while a balancer is before it", () => {
  test("says so on /readyz, ends kept connections with their next answer, and goes on answering", async () => {
    const { url: DATABASE_URL, db } = await testDatabase();
    const authorization = `Bearer ${await keyOf(db)}`;
    const api = await apiProcess({ DATABASE_URL, SHUTDOWN_DELAY: "2" });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    afterwards(() => agent.destroy());
    const ask = (path: string) => answerOf(`${api.url}${path}`, agent, { authorization });
    expect(await ask("/livez")).toMatchObject({ status: 200, connection: "keep-alive" });

    api.child.kill("SIGTERM");
    await eventually("the word that it is going", async () => {
      const { status, body, connection } = await ask("/readyz");
      expect({ status, connection }).toEqual({ status: 503, connection: "close" });
      expect(JSON.parse(body)).toMatchObject({ ok: false, stopping: true, code: "stopping" });
      return true;
    });
    // Over a new connection: it still takes them.
    expect(await ask("/api/v1/event-types")).toMatchObject({ status: 200, connection: "close" });
    expect(await api.exited).toEqual([0, null]);
  });

  test("ends at once when it is asked a second time", async () => {
    const { url: DATABASE_URL } = await testDatabase();
    const api = await apiProcess({ DATABASE_URL, SHUTDOWN_DELAY: "600" });
    api.child.kill("SIGTERM");
    await eventually("the first word", () => api.output().includes("the API is ending"));
    api.child.kill("SIGTERM");
    expect(await api.exited).toEqual([1, null]);
  });
});

function answerOf(url: string, agent: Agent, headers: Record<string, string>) {
  return new Promise<{ status?: number; connection?: string; body: string }>((resolve, reject) => {
    const outgoing = request(url, { agent, headers }, (response) => {
      const { statusCode: status, headers: answered } = response;
      text(response).then(
        (body) => resolve({ status, connection: answered.connection, body }),
        reject,
      );
    });
    outgoing.once("error", reject);
    outgoing.end();
  });
}

test.each(["src/api/main.ts", "src/worker.ts"])(
  "%s says in one sentence that it needs DATABASE_URL, and exits with 1",
  async (program) => {
    await expect(run(process.execPath, [compiled(program)], { env: {} })).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "DATABASE_URL is needed: the URL of a Postgres, or use npm start, which brings one\n",
    });
  },
);

/** Resolves once nobody listens any more. */
async function closed(url: string): Promise<void> {
  for (;;) {
    const refused = await fetch(`${url}/livez`, { headers: { connection: "close" } }).then(
      () => false,
      () => true,
    );
    if (refused) return;
  }
}

describe("the command line", () => {
  const cli = (env: Record<string, string>, ...args: string[]) =>
    run(process.execPath, [compiled("src/cli/main.ts"), ...args], { env });

  test.concurrent(
    "it makes a key that works, lists it without showing it, and revokes it",
    besideOthers(async () => {
      const { url: DATABASE_URL, db } = await testDatabase();
      const made = await cli(
        { DATABASE_URL },
        "api-key",
        "create",
        "--scopes",
        "read,send",
        "My shop",
      );
      const key = made.stdout.trim();
      expect(key).toMatch(/^cmp_[\w-]{43}$/);
      const listed = (await cli({ DATABASE_URL }, "api-key", "list")).stdout;
      expect(listed).toContain(`…${key.slice(-4)}  read,send  My shop`);
      expect(listed).not.toContain(key);
      const [id = ""] = listed.split(" ");
      await cli({ DATABASE_URL }, "api-key", "revoke", id);
      expect(await db.query("select name from api_keys where revoked_at is not null")).toHaveLength(
        1,
      );
    }),
  );

  test.concurrent(
    "it lets a person in who is locked out, by a link that a browser can use",
    besideOthers(async () => {
      const { url: DATABASE_URL, db } = await testDatabase();
      const env = { DATABASE_URL, PUBLIC_URL: "https://c.example" };
      const linkOf = async (...args: string[]) => (await cli(env, "person", ...args)).stdout;
      const added = await linkOf("add", "Ada", "Ada@Example.com", "--role", "owner");
      const again = await linkOf("reset-link", "ada@example.com");
      for (const link of [added, again]) {
        expect(link).toMatch(/^https:\/\/c\.example\/invitation#[0-9a-f]{48}\n$/);
      }
      const token = again.trim().split("#")[1] ?? "";
      await acceptInvitation(contextOf(db), { token, password: "correct horse battery" });
      expect(await linkOf("list")).toMatch(/ {2}owner {3}active {4}ada@example\.com {2}Ada\n$/);
      await expect(linkOf("reset-link", "who@example.com")).rejects.toMatchObject({
        code: 1,
        stderr: "there is nobody with this e-mail address\n",
      });
    }),
  );

  test.concurrent(
    "what it can't do it says in words, with an exit code for its kind",
    besideOthers(async () => {
      const { url: DATABASE_URL } = await testDatabase();
      const nobody = "00000000-0000-7000-8000-000000000000";
      await expect(cli({ DATABASE_URL }, "api-key", "revoke", nobody)).rejects.toMatchObject({
        code: 1,
        stderr: "there is no such API key\n",
      });
      await expect(cli({ DATA_DIR: "/nowhere" }, "api-key", "list")).rejects.toMatchObject({
        code: 4,
        stderr: expect.stringMatching(/set DATABASE_URL, or have npm start running/),
      });
    }),
  );

  test("without DATABASE_URL it finds the Postgres that runs on the data folder", async () => {
    const DATA_DIR = inject("runFolder");
    await cli({ DATA_DIR }, "migrate");
    expect((await cli({ DATA_DIR }, "api-key", "create", "Embedded")).stdout).toMatch(/^cmp_/);
  });

  test.concurrent(
    "a scope that there isn't is named, whatever the order of the arguments",
    besideOthers(async () => {
      const { url: DATABASE_URL } = await testDatabase();
      const made = cli({ DATABASE_URL }, "api-key", "create", "Shop", "--scopes", "send,shop");
      await expect(made).rejects.toMatchObject({
        code: 2,
        stderr:
          "the key has a fault\n  scopes[1]: must be one of send, read, manage, admin, collect\n",
      });
    }),
  );

  test.concurrent(
    "migrate brings an up-to-date schema no further, and leaves a Temporal alone that isn't set",
    besideOthers(async () => {
      const { url: DATABASE_URL } = await testDatabase();
      const DATA_DIR = await temporaryFolder();
      expect((await cli({ DATABASE_URL, DATA_DIR }, "migrate")).stdout).toBe(
        "The schema is up to date.\nTemporal was left alone: TEMPORAL_ADDRESS is not set.\n",
      );
    }),
  );

  test.concurrent(
    "migrate makes the search attributes; a Temporal that is away is a failure",
    besideOthers(async () => {
      const { url: DATABASE_URL } = await testDatabase();
      const TEMPORAL_ADDRESS = inject("temporalAddress");
      const migrated = await cli({ DATABASE_URL, TEMPORAL_ADDRESS }, "migrate");
      expect(migrated.stdout).toContain("has the search attributes");
      const away = cli({ DATABASE_URL, TEMPORAL_ADDRESS: "127.0.0.1:1" }, "migrate");
      await expect(away).rejects.toMatchObject({
        code: 4,
        stdout: "",
        stderr: expect.stringMatching(/TEMPORAL_ADDRESS.*\(the schema is up to date\)\n$/),
      });
    }),
  );

  test.concurrent(
    "load names the file and the place where it stops being JSON, or its faults",
    besideOthers(async () => {
      const { url: DATABASE_URL } = await testDatabase();
      const file = join(await temporaryFolder(), "campaign.json");
      await writeFile(file, '{\n  "workflows": [,]\n}');
      await expect(cli({ DATABASE_URL }, "load", file)).rejects.toMatchObject({
        code: 2,
        stderr: `${file} is not JSON: line 2, column 17\n`,
      });
      await writeFile(file, '{ "workflows": 1 }');
      await expect(cli({ DATABASE_URL }, "load", file)).rejects.toMatchObject({
        code: 2,
        stderr: `${file} has a fault\n  workflows: must be a list\n`,
      });
      await expect(cli({ DATABASE_URL }, "load", `${file}x`)).rejects.toMatchObject({
        stderr: `${file}x can't be read (ENOENT)\n`,
      });
    }),
  );

  test("load takes each folder of examples/, and loading again changes nothing", async () => {
    const { url: DATABASE_URL, db } = await testDatabase();
    const folders = await readdir(join(projectRoot, "examples"), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(names).toHaveLength(8);
    const folder = join(projectRoot, "examples/abandoned-cart");
    expect((await cli({ DATABASE_URL }, "load", folder)).stdout).toMatch(/^made {2}/);
    // The same work, without a process and threads of its own for each of them.
    for (const name of names) {
      const file = join(projectRoot, "examples", name, "campaign.json");
      const campaign = parseCampaign(await readFile(file, "utf8"), file);
      const { workflows } = await loadCampaign(contextOf(db), campaign);
      const outcome = name === "abandoned-cart" ? "was_there" : "made";
      expect(new Set(workflows.map((one) => one.outcome))).toEqual(new Set([outcome]));
    }
    const active = await db.query("select 1 from workflows where status = 'active'");
    expect(active).toHaveLength(9);
  });
});

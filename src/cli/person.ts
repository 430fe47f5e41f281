import { Command } from "commander";
import { emailAddress, newPerson } from "../contract/api/people.ts";
import { parse } from "../contract/parse.ts";
import { roles } from "../contract/roles.ts";
import type { Invited } from "../services/people/invitations.ts";
import { createPerson, invitePersonByEmail } from "../services/people/invitations.ts";
import { listPeople } from "../services/people/people.ts";
import { configOrThrow, withContext } from "./with-database.ts";

/** `person add|list|reset-link`: for whoever reaches the database and is locked out of the pages. */
export function personCommand(): Command {
  const command = new Command("person").description("add and list people, and let them in again");
  command
    .command("add <name> <email>")
    .description("add a person; prints the link by which they choose a password, within 7 days")
    .option("--role <role>", `one of ${roles.join(", ")}`, "editor")
    .action((name: string, email: string, { role }: { role: string }) =>
      withContext(async (context) => {
        const wanted = parse(newPerson, { name, email, role }, "the person");
        show(await createPerson(context, wanted, configOrThrow().publicUrl));
      }),
    );
  command
    .command("list")
    .description("list people, in the order in which they came")
    .action(() =>
      withContext(async (context) => {
        let after: string | undefined;
        do {
          const page = await listPeople(context, { limit: 500, after });
          for (const { id, role, state, email, name } of page.items) {
            console.log(`${id}  ${role.padEnd(6)}  ${state.padEnd(8)}  ${email}  ${name}`);
          }
          after = page.next ?? undefined;
        } while (after !== undefined);
      }),
    );
  command
    .command("reset-link <email>")
    .description("print a link by which a person chooses another password, within 7 days")
    .action((email: string) =>
      withContext(async (context) => {
        const address = parse(emailAddress, email, "the e-mail address");
        show(await invitePersonByEmail(context, address, configOrThrow().publicUrl));
      }),
    );
  return command;
}

function show({ invitation }: Invited): void {
  console.log(invitation.url);
}

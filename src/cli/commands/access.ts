import { Argument, Command, Option } from "commander";
import { roles } from "../../contract/roles.ts";
import { scopes } from "../../contract/scopes.ts";
import type { NewKeyOptions, RollOptions } from "../actions/keys.ts";
import { answering } from "../answer.ts";

const keys = () => import("../actions/keys.ts");
const people = () => import("../actions/people.ts");
const secrets = () => import("../actions/secrets.ts");
const expiresHelp = "an instant such as 2027-01-31T00:00:00Z, or days such as 90d";

/** `keys`: whoever reaches the database may make any key. */
export function keysCommand(): Command {
  const command = new Command("keys")
    .alias("api-key")
    .description("make, list, roll and revoke API keys");
  command
    .command("create <name>")
    .description("make a key; it is printed this once")
    .option(
      "--scopes <list>",
      `what it may do, with commas between: any of ${scopes.join(",")}`,
      scopes.join(","),
    )
    .option("--expires <when>", expiresHelp)
    .action(
      answering(async (name: string, options: NewKeyOptions) =>
        (await keys()).createKey(name, options),
      ),
    );
  command
    .command("list")
    .description("list keys, newest first; not the keys themselves, which nobody has")
    .action(answering(async () => (await keys()).listKeys()));
  command
    .command("roll <id>")
    .description("make a key's successor, which is printed this once; the key itself ends later")
    .option("--overlap-hours <hours>", "for how long both are taken, 0 to 720", "24")
    .option("--expires <when>", `of the successor: ${expiresHelp}`)
    .action(
      answering(async (id: string, options: RollOptions) => (await keys()).rollKey(id, options)),
    );
  command
    .command("revoke <id>")
    .description("end a key, for good, within 10 seconds")
    .action(answering(async (id: string) => (await keys()).revokeKey(id)));
  return command;
}

/** `people`: for whoever reaches the database and is locked out of the pages. */
export function peopleCommand(): Command {
  const command = new Command("people")
    .alias("person")
    .description("add, list and change people, and let them in again");
  command
    .command("add <name> <email>")
    .alias("invite")
    .description("add a person; prints the link by which they choose a password, within 7 days")
    .addOption(new Option("--role <role>", "what they may do").choices(roles).default("editor"))
    .action(
      answering(async (name: string, email: string, options: { role: string }) =>
        (await people()).addPerson(name, email, options),
      ),
    );
  command
    .command("list")
    .description("list people, in the order in which they came")
    .action(answering(async () => (await people()).listAllPeople()));
  command
    .command("link <email>")
    .alias("reset-link")
    .description(
      "print a link by which a person signs in and chooses another password, within 7 days",
    )
    .action(answering(async (email: string) => (await people()).linkFor(email)));
  command
    .command("role <email>")
    .description("give a person another role")
    .addArgument(new Argument("<role>", "what they may do from now on").choices(roles))
    .action(
      answering(async (email: string, given: string) =>
        (await people()).changePerson(email, { role: given }),
      ),
    );
  for (const [name, disabled, does] of [
    ["disable", true, "sign a person out, and let nobody sign in as them"],
    ["enable", false, "let a person sign in again"],
  ] as const) {
    command
      .command(`${name} <email>`)
      .description(does)
      .action(
        answering(async (email: string) => (await people()).changePerson(email, { disabled })),
      );
  }
  command
    .command("remove <email>")
    .description("remove a person for good")
    .action(answering(async (email: string) => (await people()).removePerson(email)));
  return command;
}

/** `secrets`: by which key of SECRETS_KEY secrets are sealed. */
export function secretsCommand(): Command {
  const command = new Command("secrets").description(
    "by which keys secrets are sealed, and sealing them anew",
  );
  command
    .command("status")
    .description("count what each key has sealed")
    .action(answering(async () => (await secrets()).secretsStatus()));
  command
    .command("reseal")
    .description(
      "seal everything by the first key of SECRETS_KEY; once all processes are of this release and " +
        "have that key",
    )
    .option("--dry-run", "say what would be done, and do nothing", false)
    .action(
      answering(async (options: { dryRun: boolean }) => (await secrets()).resealSecrets(options)),
    );
  return command;
}

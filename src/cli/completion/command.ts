import { Argument, Command } from "commander";
import { say } from "../answer.ts";
import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import type { Place } from "./tree.ts";
import { placesOf } from "./tree.ts";
import { zshCompletion } from "./zsh.ts";

const shells: Record<string, (places: readonly Place[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `completion`: made from the commands themselves, so that it never lacks one. */
export function completionCommand(): Command {
  return new Command("completion")
    .description("print the script by which a shell completes campanile's commands")
    .addArgument(new Argument("<shell>", "which one").choices(Object.keys(shells)))
    .addHelpText(
      "after",
      `
bash:  campanile completion bash > ~/.local/share/bash-completion/completions/campanile
zsh:   campanile completion zsh > "\${fpath[1]}/_campanile"
fish:  campanile completion fish > ~/.config/fish/completions/campanile.fish`,
    )
    .action((shell: string, _options: object, command: Command) => {
      const root = rootOf(command);
      say(command, shells[shell]?.(placesOf(root)).trimEnd() ?? "");
    });
}

const rootOf = (command: Command): Command =>
  command.parent === null ? command : rootOf(command.parent);

import type { ButtonProps } from "@mantine/core";
import { Button } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

type Props = ButtonProps & Omit<ComponentProps<"a">, keyof ButtonProps>;

/** A link to a page that looks like a button, with the page's search params checked. */
export const ButtonLink = createLink((props: Props) => <Button component="a" {...props} />);

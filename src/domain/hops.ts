/**
 * How many runs may stand between an event and the one from outside that began it all. Workflows
 * that start one another in a circle end here, with a reason, instead of never.
 */
export const maxHops = 10;

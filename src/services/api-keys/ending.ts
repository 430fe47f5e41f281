/** So long before a key expires its owners are told. */
export const daysBeforeKeysEnd = 14;

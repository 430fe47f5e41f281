/**
 * Node sets its own fetch up when it is first called, and takes the connections of whichever undici was
 * loaded before: those of a newer one refuse what clients of others send. So it is called first, whatever
 * files share the process.
 */
await fetch("data:,");

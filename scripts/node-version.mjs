// Imported first by every script, and written so that an old Node can still read it.
const oldest = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(
    `Campanile needs Node.js ${oldest.join(".")} or newer; this is ${process.versions.node} ` +
      `(${process.execPath}). Install a newer one and try again.`,
  );
  process.exit(1);
}

// Imported first by everything a user starts: a sentence, where an old Node would show a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
  console.error(
    `kring: this is Node ${process.versions.node}; kring needs 20.19 or later, or 22.12 or later (https://nodejs.org)`,
  );
  process.exit(125);
}

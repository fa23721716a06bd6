/** Places the calls that calls.json lists, so that a test changes a program by writing a file. JavaScript: it starts sooner. */
const fs = require("node:fs");
const { VerificationCall } = require("ringcheck");

const made = {};
for (const { name, args, opts = {} } of JSON.parse(fs.readFileSync("calls.json", "utf8"))) {
  const dependsOn = (opts.dependsOn ?? []).map((other) => made[other]);
  made[name] = new VerificationCall(name, args, { ...opts, dependsOn });
}
for (const [name, call] of Object.entries(made)) exports[name] = call.contactId;

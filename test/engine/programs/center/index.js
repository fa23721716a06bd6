// The centres of config `centers`, name -> { args, opts, region, inside, exported }. In it stand { ref } for a flow's reference,
// { output } and { secret } for an Output, and { later } for one that no preview knows.
const aws = require("@pulumi/aws");
const command = require("@pulumi/command");
const pulumi = require("@pulumi/pulumi");
const { ContactCenter } = require("ringcheck");
const { ref } = require("ringcheck/flow");

let laters = 0;

function revive(value) {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if ("ref" in value) return ref(value.ref);
  if ("output" in value) return pulumi.output(value.output);
  if ("secret" in value) return pulumi.secret(value.secret);
  if ("later" in value) {
    laters += 1;
    return new command.local.Command(`later-${laters}`, { create: `printf %s '${value.later}'` }).stdout;
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part)]));
}

for (const [name, { args, opts = {}, region, inside, described, exported = true }] of Object.entries(
  new pulumi.Config().requireObject("centers"),
)) {
  const parent = inside ? new pulumi.ComponentResource("test:index:Larger", inside, {}) : undefined;
  const provider = region ? new aws.Provider(`${name}-aws`, { region }) : undefined;
  const describe = ({ props, opts: own }) =>
    "name" in props ? { props: { ...props, description: described }, opts: own } : undefined;
  const center = new ContactCenter(name, revive(args), {
    ...opts,
    ...(parent && { parent }),
    ...(provider && { provider }),
    ...(described && { transforms: [describe] }),
  });
  if (!exported) continue;
  exports[name] = {
    contactId: center.contactId,
    instanceArn: center.instanceArn,
    phoneNumber: center.phoneNumber,
    ...(center.verification && { outcome: center.verification.outcome }),
    readoption: center.phoneNumberReadoption,
  };
}

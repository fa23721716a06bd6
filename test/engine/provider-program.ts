/** A contact centre of plain @pulumi/aws resources as an inline program, its arguments taken from a table. */
import * as connect from "@pulumi/aws/connect";
import type * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { pulumiEnvironment, temporaryFolder, theEngine } from "./harness";

const CLASSES = {
  instance: connect.Instance,
  hoursOfOperation: connect.HoursOfOperation,
  contactFlow: connect.ContactFlow,
  contactFlowModule: connect.ContactFlowModule,
  phoneNumber: connect.PhoneNumber,
  queue: connect.Queue,
  phoneNumberContactFlowAssociation: connect.PhoneNumberContactFlowAssociation,
  lambdaFunctionAssociation: connect.LambdaFunctionAssociation,
};

export type Kind = keyof typeof CLASSES;

/** The resources of the centre, each behind those that it refers to. */
export const RESOURCES = {
  instance: "instance",
  other: "instance",
  office: "hoursOfOperation",
  night: "hoursOfOperation",
  inbound: "contactFlow",
  whisper: "contactFlow",
  fromFile: "contactFlow",
  greet: "contactFlowModule",
  moduleFromFile: "contactFlowModule",
  main: "phoneNumber",
  spare: "phoneNumber",
  support: "queue",
  binding: "phoneNumberContactFlowAssociation",
  lookUp: "lambdaFunctionAssociation",
} as const satisfies Record<string, Kind>;

export type ResourceName = keyof typeof RESOURCES;

/** The arguments of each resource, by name. */
export type Centre = Record<ResourceName, Record<string, unknown>>;

/** Stands for an output of another resource of the centre. */
export class Reference {
  constructor(
    readonly to: ResourceName,
    readonly output: string,
  ) {}
}

/** The provider takes a new `instanceId` of these for an update and then does nothing, so that the program replaces. */
const MUST_BE_TOLD: Kind[] = ["hoursOfOperation", "queue", "contactFlow", "contactFlowModule"];

/** @param centre asked at each run, so that a test can change the arguments between two runs */
export function centreProgram(centre: () => Centre): PulumiFn {
  return async () => {
    const made: Record<string, pulumi.CustomResource> = {};
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const [name, args] of Object.entries(centre())) {
      const kind = RESOURCES[name as ResourceName];
      const options = MUST_BE_TOLD.includes(kind) ? { replaceOnChanges: ["instanceId"] } : {};
      const resource = new CLASSES[kind](name, resolved(args, made) as never, options);
      made[name] = resource;
      ids[name] = resource.id;
    }
    return ids;
  };
}

function resolved(value: unknown, made: Record<string, pulumi.CustomResource>): unknown {
  if (value instanceof Reference) return (made[value.to] as unknown as Record<string, unknown>)[value.output];
  if (Array.isArray(value)) return value.map((item) => resolved(item, made));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, made)]));
}

export async function centreStack(simulator: Simulator, stackName: string, program: PulumiFn): Promise<Stack> {
  const { root } = await theEngine();
  return LocalWorkspace.createStack(
    { stackName, projectName: "provider-matrix", program },
    {
      envVars: await pulumiEnvironment(simulator.endpoint, temporaryFolder("engine")),
      pulumiCommand: await PulumiCommand.get({ root }),
    },
  );
}

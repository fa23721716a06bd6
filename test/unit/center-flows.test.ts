/** Further flows and modules: what they may be given as, how they refer to each other, and what a call depends on. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ContactCenterArgs } from "../../components";
import { ArgumentCheck } from "../../components/argument-check";
import { planFlow, replacedText } from "../../components/flow-args";
import { type Flow, type FlowContent, flowFrom, greetAndProve, ref } from "../../flow";
import { INSTANCE, inputsOf, linesOf, make, promiseOf, useMocks, wrongLines } from "./center-mocks";

const FAILED = { ErrorType: "NoMatchingError", NextAction: "sorry" };
const NO_CONDITION = { ErrorType: "NoMatchingCondition", NextAction: "sorry" };
const QUEUE = "arn:aws:connect:us-east-1:111122223333:instance/I/queue/Q";

/** A flow that goes through a module, a queue's name, and on to another flow, as far as these are given. */
function content(to: { flow?: unknown; module?: unknown; queue?: unknown; say?: unknown } = {}): FlowContent {
  const action = (Identifier: string, Type: string, Parameters: Record<string, unknown>) => ({
    Identifier,
    Type,
    Parameters,
    Transitions: { NextAction: "", Errors: Type === "InvokeFlowModule" ? [FAILED, NO_CONDITION] : [FAILED] },
  });
  const steps = [
    ...(to.say === undefined ? [] : [action("say", "MessageParticipant", { PromptId: to.say })]),
    ...(to.queue === undefined ? [] : [action("queue", "UpdateContactTargetQueue", { QueueId: to.queue })]),
    ...(to.module === undefined ? [] : [action("module", "InvokeFlowModule", { FlowModuleId: to.module })]),
    ...(to.flow === undefined ? [] : [action("flow", "TransferToFlow", { ContactFlowId: to.flow })]),
  ];
  steps.forEach((step, index) => {
    step.Transitions.NextAction = steps[index + 1]?.Identifier ?? "end";
  });
  const end = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
  const sorry = action("sorry", "MessageParticipant", { Text: "Sorry." });
  sorry.Transitions = { NextAction: "end", Errors: [{ ErrorType: "NoMatchingError", NextAction: "end" }] };
  const Actions = [...steps, ...(steps.length > 0 ? [sorry] : []), end];
  return { Version: "2019-10-30", StartAction: steps[0]?.Identifier ?? "end", Actions };
}

/** The same as a module. */
function moduleFlow(to: Parameters<typeof content>[0] = {}): Flow {
  const { Actions, ...rest } = content(to);
  const ending = Actions.map((action) =>
    action.Identifier === "end" ? { ...action, Type: "EndFlowModuleExecution" } : action,
  );
  const Settings = { InputParameters: [], OutputParameters: [], Transitions: [] };
  return flowFrom({ ...rest, Actions: ending, Settings } as FlowContent, { type: "MODULE" });
}

const menu = (to?: Parameters<typeof content>[0]) => flowFrom(content(to));
const parametersOf = (inputs: Record<string, unknown>) =>
  (JSON.parse(String(inputs.content)) as FlowContent).Actions.map((action) => action.Parameters).slice(0, -2);

describe("further flows and modules", () => {
  before(() => useMocks());

  it("are given as a Flow, an object, text, a file, or with a name of their own", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ringcheck-flows-"));
    const text = ` ${JSON.stringify(content())}\n`;
    fs.writeFileSync(path.join(folder, "menu.json"), text);
    const made = await make({
      instance: INSTANCE,
      flows: {
        flow1: menu(),
        object: content(),
        text,
        later: pulumi.output(text),
        file: { file: path.join(folder, "menu.json") },
        own: { content: menu(), type: "CUSTOMER_QUEUE", name: "Please hold", description: "Music" },
      },
      modules: { greet: { content: moduleFlow(), name: "Greet" } },
    });
    const named = (key: string) => inputsOf(made, `support-flow-${key}`);
    assert.deepEqual(Object.keys(named("flow1")).sort(), ["content", "instanceId", "name", "type"]);
    assert.deepEqual([named("flow1").name, named("flow1").type], ["support-flow1", "CONTACT_FLOW"]);
    for (const key of ["text", "later", "file"]) assert.equal(named(key).content, text, key);
    assert.deepEqual(JSON.parse(String(named("object").content)), content());
    const { content: _, instanceId: __, ...own } = named("own");
    assert.deepEqual(own, { name: "Please hold", type: "CUSTOMER_QUEUE", description: "Music" });
    const module = inputsOf(made, "support-module-greet");
    assert.deepEqual(Object.keys(module).sort(), ["content", "instanceId", "name"]);
    assert.equal(module.name, "Greet");
  });

  it("refer to each other and to the centre's parts, and are made in that order", async () => {
    const made = await make({
      instance: INSTANCE,
      phoneNumber: { claim: { countryCode: "US" } },
      flow: menu({ flow: ref("flow:menu"), module: ref("module:greet", ":$LATEST") }),
      flows: { menu: menu({ queue: ref("queue"), say: ref("prompt") }) },
      modules: { greet: moduleFlow({ module: ref("module:inner") }), inner: moduleFlow({ say: ref("hours") }) },
      references: { prompt: pulumi.output("prompt-arn") },
    });
    assert.deepEqual(parametersOf(inputsOf(made, "support-flow")), [
      { FlowModuleId: "arn:of:support-module-greet:$LATEST" },
      { ContactFlowId: "arn:of:support-flow-menu" },
    ]);
    assert.deepEqual(parametersOf(inputsOf(made, "support-flow-menu")), [
      { PromptId: "prompt-arn" },
      { QueueId: "arn:of:support-queue" },
    ]);
    const order = [...made.children.keys()];
    const comesBefore = (first: string, then: string) =>
      assert.ok(order.indexOf(first) < order.indexOf(then), order.join());
    comesBefore("support-module-inner", "support-module-greet");
    comesBefore("support-module-greet", "support-flow");
    comesBefore("support-queue", "support-flow-menu");
    comesBefore("support-flow-menu", "support-flow");
  });

  it("let the queue use a whisper flow, made before it", async () => {
    const whisper = { content: content(), type: "OUTBOUND_WHISPER" as const };
    const end = { Identifier: "end", Type: "EndFlowExecution", Parameters: {}, Transitions: {} };
    whisper.content.Actions = [end];
    const made = await make({ instance: INSTANCE, queue: { outboundFlow: "whisper" }, flows: { whisper } });
    assert.deepEqual(inputsOf(made, "support-queue").outboundCallerConfig, {
      outboundFlowId: "support-flow-whisper-id",
    });
  });

  it("take references in place of copied ARNs, also in text that is known later", async () => {
    const text = JSON.stringify(content({ queue: QUEUE }));
    const replace = { [QUEUE]: ref("queue") };
    const flows = { now: { content: text, replace }, later: { content: pulumi.output(text), replace } };
    const made = await make({ instance: INSTANCE, flows });
    for (const key of ["now", "later"]) {
      const [parameters] = parametersOf(inputsOf(made, `support-flow-${key}`));
      assert.deepEqual(parameters, { QueueId: "arn:of:support-queue" }, key);
    }
  });

  it("tell of text known later that nothing in it is to be replaced", async () => {
    const flow = { content: pulumi.output(JSON.stringify(content())), replace: { [QUEUE]: ref("queue") } };
    const place = { property: "flows.menu", reference: "flow:menu", isModule: false };
    const plan = planFlow(new ArgumentCheck(undefined), flow, place);
    await assert.rejects(promiseOf(replacedText(plan, { queue: "Q" }, undefined as never)), (error) => {
      assert.match(linesOf(error).join(), /^flows\.menu: No parameter of the flow is "arn:aws:connect:/);
      return true;
    });
  });

  it("refuse a circle, with the way and the remedy", () => {
    const lines = (args: Partial<ContactCenterArgs>) => wrongLines({ instance: INSTANCE, ...args }).join("\n");
    const toMenu = menu({ flow: ref("flow:menu") });
    assert.match(
      lines({ flow: toMenu, flows: { menu: menu({ flow: ref("flow") }) } }),
      /^flow: it comes back to itself \(flow -> flows\.menu -> flow\).*Make one flow of them/,
    );
    assert.match(
      lines({ flows: { menu: toMenu } }),
      /^flows\.menu: it refers to itself \(flows\.menu -> flows\.menu\).*Lead back to its first block/,
    );
    const modules = { greet: moduleFlow({ flow: ref("flow:menu") }) };
    assert.match(
      lines({ flows: { menu: menu({ module: ref("module:greet") }) }, modules }),
      /flows\.menu -> modules\.greet -> flows\.menu/,
    );
    assert.match(
      lines({ queue: { outboundFlow: "whisper" }, flows: { whisper: menu({ queue: ref("queue") }) } }),
      /flows\.whisper -> queue -> flows\.whisper/,
    );
  });

  it("refuse a reference to nothing, with what there is", () => {
    const refused: [Partial<ContactCenterArgs>, string][] = [
      [
        { flow: menu({ flow: ref("flow:meun") }), flows: { menu: menu() } },
        'flow: it refers to "flow:meun", which there is not; did you mean "flow:menu"?',
      ],
      [
        { flow: menu({ say: ref("welcome") }) },
        'flow: it refers to "welcome", which there is not; there are: instance, hours, queue, flow.',
      ],
      [
        { flow: menu({ say: ref("phoneNumber") }) },
        'flow: it refers to "phoneNumber", which there is not: this centre has no phoneNumber.',
      ],
      [
        { references: { queue: "Q" } },
        "references.queue: the centre gives a value for this name itself; choose another.",
      ],
    ];
    for (const [args, expected] of refused) assert.deepEqual(wrongLines({ instance: INSTANCE, ...args }), [expected]);
  });

  it("refuse what is no flow, or stands in the wrong place", () => {
    const refused: [Partial<ContactCenterArgs>, RegExp][] = [
      [{ flow: "menu.json" }, /^flow: this is no flow: write \{ file: "menu\.json" \}\.$/],
      [{ flow: 5 as never }, /^flow: this is no flow: write a Flow/],
      [{ flow: { file: "/nowhere/menu.json" } }, /^flow\.file: "\/nowhere\/menu\.json" cannot be read \(ENOENT\)/],
      [{ flow: { name: "x" } }, /^flow: one of content and file is needed/],
      [{ flow: { file: "a", content: "b" } }, /^flow: one of content and file is needed, and not both/],
      [
        { flow: { content: menu(), type: "INBOUND" as never } },
        /^flow\.type: "INBOUND" is not allowed; there are: CONTACT_FLOW/,
      ],
      [
        { flow: { content: menu(), nmae: "x" } as never },
        /^flow\.nmae: there is no such argument; did you mean "name"\?/,
      ],
      [{ flow: { content: menu(), replace: {} } }, /^flow\.replace: only text has something to replace/],
      [{ flows: { greet: moduleFlow() } }, /^flows\.greet: this is a flow module: put it under `modules`/],
      [{ modules: { menu: menu() } }, /^modules\.menu: this is a flow of type CONTACT_FLOW, not a module/],
      [
        { modules: { menu: { content: moduleFlow(), type: "CONTACT_FLOW" } } },
        /^modules\.menu\.type: a flow module has no type/,
      ],
      [{ flows: { flow: menu() } }, /^flows\.flow: the name "flow" means the centre's own flow/],
      [{ flows: [menu()] as never }, /^flows: .* is not understood\. Write \{ menu/],
    ];
    for (const [args, expected] of refused)
      assert.match(wrongLines({ instance: INSTANCE, ...args }).join("\n"), expected);
  });
});

describe("what a centre's call depends on", () => {
  before(() => useMocks());

  async function triggers(args: Partial<ContactCenterArgs>): Promise<Record<string, string>> {
    const verification = { destinationPhoneNumber: "+12065550100" };
    const made = await make({ instance: INSTANCE, verification, ...args });
    return inputsOf(made, "support-verification").triggers as Record<string, string>;
  }

  const changed = (first: Record<string, string>, second: Record<string, string>) =>
    [...new Set([...Object.keys(first), ...Object.keys(second)])].filter((key) => first[key] !== second[key]).sort();

  it("are the flows and modules that it can come through, and no others", async () => {
    const flow = menu({ flow: ref("flow:menu"), module: ref("module:greet") });
    const args = {
      flow,
      flows: { menu: menu({ module: ref("module:inner") }), other: menu() },
      modules: { greet: moduleFlow(), inner: moduleFlow(), unused: moduleFlow() },
    };
    const first = await triggers(args);
    const names = Object.keys(first).filter((key) => key.startsWith("flow") || key.startsWith("module"));
    assert.deepEqual(names.sort(), ["flow", "flow:menu", "module:greet", "module:inner"]);
    const talking = { ...args, modules: { ...args.modules, inner: moduleFlow({ say: "prompt" }) } };
    assert.deepEqual(changed(first, await triggers(talking)), ["module:inner"]);
    const unseen = { ...args, flows: { ...args.flows, other: menu({ say: "prompt" }) } };
    assert.deepEqual(changed(first, await triggers(unseen)), []);
  });

  it("are each part that changes in place", async () => {
    const base: Partial<ContactCenterArgs> = {
      phoneNumber: { claim: { countryCode: "US" } },
      queue: { callerIdName: "ACME" },
    };
    const first = await triggers(base);
    const change = async (args: Partial<ContactCenterArgs>) => changed(first, await triggers({ ...base, ...args }));
    assert.deepEqual(await change({ queue: { callerIdName: "ACME Ltd" } }), ["callerId"]);
    assert.deepEqual(await change({ queue: { callerIdName: "ACME", status: "DISABLED" } }), ["queueStatus"]);
    assert.deepEqual(await change({ hours: { timeZone: "UTC", monday: "09:00-10:00" } }), ["hours"]);
    assert.deepEqual(await change({ instance: { ...INSTANCE, earlyMediaEnabled: false } }), ["instanceAttributes"]);
    assert.deepEqual(await change({ phoneNumber: undefined as never }), ["callerId", "phoneNumber"]);
    assert.deepEqual(await change({ flow: greetAndProve({ greeting: "Good morning." }) }), ["flow"]);
  });

  it("are no tags, names or descriptions, and no other way of writing the same hours", async () => {
    const first = await triggers({});
    const same = await triggers({
      tags: { team: "voice" },
      queue: { name: "Sales", description: "Who sells" },
      hours: { timeZone: "UTC", weekdays: "00:00-24:00", weekend: "00:00-24:00", name: "Always", description: "Open" },
    });
    assert.deepEqual(changed(first, same), []);
  });
});

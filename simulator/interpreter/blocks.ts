/**
 * What each block of a voice flow does. The table at the end is the list of what the interpreter knows; a block that
 * is not in it ends the call with a note, because guessing would make a green call mean nothing.
 */
import { isOpen } from "./opening-hours";
import { fails, frameOf, next, type Outcome, type Scene, text, textMap, yields } from "./scene";
import { getParticipantInput, messageParticipant, messageParticipantIteratively, wait } from "./speech";

const MOST_ATTRIBUTE_BYTES = 32_768;
const DEEPEST_MODULES = 5;

/** The last part of an ARN without a qualifier, or the id itself. */
function idOf(reference: string): string {
  return (reference.split("/").at(-1) ?? "").split(":")[0] ?? "";
}

function updateContactAttributes(scene: Scene): Outcome {
  const given = textMap(scene.parameters.Attributes);
  if (Object.keys(given).some((key) => !/^[A-Za-z0-9_-]+$/.test(key)))
    return fails("an attribute's name is not allowed");
  const merged = { ...scene.contact.attributes, ...given };
  const bytes = Object.entries(merged).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  if (bytes > MOST_ATTRIBUTE_BYTES) return fails(`more than ${MOST_ATTRIBUTE_BYTES} bytes of attributes`);
  if (text(scene, "TargetContact") === "Related") return next("there is no related contact");
  scene.contact.attributes = merged;
  return next();
}

function updateFlowAttributes(scene: Scene): Outcome {
  const given = scene.parameters.FlowAttributes;
  if (typeof given !== "object" || given === null) return fails("FlowAttributes is not a map");
  for (const [name, entry] of Object.entries(given)) scene.frame.flowAttributes[name] = textMap(entry).Value ?? "";
  return next();
}

function updateContactData(scene: Scene): Outcome {
  const { contact, parameters } = scene;
  if (parameters.Name !== undefined) contact.name = text(scene, "Name");
  if (parameters.Description !== undefined) contact.description = text(scene, "Description");
  if (parameters.LanguageCode !== undefined) contact.languageCode = text(scene, "LanguageCode");
  if (parameters.CustomerId !== undefined) contact.customerId = text(scene, "CustomerId");
  return next();
}

function updateVoice(scene: Scene): Outcome {
  scene.run.voice = text(scene, "TextToSpeechVoice") || scene.run.voice;
  return next();
}

function updateEventHooks(scene: Scene): Outcome {
  for (const [hook, flow] of Object.entries(textMap(scene.parameters.EventHooks))) {
    if (!scene.world.store.get("flow", scene.contact.instanceId, idOf(flow))) return fails(`there is no flow ${flow}`);
    scene.run.hooks[hook] = idOf(flow);
  }
  return next();
}

function compare(scene: Scene): Outcome {
  const value = scene.parameters.ComparisonValue;
  const compared = typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
  return { kind: "leave", exit: { kind: "compare", value: compared, note: `compared ${JSON.stringify(compared)}` } };
}

/** Drawn from the contact and the draw's place in it, so that a call that goes on after a restart draws the same. */
function distributeByPercentage(scene: Scene): Outcome {
  const seed = `${scene.contact.id}/${scene.run.draws}`;
  scene.run.draws += 1;
  const hash = [...seed].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);
  const draw = String((hash % 100) + 1);
  return { kind: "leave", exit: { kind: "compare", value: draw, note: `drew ${draw}` } };
}

function loop(scene: Scene): Outcome {
  const limit = Number(text(scene, "LoopCount"));
  if (!Number.isInteger(limit) || limit < 0 || limit > 100) return fails("LoopCount is not a number from 0 to 100");
  const { loops } = scene.frame;
  const name = scene.action.Identifier;
  const done = loops[name] ?? 0;
  if (done >= limit) {
    delete loops[name];
    return yields("DoneLooping");
  }
  loops[name] = done + 1;
  return yields("ContinueLooping", `round ${done + 1} of ${limit}`);
}

function checkHours(scene: Scene): Outcome {
  const { world, contact, run } = scene;
  const named = text(scene, "HoursOfOperationId");
  const queue = run.targetQueueId ? world.store.get("queue", contact.instanceId, run.targetQueueId) : undefined;
  const id = named ? idOf(named) : queue?.hoursId;
  const hours = id === undefined ? undefined : world.store.get("hours", contact.instanceId, id);
  if (!hours)
    return fails(named ? `there are no hours of operation ${named}` : "no queue is set whose hours could be checked");
  return yields(isOpen(hours, scene.at) ? "True" : "False", hours.name);
}

function updateTargetQueue(scene: Scene): Outcome {
  const reference = text(scene, "QueueId");
  if (!reference) return fails("only queues can be targets: there are no agents in the simulator");
  const queue = scene.world.store.get("queue", scene.contact.instanceId, idOf(reference));
  if (!queue) return fails(`there is no queue ${reference}`);
  scene.run.targetQueueId = queue.id;
  return next(queue.name);
}

function transferToQueue(scene: Scene): Outcome {
  const { world, contact, run } = scene;
  const named = text(scene, "QueueId");
  const id = named ? idOf(named) : run.targetQueueId;
  const queue = id === undefined ? undefined : world.store.get("queue", contact.instanceId, id);
  if (!queue) return fails("no queue is set");
  if (queue.status === "DISABLED") return fails(`queue ${queue.name} is disabled`);
  if (queue.maxContacts !== undefined && world.queueLength(contact.instanceId, queue.id) >= queue.maxContacts) {
    return fails(`queue ${queue.name} holds its ${queue.maxContacts} contacts`, "QueueAtCapacity");
  }
  contact.queueId = queue.id;
  contact.enqueuedAt = scene.at;
  run.targetQueueId = queue.id;
  run.inQueue = true;
  return customerQueueFlow(scene) ?? { kind: "forever", note: `waits in queue ${queue.name}: there are no agents` };
}

function customerQueueFlow(scene: Scene): Outcome | undefined {
  const { world, contact, run } = scene;
  const flows = world.store.list("flow", contact.instanceId);
  const flow = flows.find((each) =>
    run.hooks.CustomerQueue ? each.id === run.hooks.CustomerQueue : each.name === "Default customer queue",
  );
  const frame = flow?.published && frameOf("flow", { ...flow, content: flow.published.content });
  return frame && { kind: "enter", frame, replace: true };
}

function transferToFlow(scene: Scene): Outcome {
  const reference = text(scene, "ContactFlowId");
  const flow = scene.world.store.get("flow", scene.contact.instanceId, idOf(reference));
  if (!flow?.published) return fails(`there is no published flow ${reference}`);
  if (flow.state === "ARCHIVED") return fails(`flow ${flow.name} is archived`);
  const frame = frameOf("flow", { ...flow, content: flow.published.content });
  return frame ? { kind: "enter", frame, replace: true } : fails(`flow ${flow.name} cannot be read`);
}

function invokeModule(scene: Scene): Outcome {
  const reference = text(scene, "FlowModuleId");
  const module = scene.world.store.get("module", scene.contact.instanceId, idOf(reference));
  if (!module || module.state === "ARCHIVED") return fails(`there is no active module ${reference}`);
  if (scene.run.frames.length > DEEPEST_MODULES) return fails(`modules nest at most ${DEEPEST_MODULES} deep`);
  const frame = frameOf("module", { ...module, type: "MODULE" });
  return frame ? { kind: "enter", frame, replace: false } : fails(`module ${module.name} cannot be read`);
}

function endModule(scene: Scene): Outcome {
  const data = scene.parameters.ResultData;
  const kept = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : undefined;
  return { kind: "return", result: text(scene, "Result") || undefined, data: kept };
}

function invokeLambda(scene: Scene): Outcome {
  const functionArn = text(scene, "LambdaFunctionARN");
  const limit = Number(text(scene, "InvocationTimeLimitSeconds") || "3");
  if (!(limit >= 1 && limit <= 8)) return fails("InvocationTimeLimitSeconds is not a number from 1 to 8");
  if (!scene.world.store.list("lambda", scene.contact.instanceId).includes(functionArn)) {
    return fails(`${functionArn} is not associated with the instance`);
  }
  const payload = textMap(scene.parameters.LambdaInvocationAttributes);
  const synchronous = text(scene, "InvocationType") !== "ASYNCHRONOUS";
  const flat = textMap(scene.parameters.ResponseValidation).ResponseType === "STRING_MAP";
  return { kind: "lambda", functionArn, payload, synchronous, limitMs: limit * 1000, flat };
}

function updateCallbackNumber(scene: Scene): Outcome {
  const number = text(scene, "CallbackNumber");
  if (!/^\+[1-9]\d{1,14}$/.test(number)) return fails(`${number} is not a number`, "InvalidCallbackNumber");
  scene.run.callbackNumber = number;
  return next();
}

function createCallback(scene: Scene): Outcome {
  const { world, contact, run } = scene;
  const named = text(scene, "QueueId");
  const queueId = named ? idOf(named) : run.targetQueueId;
  const queue = queueId === undefined ? undefined : world.store.get("queue", contact.instanceId, queueId);
  if (!queue) return fails("no queue is set for the callback");
  world.createCallback(contact, run.callbackNumber ?? contact.customerAddress, queue.id, scene.at);
  return next(`callback in queue ${queue.name}`);
}

/** There are no agents in the simulator, so all that a metric can show are the contacts that wait. */
function metrics(scene: Scene): Record<string, string> | undefined {
  const { world, contact, run } = scene;
  const id = text(scene, "QueueId") ? idOf(text(scene, "QueueId")) : run.targetQueueId;
  const queue = id === undefined ? undefined : world.store.get("queue", contact.instanceId, id);
  if (!queue) return undefined;
  const size = String(world.queueLength(contact.instanceId, queue.id));
  return { NumberOfContactsInQueue: size, OldestContactInQueueAgeSeconds: "0" };
}

function checkMetric(scene: Scene): Outcome {
  const values = metrics(scene);
  if (!values) return fails("no queue is set whose metrics could be checked");
  const value = values[text(scene, "MetricType")] ?? "0";
  return { kind: "leave", exit: { kind: "compare", value, note: `${text(scene, "MetricType")} is ${value}` } };
}

/** By what answering machine detection found. Whatever else it finds is a call of which it cannot tell. */
const CALL_STATUSES: Record<string, string> = {
  HUMAN_ANSWERED: "CallAnswered",
  VOICEMAIL_BEEP: "VoicemailBeep",
  VOICEMAIL_NO_BEEP: "VoicemailNoBeep",
};

function checkCallStatus({ contact }: Scene): Outcome {
  const found = contact.answeringMachineStatus;
  if (found === undefined) return fails("only calls of a campaign with answering machine detection are classified");
  return yields(CALL_STATUSES[found] ?? "NotDetected", found);
}

function tagContact(scene: Scene): Outcome {
  const merged = { ...scene.contact.tags, ...textMap(scene.parameters.Tags) };
  if (Object.keys(merged).length > 6) return fails("a contact has at most 6 tags");
  scene.contact.tags = merged;
  return next();
}

/** Blocks that set up something which leaves no trace in a simulated call. */
const noted = (): Outcome => next();

/** By action type: what the block does. */
export const BLOCKS: Record<string, (scene: Scene) => Outcome> = {
  MessageParticipant: messageParticipant,
  MessageParticipantIteratively: messageParticipantIteratively,
  GetParticipantInput: getParticipantInput,
  DisconnectParticipant: () => ({ kind: "end-contact", reason: "CONTACT_FLOW_DISCONNECT" }),
  UpdateContactAttributes: updateContactAttributes,
  UpdateFlowAttributes: updateFlowAttributes,
  UpdateContactData: updateContactData,
  UpdateContactTextToSpeechVoice: updateVoice,
  UpdateContactRecordingBehavior: noted,
  UpdateContactRecordingAndAnalyticsBehavior: noted,
  UpdateFlowLoggingBehavior: noted,
  UpdateContactRoutingBehavior: noted,
  UpdateContactEventHooks: updateEventHooks,
  UpdateContactTargetQueue: updateTargetQueue,
  TransferContactToQueue: transferToQueue,
  DequeueContactAndTransferToQueue: transferToQueue,
  TransferToFlow: transferToFlow,
  UpdateContactCallbackNumber: updateCallbackNumber,
  CreateCallbackContact: createCallback,
  TagContact: tagContact,
  Compare: compare,
  CheckHoursOfOperation: checkHours,
  CheckMetricData: checkMetric,
  CheckOutboundCallStatus: checkCallStatus,
  DistributeByPercentage: distributeByPercentage,
  Loop: loop,
  Wait: wait,
  EndFlowExecution: () => ({ kind: "end-flow" }),
  EndFlowModuleExecution: endModule,
  InvokeFlowModule: invokeModule,
  InvokeLambdaFunction: invokeLambda,
};

/** Tags of resources, found by their ARNs. */
import { arn } from "../arns";
import type { Context } from "../context";
import { invalidParameter, invalidRequest, notFound } from "../errors";
import { ARN_TAILS, tagsOut } from "../lookup";
import type { Handlers } from "../operations";
import type { Kind, Kinds } from "../records";

const MOST_TAGS = 50;

type Tagged = "instance" | "hours" | "queue" | "flow" | "module" | "number";

export const tags: Handlers = {
  TagResource(context, input) {
    const place = placeOf(context, input.resourceArn);
    const record = recordAt(context, place);
    const merged = { ...record.tags, ...input.tags };
    if (Object.keys(merged).length > MOST_TAGS) throw invalidRequest(`A resource has at most ${MOST_TAGS} tags`);
    context.store.put(place.kind, place.ids, { ...record, tags: merged });
    return undefined;
  },

  UntagResource(context, input) {
    const place = placeOf(context, input.resourceArn);
    const record = recordAt(context, place);
    const kept = Object.entries(record.tags).filter(([key]) => !input.tagKeys.includes(key));
    context.store.put(place.kind, place.ids, { ...record, tags: Object.fromEntries(kept) });
    return undefined;
  },

  ListTagsForResource(context, input) {
    return { tags: tagsOut(recordAt(context, placeOf(context, input.resourceArn)).tags) };
  },
};

interface Place {
  kind: Tagged;
  ids: string[];
  arn: string;
}

function recordAt(context: Context, place: Place): Kinds[Tagged] {
  const record = context.store.get(place.kind as Kind, ...place.ids) as Kinds[Tagged] | undefined;
  if (!record) throw notFound(`Resource ${place.arn}`);
  return record;
}

/** @throws InvalidParameterException if it is no ARN, ResourceNotFoundException if it is not one of the caller's */
function placeOf(context: Context, value: string): Place {
  if (!/^arn:[^:]*:connect:[^:]*:[^:]*:.+/.test(value)) throw invalidParameter("resourceArn must be an ARN of Connect");
  const own = arn(context, "");
  if (!value.startsWith(own)) throw notFound(`Resource ${value}`);
  const parts = value.slice(own.length).split("/");
  const [first, second = "", third, fourth = ""] = parts;
  if (first === "phone-number" && parts.length === 2) return { kind: "number", ids: [second], arn: value };
  if (first === "instance" && parts.length === 2) return { kind: "instance", ids: [second], arn: value };
  const kinds = Object.entries(ARN_TAILS) as [Tagged, { tail: string }][];
  const kind = kinds.find(([, row]) => row.tail === third)?.[0];
  if (first !== "instance" || !kind || parts.length !== 4) throw notFound(`Resource ${value}`);
  return { kind, ids: [second, fourth], arn: value };
}

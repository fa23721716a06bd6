/** What a user can name: exports, their members, and the members of the objects that they take. */

/** An ES module, so that its types too are reached through its import. */
export const typedoc = () => import("typedoc");

type TypeDoc = Awaited<ReturnType<typeof typedoc>>;
export type Application = Awaited<ReturnType<TypeDoc["Application"]["bootstrapWithPlugins"]>>;
export type ProjectReflection = InstanceType<TypeDoc["ProjectReflection"]>;
export type DeclarationReflection = InstanceType<TypeDoc["DeclarationReflection"]>;
type SignatureReflection = InstanceType<TypeDoc["SignatureReflection"]>;
type SomeType = NonNullable<DeclarationReflection["type"]>;
type Comment = NonNullable<DeclarationReflection["comment"]>;

const ACTIONS = "ringcheck/flow.actions.";

/** A public name, and what its docstring says, tags included. */
export interface PublicName {
  path: string;
  optional: boolean;
  text: string;
}

/** Every public name at or below the given ones. */
export function membersOf(reflections: readonly DeclarationReflection[] = [], above = ""): PublicName[] {
  return reflections.flatMap((reflection) => {
    if (reflection.isReference() || isNever(reflection.type)) return [];
    const path = above ? `${above}.${reflection.name}` : reflection.name;
    const signatures = [
      ...(reflection.signatures ?? []),
      ...(reflection.getSignature ? [reflection.getSignature] : []),
    ];
    const own = isNamed(reflection) ? [publicName(path, reflection, signatures)] : [];
    return [
      ...own,
      ...membersOf(reflection.children, path),
      ...membersIn(reflection.type, path),
      ...signatures.flatMap((signature) => inSignature(signature, path)),
    ];
  });
}

// A class says what it is; its constructor takes what the class is about. Inherited members are the parent's to document.
function isNamed(reflection: DeclarationReflection): boolean {
  return reflection.name !== "constructor" && !reflection.inheritedFrom && reflection.name !== "__type";
}

function publicName(path: string, reflection: DeclarationReflection, signatures: SignatureReflection[]): PublicName {
  const comment = [reflection, ...signatures].map((each) => each.comment).find((each) => each !== undefined);
  return { path, optional: reflection.flags.isOptional, text: comment ? textOf(comment) : "" };
}

// `{ text: string; ssml?: never }` is how a type says "one of the two": there is nothing to document.
function isNever(type: SomeType | undefined): boolean {
  return type?.type === "intrinsic" && (type.name === "never" || type.name === "undefined");
}

// The parameters of an action and the ways out of it are the flow language's own words, and AWS's pages explain them.
function inSignature(signature: SignatureReflection, path: string): PublicName[] {
  if (path.startsWith(ACTIONS)) return [];
  return (signature.parameters ?? []).flatMap(({ name, type }) => membersIn(type, `${path}(${name})`));
}

/** The members of object types, wherever they stand in a type. */
function membersIn(type: SomeType | undefined, path: string): PublicName[] {
  switch (type?.type) {
    case "reflection":
      return type.declaration.signatures ? [] : membersOf(type.declaration.children, path);
    case "union":
    case "intersection":
      return type.types.flatMap((each) => membersIn(each, path));
    case "array":
      return membersIn(type.elementType, path);
    case "reference":
      return (type.typeArguments ?? []).flatMap((each) => membersIn(each, path));
    default:
      return [];
  }
}

function textOf(comment: Comment): string {
  const tags = comment.blockTags.map(({ tag, content }) => `${tag} ${content.map(({ text }) => text).join("")}`);
  return [comment.summary.map(({ text }) => text).join(""), ...tags].join("\n").trim();
}

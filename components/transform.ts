/** The one way to reach an argument that a component does not offer: a function per child, uniform for all of them. */
import type * as pulumi from "@pulumi/pulumi";

/** Gets the arguments of a child as the component would pass them, and returns the ones to use instead. */
export type Transform<Args> = (args: Args) => Args;

/** A child's class: name, arguments, options. */
type Constructor<Args, Child> = new (name: string, args: Args, opts: pulumi.CustomResourceOptions) => Child;

/** Creates a child with its arguments passed through the user's transform, when there is one. */
export function child<Args, Child>(
  Type: Constructor<Args, Child>,
  name: string,
  args: Args,
  transform: Transform<Args> | undefined,
  opts: pulumi.CustomResourceOptions,
): Child {
  return new Type(name, transform ? transform(args) : args, opts);
}

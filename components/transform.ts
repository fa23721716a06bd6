/** The one way to reach an argument that a component does not offer: a function per child, uniform for all of them. */
import * as pulumi from "@pulumi/pulumi";

/** Gets the arguments of a child as the component would pass them, and returns the ones to use instead. */
export type Transform<Args> = (args: Args) => Args;

/** For children that have names: a function for each of them by name, or one that is told the name. */
export type NamedTransform<Args> = Record<string, Transform<Args>> | ((args: Args, name: string) => Args);

/** The transform of one child among several. */
export function transformOf<Args>(
  transform: NamedTransform<Args> | undefined,
  name: string,
): Transform<Args> | undefined {
  if (typeof transform !== "function") return transform?.[name];
  return (args) => transform(args, name);
}

/** A child's class: name, arguments, options. */
type Constructor<Args, Child> = new (name: string, args: Args, opts: pulumi.CustomResourceOptions) => Child;

/**
 * The arguments as the user's transform wants them, when there is one.
 *
 * @throws {pulumi.RunError} where the transform returns nothing: what it was to change would be lost in silence
 */
export function transformed<Args>(name: string, args: Args, transform: Transform<Args> | undefined): Args {
  const wanted = transform ? transform(args) : args;
  if (typeof wanted !== "object" || wanted === null) {
    throw new pulumi.RunError(`The transform of "${name}" returned no arguments: return the ones to use.`);
  }
  return wanted;
}

/** Creates a child with its arguments passed through the user's transform. Throws as {@link transformed} does. */
export function child<Args, Child>(
  Type: Constructor<Args, Child>,
  name: string,
  args: Args,
  transform: Transform<Args> | undefined,
  opts: pulumi.CustomResourceOptions,
): Child {
  return new Type(name, transformed(name, args, transform), opts);
}

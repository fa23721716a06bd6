/** What the engine and a dynamic provider say to each other, spelled here because this folder never imports the engine's SDK. */
import type { ConfigSource } from "./settings";

/** A plain bag of properties, as the engine sends it. */
export type Properties = Record<string, unknown>;

/** One finding of `check`. An empty property keeps the engine from printing the value. */
export interface CheckFailure {
  property: string;
  reason: string;
}

/** The methods of a Pulumi dynamic provider. */
export interface ProviderV1 {
  configure(request: ConfigureRequest): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
  diff(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id: string; props: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** What the engine configures a provider with. */
export interface ConfigureRequest {
  config: ConfigSource;
}

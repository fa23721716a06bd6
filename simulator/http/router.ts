/** From method and path to an operation of Connect, for all operations of the model. */
import findMyWay from "find-my-way";
import { operations } from "../model/table";

export interface Found {
  operation: string;
  /** By the names of the service model. */
  pathValues: Record<string, string>;
}

interface Target {
  operation: string;
  /** The names of the path's placeholders, in order. */
  names: string[];
}

const PLACEHOLDER = /\{([^}+]+)\+?\}/g;

/** An ARN within a path is longer than the router's default allows. */
const LONGEST_PATH_VALUE = 4096;

export class Router {
  private readonly router = findMyWay({ maxParamLength: LONGEST_PATH_VALUE, defaultRoute: () => undefined });

  constructor() {
    for (const [operation, row] of Object.entries(operations)) {
      const names = [...row.path.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
      let index = 0;
      // Placeholders at one place have one name in the tree, whatever the model calls them.
      const path = (row.path.split("?")[0] ?? "").replace(PLACEHOLDER, () => `:p${index++}`);
      const target: Target = { operation, names };
      this.router.on(row.method as "GET", path, () => undefined, target);
    }
  }

  /** @param path without the query, still encoded. Undefined for a path or method that the service does not have. */
  find(method: string, path: string): Found | undefined {
    if (!isDecodable(path)) return undefined;
    const match = this.router.find(method as "GET", path);
    if (!match) return undefined;
    const { operation, names } = match.store as Target;
    const values = names.map((name, index) => [name, match.params[`p${index}`] ?? ""]);
    return { operation, pathValues: Object.fromEntries(values) };
  }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

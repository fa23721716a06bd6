/** What a picture is made of. */
import type { Kind } from "./kinds";

export interface Box {
  id: number;
  identifier: string;
  kind: Kind;
  /** What the action does, in the console's words. */
  title: string;
  /** Its identifier, and the words that tell it from others. */
  lines: string[];
  /** Branches that are written here instead of being drawn as lines. */
  asides: string[];
  /** When the call came here, counted from 1; empty where it did not. */
  visits: number[];
}

export interface Line {
  from: number;
  to: number;
  labels: string[];
  /** Whether nothing but errors goes this way. */
  error: boolean;
  /** Whether the call took it. */
  taken: boolean;
}

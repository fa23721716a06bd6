/**
 * Every builder function, one for each action of the flow language: `import { actions } from "ringcheck/flow"`. Their
 * parameters have the names of the flow language with a small first letter, and what is optional there is left out of
 * the flow where it is not given, unless a default is named here.
 *
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html
 *
 * @module
 */
export * from "./contact";
export * from "./control";
export * from "./participant";
export * from "./records";
export * from "./routing";

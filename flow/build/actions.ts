/** Every builder function, under one name for users: `import { actions } from "ringcheck/flow"`. */
export * from "./contact";
export * from "./control";
export * from "./participant";
export * from "./records";
export * from "./routing";

import * as pulumi from "@pulumi/pulumi";
import { ContactCenter } from "ringcheck";
import { adoptedArgs, madeArgs } from "./args";

const config = new pulumi.Config();
const destination = config.require("destination");
const number = config.get("number");

const center = new ContactCenter(
  "permissions",
  number
    ? adoptedArgs(destination, number)
    : madeArgs(destination, config.get("turn") === "second" ? "second" : "first"),
);

export const phoneNumber = center.phoneNumber;

/** Which Lambda functions an instance may invoke. */
import { invalidParameter, notFound, ServiceError } from "../errors";
import { instanceOf } from "../lookup";
import type { Handlers } from "../operations";
import { page } from "../pages";
import { isDone, sha256 } from "../tokens";

const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]+)?$/;

export const lambdaAssociations: Handlers = {
  AssociateLambdaFunction(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    if (!FUNCTION_ARN.test(input.FunctionArn)) throw invalidParameter("FunctionArn must be the ARN of a function");
    if (isDone(context, "AssociateLambdaFunction", input)) return undefined;
    const key = [instance.id, sha256(input.FunctionArn)];
    if (context.store.get("lambda", ...key)) {
      throw new ServiceError("ResourceConflictException", "The function is associated with the instance already");
    }
    if (context.store.list("lambda", instance.id).length >= context.settings.quotas.lambdaFunctions) {
      throw new ServiceError("ServiceQuotaExceededException", "The number of Lambda functions is at its quota");
    }
    context.store.put("lambda", key, input.FunctionArn);
    return undefined;
  },

  DisassociateLambdaFunction(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    if (isDone(context, "DisassociateLambdaFunction", input)) return undefined;
    const key = [instance.id, sha256(input.FunctionArn)];
    if (!context.store.get("lambda", ...key)) throw notFound(`Association of ${input.FunctionArn}`);
    context.store.remove("lambda", ...key);
    return undefined;
  },

  ListLambdaFunctions(context, input) {
    const instance = instanceOf(context, input.InstanceId);
    const arns = context.store.list("lambda", instance.id).sort();
    const found = page("lambda", arns, (each) => each, input, 25);
    return { LambdaFunctions: found.items, NextToken: found.NextToken };
  },
};

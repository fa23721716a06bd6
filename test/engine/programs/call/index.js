// Plain JavaScript, and only the one resource: the package's front door would load the AWS provider's SDK as well, which
// takes longer than the call.
const { VerificationCall } = require(process.env.CALL_MODULE);

const call = new VerificationCall("smoke", JSON.parse(process.env.CALL_ARGS));

exports.contactId = call.contactId;

// The text of this object lands in the state of every stack and is run from there by `destroy`, years later. So it is
// frozen (test/unit/frozen-text.test.ts), holds 2,048 bytes at most, and does nothing but ask the installed package.
// Serialised, every function costs some 170 bytes: that is why the loader is `configure` itself.
const p = r=>{
  try {
    return require("ringcheck/provider").provider(1, r);
  } catch (e) {
    e.stack = "";
    if (e.code === "MODULE_NOT_FOUND") e.message = "ringcheck is not installed here: npm install ringcheck";
    throw e;
  }
};
exports.provider = {
  configure: p,
  check: (...a)=>p().check(...a),
  diff: (...a)=>p().diff(...a),
  create: (...a)=>p().create(...a),
  read: (...a)=>p().read(...a),
  update: (...a)=>p().update(...a),
  delete: (...a)=>p().delete(...a),
};
